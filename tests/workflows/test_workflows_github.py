"""The forge's side of the project: forms that the forge can read and that tell people the truth."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from civicgen.cli.forms import forms

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = REPOSITORY / ".github"
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE" / "config.yml"})
TOWN_NOW = "2026-11-20T09:00:00Z"


def read(file: Path) -> dict[str, Any]:
    # The loader without types, so that `on` stays a word.
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(tool)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_the_forge_can_read_them(schema: str, files: list[Path]) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, *files)
    assert result.returncode == 0, result.stdout


def test_the_forms_are_those_that_content_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    """At the example town's present; forms of consultations that close are removed by `civicgen forms`."""
    forms.main(["--root", str(REPOSITORY), "--at", TOWN_NOW, "--check"], standalone_mode=False)
    assert capsys.readouterr().out == "The forms are what is due.\n"
    assert [file.name for file in FORMS if "propose-" in file.name] == [
        f"propose-{slug}.{language}.yml"
        for slug in ("shade-for-hot-summers", "streets-we-share")
        for language in ("de", "en")
    ]


def test_links_lead_to_the_portal() -> None:
    site = read(REPOSITORY / "content" / "portal.yml")["site_url"]
    for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"):
        for address in re.findall(r"https://consultations\.\S+?(?=[)\s]|$)", file.read_text(encoding="utf-8")):
            assert address.startswith(site)
