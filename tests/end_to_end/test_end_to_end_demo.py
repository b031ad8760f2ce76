"""The built demo: its numbers are right, and `civicgen verify` names the place of any byte that is changed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from count_by_hand import MILL_YARD, STREETS, STREETS_AT_FIRST, Seed, Terms, letters
from portal_run import REPOSITORY, Portal
from town_run import SEED

from civicgen.errors import EXIT_FINDINGS, LedgerError

ROWS = "data/ledger/streets-we-share/000001.jsonl"
PAGE = "consultations/streets-we-share/proposals/zebra-at-schoolhouse-lane.html"
Change = Callable[[str], int]
"""Where in a text the byte to change stands."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site, as `make demo SERVE=no` builds it."""
    folder = tmp_path_factory.mktemp("demo")
    portal = Portal(folder)
    portal.run(
        "demo", "--no-serve", "--root", str(REPOSITORY), "--work", str(folder / "copy"), "--site", str(folder / "site")
    )
    return folder


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Portal:
    """A copy of the demo's site, to be spoiled."""
    shutil.copytree(demo / "site", tmp_path / "site")
    return Portal(tmp_path)


def _change(file: Path, place: Change) -> tuple[int, str]:
    """Put another digit in place of one; returns its line, counted from 1, and the digit that it is now."""
    text = file.read_text(encoding="utf-8")
    at = place(text)
    other = "7" if text[at] != "7" else "4"
    assert text[at].isdigit()
    file.write_text(text[:at] + other + text[at + 1 :], encoding="utf-8")
    return text.count("\n", 0, at) + 1, other


def _last_digit_of(pattern: str) -> Change:
    """The last digit within the first place that the pattern's group finds."""

    def place(text: str) -> int:
        found = re.search(pattern, text)
        assert found is not None, pattern
        return found.end(1) - 1

    return place


def test_the_built_demo_is_accepted(demo: Path) -> None:
    said = Portal(demo).verify()
    assert "Everything agrees" in said
    assert "3 consultations" in said


@pytest.mark.parametrize(
    ("consultation", "csv_file", "terms", "suffix"),
    [
        ("streets-we-share", "desk-and-library.csv", STREETS, ""),
        ("streets-we-share", "desk-and-library.csv", STREETS_AT_FIRST, f"@{STREETS_AT_FIRST.closes}"),
        ("mill-yard", "letters-and-meetings.csv", MILL_YARD, ""),
    ],
)
def test_the_demos_numbers_are_those_of_a_count_by_hand(
    demo: Path, consultation: str, csv_file: str, terms: Terms, suffix: str
) -> None:
    seed = Seed(SEED)
    written = REPOSITORY / "content" / "consultations" / consultation / "contributions" / csv_file
    shown: dict[str, tuple[int, int]] = {}
    counted: dict[str, tuple[int, int]] = {}
    for line in Portal(demo).table(consultation, "proposals.csv"):
        of_letters = letters(written, line["id"], terms)
        shown[line["id"]] = int(line[f"support{suffix}"]), int(line[f"oppose{suffix}"])
        counted[line["id"]] = seed.support_and_opposition(int(line["thread"]), terms, of_letters)
    assert shown == counted


def test_words_that_were_deleted_or_replaced_are_nowhere_on_the_site(demo: Path) -> None:
    deleted, replaced, shown = "Mirrors show you who hits you.", "Sint-Pieters", "It is the Dampoort station"
    seed = SEED.read_text(encoding="utf-8")
    assert deleted in seed
    assert replaced in seed
    assert _files_with(demo / "site", deleted) == []
    assert _files_with(demo / "site", replaced) == []
    assert _files_with(demo / "site", shown) != []


def test_words_of_a_hidden_comment_are_not_in_the_published_data(demo: Path) -> None:
    assert _files_with(demo / "site" / "data", "bicycle mafia") == []


def _files_with(folder: Path, words: str) -> list[str]:
    return [str(file) for file in sorted(folder.rglob("*")) if file.is_file() and words.encode() in file.read_bytes()]


@pytest.mark.parametrize("line", [1, 300, 1500])
def test_a_changed_row_of_the_ledger_is_named_with_its_line(copy: Portal, line: int) -> None:
    lines = (copy.site / ROWS).read_text(encoding="utf-8").splitlines(keepends=True)
    start = sum(len(each) for each in lines[: line - 1])
    changed, _ = _change(copy.site / ROWS, lambda text: text.index('"seq":', start) + len('"seq":'))
    assert changed == line
    assert f"streets-we-share/000001.jsonl:{line}" in copy.verify(expect=LedgerError.exit_code)


def test_a_changed_harvest_row_is_named(copy: Portal) -> None:
    _change(copy.site / "data/ledger/harvests.jsonl", _last_digit_of(r'"requests":(\d+)'))
    assert "harvests.jsonl" in copy.verify(expect=LedgerError.exit_code)


def test_a_changed_number_of_a_data_file_is_named(copy: Portal) -> None:
    file = "data/mill-yard/proposals.csv"
    _change(copy.site / file, _last_digit_of(r'\n"a-cinema[^\n]*?"rejected","[^"]*","",(\d+)'))
    said = copy.verify(expect=EXIT_FINDINGS)
    assert file in said.splitlines()[0]
    assert "a-cinema-with-six-screens" in said


def test_a_changed_number_of_a_page_is_named_with_its_page_and_its_figure(copy: Portal) -> None:
    figure = "streets-we-share/zebra-at-schoolhouse-lane/support"
    _change(copy.site / PAGE, _last_digit_of(rf'<data value="\d+" data-figure="{figure}">(\d+)</data>'))
    said = copy.verify(expect=EXIT_FINDINGS)
    assert PAGE in said.splitlines()[0]
    assert figure in said


def test_a_changed_letter_of_a_published_comment_is_named(copy: Portal) -> None:
    texts = copy.site / "data/ledger/texts/streets-we-share.jsonl"
    spoiled = texts.read_text(encoding="utf-8").replace("I am one of the 212.", "I am one of the 213.")
    assert spoiled != texts.read_text(encoding="utf-8")
    texts.write_text(spoiled, encoding="utf-8")
    assert "texts/streets-we-share.jsonl" in copy.verify(expect=LedgerError.exit_code)
