"""Bytes that are no text, and more of them than anybody should write."""

import pytest
from content_samples import CONSULTATION, PROPOSAL, SOUND, only_finding, portal_with, read_with

from civicgen.content.read import read_content

TEXT = SOUND[PROPOSAL]


def proposal(title: str = "Lamps", body: str = "Text.", more: str = "") -> str:
    return f"---\ntitle: {title}\nthread: 12\n{more}---\n{body}\n"


@pytest.mark.parametrize("opening", ["[", "{", "[{a: "])
def test_endless_nesting_is_refused_and_other_files_are_still_checked(opening: str) -> None:
    """F02: 100 kB of `[` would crash the ordinary loader."""
    files = portal_with({PROPOSAL: proposal(more="topics: " + opening * 100_000 + "\n"), CONSULTATION: None})
    codes = {finding.code for finding in read_content(files).findings}
    assert codes >= {"nested-too-deeply", "not-a-regular-file"}


def test_lists_within_lists_are_refused_beyond_twelve_levels() -> None:
    """F02."""
    finding = only_finding({PROPOSAL: proposal(more="topics:\n  " + "- " * 30 + "x\n")})
    assert (finding.code, finding.place.line) == ("nested-too-deeply", 5)


@pytest.mark.parametrize(
    ("data", "offset", "line"),
    [
        (b"---\ntitle: La\0mps\nthread: 12\n---\n", 13, 2),
        (b"---\ntitle: Lamps\nthread: 12\n---\nSch\xf6n.\n", 35, 5),
        (b"\xef\xbb\xbf---\ntitle: \xff\nthread: 12\n---\n", 14, 2),
        (TEXT.encode("utf-16"), 0, 1),
    ],
    ids=["NUL", "Latin-1", "invalid behind a byte order mark", "UTF-16"],
)
def test_bytes_that_are_no_utf_8_are_named_with_their_offset(data: bytes, offset: int, line: int) -> None:
    """F06."""
    finding = only_finding({PROPOSAL: data})
    assert (finding.code, finding.place.line) == ("not-utf-8", line)
    assert f"at byte {offset}" in finding.message


def test_front_matter_beyond_64_kib_is_an_error_and_the_proposal_is_shown() -> None:
    """F11."""
    files = {PROPOSAL: proposal(more=f"summary: {'word ' * 14_000}\n")}
    finding = only_finding(files)
    assert (finding.code, finding.place.file) == ("front-matter-too-large", PROPOSAL)
    assert "65,536" in finding.message
    assert read_with(files).dossiers[0].proposals[0].title == "lamps in mill lane"


def test_a_text_beyond_512_kib_is_an_error_and_the_proposal_is_shown() -> None:
    """F11."""
    finding = only_finding({PROPOSAL: proposal(body="word " * 110_000)})
    assert finding.code == "body-too-large"
    assert "524,288" in finding.message


def test_a_table_of_ten_thousand_rows_is_an_error_with_its_line() -> None:
    """F11."""
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10_000
    finding = only_finding({PROPOSAL: proposal(body=f"See:\n\n{table}")})
    assert (finding.code, finding.place.line) == ("table-too-long", 7)
    assert "10,000 rows; at most 1,000" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "](" * 200_000,
        "[a](" * 100_000,
        "`" * 400_000,
        "{" * 400_000,
        "# " + " " * 400_000 + "x",
        "|\n" * 200_000,
        "[x](y.md)\n" * 40_000,
        "http://a " * 50_000,
        "аa" * 200_000,
    ],
    ids=lambda body: repr(body[:6]),
)
def test_a_text_made_to_be_slow_is_read_quickly(body: str) -> None:
    read_with({PROPOSAL: proposal(body=body)})


@pytest.mark.parametrize("more", ["", "Bücher", "“Bücher”", "книги"], ids=["ASCII", "Latin-1", "quotes", "Cyrillic"])
@pytest.mark.parametrize("character", ["\x7f", "\x80", "\x9f", "\u202e", "\U000e0041"], ids=ascii)
def test_a_hidden_character_is_found_among_any_others(character: str, more: str) -> None:
    finding = only_finding({PROPOSAL: proposal(body=f"One line.\n{more} {character}here\n")})
    assert finding.place.line == 6
    assert finding.message.endswith(f"U+{ord(character):04X}")
