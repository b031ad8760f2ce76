"""The published files: complete, the same bytes every time, harmless in spreadsheets, without logins where private."""

import csv
import hashlib
import io
import json
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_table import changed, opened, settings, table
from small_portal import SLUG, answer, chained, data_files, facts_for, opened_text, proposal, publish

from civicgen.exports.csv_text import csv_lines, harmless
from civicgen.exports.registry import FILES, TEXTS, cut, file_of
from civicgen.model.ledger import Ledger, Row
from civicgen.model.times import Instant

HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>\u202e'

ROWS = """
published;     lamps; ; ; 08-30; 09-01; ; wording=1 digest=a
reaction-cast; lamps; pseudonym-of-ada; +1; 09-05; 09-06; reaction:1
reaction-cast; lamps; pseudonym-of-ben; -1; 10-01 22:00:00; 10-02; reaction:2
comment-made;  lamps; pseudonym-of-cem; ;   09-05; 09-06; comment:1
contribution;  lamps; ; support; 09-06; 09-06; receipt:1; channel=paper count=40 batch=B7 checked_by=clerk
"""


def ledger_with(comment: str, login: str = "") -> Ledger:
    text = opened_text("comment:1", comment, login)
    rows = [_with_text(row, text.commitment) if row.ref == "comment:1" else row for row in table(ROWS)]
    return chained(
        [opened(), *rows, changed(settings(closes=Instant("2026-11-01T22:59:59Z")), seen_at="10-05")], [text]
    )


def _with_text(row: Row, text: object) -> Row:
    return Row(**({name: getattr(row, name) for name in row.__struct_fields__} | {"text": text}))


def files_of(ledger: Ledger, title: str = "Lamps") -> Mapping[str, bytes]:
    facts = facts_for(ledger, proposal("lamps", title=title), proposal("new"))
    return data_files(ledger, publish(ledger, facts, [answer("lamps", reason=title)]))


def lines(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{SLUG}/{name}"].decode(), newline="")))


def test_every_file_has_the_same_bytes_every_time() -> None:
    ledger = ledger_with("Hello")
    assert files_of(ledger) == files_of(ledger)


def test_the_order_of_the_ledgers_dictionaries_does_not_matter() -> None:
    ledger = ledger_with("Hello")
    texts = {
        slug: dict(random.Random(7).sample(sorted(each.items()), len(each))) for slug, each in ledger.texts.items()
    }
    shuffled = Ledger(
        meta=ledger.meta, harvests=ledger.harvests, rows=ledger.rows, texts=texts, checkpoint=ledger.checkpoint
    )
    assert files_of(shuffled) == files_of(ledger)


def test_sums_cover_every_other_file() -> None:
    files = files_of(ledger_with("Hello"))
    said = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert said == {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != "SHA256SUMS"}
    assert {f"{SLUG}/{name}" for name in FILES if name != TEXTS} <= set(files)


def test_a_proposal_has_all_its_numbers_in_one_line() -> None:
    (lamps, new) = lines(files_of(ledger_with("Hello")), "proposals.csv")
    assert (lamps["support"], lamps["oppose"], lamps["excluded"], lamps["channel-paper"]) == ("41", "1", "0", "40")
    assert (lamps["support@2026-10-01T21:59:59Z"], lamps["excluded-late@2026-10-01T21:59:59Z"]) == ("41", "1")
    assert (lamps["kind-+1"], lamps["kind--1"], lamps["kind-eyes"], lamps["comments"]) == ("1", "1", "0", "1")
    assert (new["id"], new["support"], new["comments"], new["kind-+1"]) == ("new", "", "", "")


def test_json_says_the_same_as_csv_and_null_where_nothing_was_collected() -> None:
    files = files_of(ledger_with("Hello"))
    found = json.loads(files[f"{SLUG}/proposals.json"])["proposals"]
    for item, line in zip(found, lines(files, "proposals.csv"), strict=True):
        numbers = {name: "" if number is None else str(number) for name, number in item["figures"].items()}
        assert numbers == {name: line[name] for name in numbers}
    assert found[1]["figures"]["support"] is None


def test_a_proposal_that_is_no_longer_in_the_content_does_not_disappear() -> None:
    ledger = ledger_with("Hello")
    files = data_files(ledger, publish(ledger, facts_for(ledger, proposal("new"))))
    assert [(line["id"], line["title"], line["support"]) for line in lines(files, "proposals.csv")] == [
        ("lamps", "", "41"),
        ("new", "New", ""),
    ]


def test_every_stance_is_listed_for_each_closing_with_its_reason() -> None:
    listed = lines(files_of(ledger_with("Hello")), "stances.csv")
    assert [(line["closes"][:7], line["row"], line["result"], line["reason"]) for line in listed] == [
        ("2026-10", "3", "counted", ""),
        ("2026-10", "5", "counted", ""),
        ("2026-10", "6", "excluded", "late"),
        ("2026-11", "3", "counted", ""),
        ("2026-11", "5", "counted", ""),
        ("2026-11", "6", "counted", ""),
    ]


def test_contributions_are_listed_without_texts_that_may_not_be_published() -> None:
    (line,) = lines(files_of(ledger_with("Hello")), "contributions.csv")
    assert (line["receipt"], line["batch"], line["count"], line["checked_by"], line["text"]) == (
        "1",
        "B7",
        "40",
        "clerk",
        "",
    )


def test_logins_are_published_only_where_the_consultation_names_its_commenters() -> None:
    private, named = files_of(ledger_with("Hello")), files_of(ledger_with("Hello", login="cem-at-the-forge"))
    assert b"cem-at-the-forge" not in b"".join(private.values())
    assert lines(private, "comments.csv")[0]["login"] == ""
    assert lines(named, "comments.csv")[0]["login"] == "cem-at-the-forge"
    assert b"cem-at-the-forge" not in named[f"{SLUG}/stances.csv"]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "−1"),
        *("＝1+1", "＋1", "－1", "＠x", "﹦1"),
        *("\ufeff=1+1", "\u200b=1", " =1", "\u00a0\u3000=1", "\u202e=1", "\x00=1"),
        *("\t=1", "\r=1", "\n=1", "\tharmless"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_is_shown_as_text(text: str) -> None:
    assert harmless(text) == "'" + text
    assert list(csv.reader(io.StringIO(csv_lines([["a"], [text]]).decode(), newline="")))[1] == ["'" + text]


@pytest.mark.parametrize("text", ["", "Lamps = light", "3 lamps", "Ä", "„Licht“", "مرحبا", "(-1)", "'quoted'"])
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_hostile_texts_are_inert_in_every_file() -> None:
    files = files_of(ledger_with(HOSTILE), title=HOSTILE)
    for path, data in files.items():
        if path.endswith(".json") and path.startswith(SLUG):
            json.loads(data)
            assert b"<" not in data
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True):
                assert not [cell for cell in row if cell.startswith(("=", "＝"))]
    assert json.loads(files[f"{SLUG}/comments.json"])["comments"][0]["text"] == HOSTILE
    assert lines(files, "comments.csv")[0]["text"] == "'" + HOSTILE


def test_lines_end_as_spreadsheets_expect_and_begin_without_a_mark() -> None:
    data = csv_lines([["a", "b"], ["Straße\nnow", None], ['say "x"', 3]])
    assert data == '"a","b"\r\n"Straße\nnow",""\r\n"say ""x""",3\r\n'.encode()


def test_before_the_first_collection_files_are_there_without_numbers() -> None:
    empty = Ledger(meta=None, harvests=(), rows={}, texts={}, checkpoint=None)
    files = data_files(empty, publish(empty))
    assert [line["support"] for line in lines(files, "proposals.csv")] == [""]
    assert lines(files, "stances.csv") == []
    assert json.loads(files["portal.json"])["checkpoint"] is None


@pytest.mark.parametrize("name", FILES)
@given(pieces=st.lists(st.binary(min_size=1, max_size=9), max_size=4))
def test_a_file_can_be_cut_into_its_pieces_again(name: str, pieces: list[bytes]) -> None:
    columns = ("support", "oppose")
    whole = file_of(name, pieces, slug=SLUG, columns=columns)
    assert list(cut(name, whole, map(len, pieces), slug=SLUG, columns=columns)) == pieces
