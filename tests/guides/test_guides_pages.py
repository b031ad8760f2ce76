"""The guides on the example town's site: every picture is there, nothing is a barrier, nothing scrolls sideways."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from guide_stage import REPOSITORY
from guide_walk import guides
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

BROKEN = "[...document.images].filter(each => !each.complete || !each.naturalWidth).map(each => each.src)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example town's site as it is before anything was collected."""
    root = tmp_path_factory.mktemp("guides")
    for name in ("content", "site_overrides"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy2(REPOSITORY / "mkdocs.yml", root)
    command = [sys.executable, "-m", "civicgen", "build", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 findings" in done.stdout + done.stderr
    return root / "site"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")])
def test_guides_can_be_read_by_everybody_and_on_a_phone(
    chromium: Browser, site: Path, axe: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    told: list[str] = []
    for guide in guides():
        page.goto((site / "guides" / f"{guide.stem}.html").as_uri())
        told += [f"{guide.stem}: {source}" for source in page.evaluate(BROKEN)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            told.append(f"{guide.stem} scrolls sideways")
        page.evaluate(axe)
        violations = page.evaluate("axe.run(document, {preload: false}).then(result => result.violations)")
        told += [f"{guide.stem}: {each['id']}: {node['html']}" for each in violations for node in each["nodes"]]
    context.close()
    assert told == []


def test_each_guide_is_one_step_from_every_page(chromium: Browser, site: Path) -> None:
    page = chromium.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Guides").click()
    for guide in guides():
        page.locator(f".civic-subnav a[href='{guide.stem}.html']").click()
        assert page.url.endswith(f"/guides/{guide.stem}.html")
    page.close()
