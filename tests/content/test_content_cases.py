"""One malformed file per defect, each put into a sound portal: what is found, where, and the cure.

The files lie in cases/, named for the defect; cases/expected.txt holds what `civicgen check` says of each. After a
change of wording rewrite it with `CIVICGEN_REWRITE_GOLDEN=1 pytest tests/content` and read the difference.
"""

import os
from pathlib import Path

import pytest
from content_samples import ANSWER, CONSULTATION, HOME, PROPOSAL, read_with

from civicgen.app.check import Checked
from civicgen.cli.check_formats import as_text

CASES = Path(__file__).parent / "cases"
EXPECTED = CASES / "expected.txt"
PLACES = {
    "answers": f"{HOME}/answers/{Path(ANSWER).stem}-again.md",
    "consultations": CONSULTATION,
    "contributions": f"{HOME}/contributions/market.csv",
    "moderation": "content/moderation.yml",
    "portal": "content/portal.yml",
    "proposals": PROPOSAL,
}
FILES = sorted(CASES.glob("*/*"))


def said_of(case: Path) -> str:
    """What the check prints about the sound portal with this file in it."""
    content = read_with({PLACES[case.parent.name]: case.read_bytes()})
    lines = as_text(Checked(content=content, caused=content.findings))
    return "".join(f"    {line}\n" if line else "\n" for line in lines)


def expected() -> dict[str, str]:
    parts = EXPECTED.read_text(encoding="utf-8").split("== ")
    return {name: said for name, _, said in (part.partition("\n") for part in parts if part)}


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_malformed_file_gets_its_finding(case: Path) -> None:
    """F01, F03 to F05, F07 to F09, F12, F13, F16, F19, F21: the files that begin with these."""
    assert said_of(case).rstrip() == expected()[f"{case.parent.name}/{case.name}"].rstrip()


def test_every_malformed_file_is_shown_all_the_same() -> None:
    for case in FILES:
        dossiers = read_with({PLACES[case.parent.name]: case.read_bytes()}).dossiers
        assert [len(dossier.proposals) for dossier in dossiers] == [2], case.name


def test_the_expected_findings_are_those_of_the_files_that_are_there() -> None:
    if os.environ.get("CIVICGEN_REWRITE_GOLDEN"):
        said = [f"== {case.parent.name}/{case.name}\n{said_of(case)}\n" for case in FILES]
        EXPECTED.write_text("".join(said), encoding="utf-8")
    assert sorted(expected()) == [f"{case.parent.name}/{case.name}" for case in FILES]
