"""The files at the project's door say what is true."""

import re
from pathlib import Path

import pytest

from civicgen.cli.main import COMMANDS

REPOSITORY = Path(__file__).resolve().parents[2]
DOOR = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
]


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_the_readme_names_every_command_and_no_other() -> None:
    assert re.findall(r"^\| `civicgen (\w+)` \|", read("README.md"), re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", DOOR)
def test_links_lead_to_files_that_exist(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(name))
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


def test_targets_that_are_named_are_targets_of_make() -> None:
    makefile = read("Makefile")
    for name in DOOR:
        for target in re.findall(r"\bmake (\w+)`", read(name)):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_licence_is_whole() -> None:
    licence = read("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in licence
    assert licence.rstrip().endswith("require the production of a new EUPL version.")
