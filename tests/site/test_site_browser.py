"""The pages in a real browser: quiet, narrow enough, accessible, and whole without scripts."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from site_town import Town

pytestmark = pytest.mark.browser

KINDS = {
    "home": "index.html",
    "consultations": "consultations/index.html",
    "consultation": "consultations/bright-streets/index.html",
    "list": "consultations/bright-streets/all/newest.html",
    "proposal": "consultations/bright-streets/proposals/lamps.html",
    "answered": "consultations/bright-streets/proposals/gate.html",
    "register": "consultations/bright-streets/intake.html",
    "receipts": "consultations/bright-streets/receipts.html",
    "with findings": "consultations/bright-streets/proposals/broken.html",
    "answers": "consultations/bright-streets/answers.html",
    "planned": "consultations/shade/index.html",
    "how we count": "how-we-count.html",
    "data": "data.html",
    "ordinary": "take-part.html",
}


OPTIONS = {"light": "{preload: false}", "dark": "{preload: false, runOnly: ['color-contrast', 'link-in-text-block']}"}
"""In the dark only colours differ."""


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(context: BrowserContext, site: Path, address: str) -> tuple[Page, list[str]]:
    """The page, and what it complained of or asked others for."""
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: noise.append(request.url) if not request.url.startswith("file:") else None)
    page.goto((site / address).as_uri())
    return page, noise


@pytest.fixture
def wide(chromium: Browser, scheme: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    yield context
    context.close()


def test_pages_are_quiet_and_have_no_barrier_that_axe_knows(
    wide: BrowserContext, town: Town, axe: str, scheme: str
) -> None:
    told: list[str] = []
    for kind, address in KINDS.items():
        page, noise = opened(wide, town.site, address)
        assert not noise, f"{kind}: {noise}"
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(axe)
        violations = page.evaluate(f"axe.run(document, {OPTIONS[scheme]}).then(result => result.violations)")
        told += [f"{kind}: {each['id']}: {node['html']}" for each in violations for node in each["nodes"]]
        page.close()
    assert not told


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_on_a_phone(chromium: Browser, town: Town, silent_town: Town, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for built in (town, silent_town):
        for kind, address in KINDS.items():
            if built is silent_town and kind == "register":
                continue  # there is none before anything was collected
            page.goto((built.site / address).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            cut = (
                "[...document.querySelectorAll('pre, pre > code')].filter(each => each.scrollWidth > each.clientWidth)"
            )
            assert page.evaluate(f"{cut}.length") == 0, f"{kind}: a command is cut off"
    context.close()


def test_everything_is_readable_without_scripts(chromium: Browser, town: Town) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page, _ = opened(context, town.site, KINDS["proposal"])
    assert page.get_by_text("It is dark there.").is_visible()
    assert page.get_by_role("heading", name="Support").is_visible()
    page.get_by_role("link", name="How we count").first.click()
    assert page.get_by_role("heading", name="How we count").is_visible()
    context.close()


def test_a_script_adds_how_far_away_a_deadline_is(chromium: Browser, town: Town) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-26T12:00:00Z")
    page.goto((town.site / KINDS["consultation"]).as_uri())
    assert page.locator(".deadline--soon").first.inner_text().strip() == "in 3 days"
    context.close()


def test_the_keyboard_shows_where_it_is(chromium: Browser, town: Town) -> None:
    context = chromium.new_context()
    page, _ = opened(context, town.site, KINDS["home"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2
        assert style != "none"
    context.close()


def test_a_first_visit_is_light(town: Town) -> None:
    assets = sorted((town.site / "assets").rglob("*.*"))
    first_visit = [town.site / KINDS["proposal"], *(path for path in assets if path.suffix in (".css", ".js", ".svg"))]
    assert sum(len(gzip.compress(path.read_bytes())) for path in first_visit) < 90_000
