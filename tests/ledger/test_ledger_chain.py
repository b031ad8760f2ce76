"""One line of the ledger changed in any way is found, and the first bad row is named."""

import json
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import META, TOWN, day

from civicgen.errors import LedgerError
from civicgen.ledger.canonical import ROWS, digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import Line, seal, segment_file, split_lines, verify_harvests, verify_rows
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, Row, RowType
from civicgen.model.names import Digest, ProposalId

FILE = segment_file(TOWN, 1)


def draft(number: int) -> Row:
    return Row(
        seq=0,
        type=RowType.REACTION_CAST,
        seen_at=day(5),
        prev=Digest(""),
        proposal=ProposalId("lamps"),
        kind="+1",
        made_at=day(2),
        ref=f"reaction:{number}",
        facts={"account": "user"},
    )


def ledger_of(*batches: int) -> tuple[list[bytes], list[HarvestRow]]:
    """The lines of a consultation that so many harvests wrote, each so many rows."""
    mark = ConsultationMark(complete=True, rows=0, head=genesis(TOWN, META))
    lines: list[bytes] = []
    harvests: list[HarvestRow] = []
    prev = digest(meta_bytes(META))
    for count in batches:
        rows, mark = seal([draft(len(lines) + number) for number in range(1, count + 1)], after=mark)
        lines.extend(encode(row) for row in rows)
        harvest = HarvestRow(
            n=len(harvests) + 1,
            at=day(5),
            clock="forge",
            outcome="complete",
            cost=Cost(requests=1, points=1),
            consultations={TOWN: mark},
            prev=prev,
        )
        prev = digest(encode(harvest))
        harvests.append(harvest)
    return lines, harvests


def in_file(lines: Sequence[bytes], file: str = FILE) -> list[Line]:
    return [Line(file=file, number=number, data=data) for number, data in enumerate(lines, start=1)]


def verify(lines: Sequence[bytes], harvests: Sequence[HarvestRow]) -> tuple[Row, ...]:
    return verify_rows(in_file(lines), consultation=TOWN, meta=META, harvests=harvests)


def edited(line: bytes, **fields: object) -> bytes:
    return encode({**json.loads(line), **fields})


BATCHES = st.lists(st.integers(0, 6), min_size=1, max_size=4).filter(lambda batches: sum(batches) >= 2)


@given(batches=BATCHES)
def test_what_was_sealed_is_verified(batches: list[int]) -> None:
    lines, harvests = ledger_of(*batches)
    assert [row.seq for row in verify(lines, harvests)] == list(range(1, len(lines) + 1))


@given(batches=BATCHES, data=st.data())
def test_an_edited_row_is_named(batches: list[int], data: st.DataObject) -> None:
    """B01. The one edited is named, not the one after it whose link does not hold."""
    lines, harvests = ledger_of(*batches)
    at = data.draw(st.integers(0, len(lines) - 1))
    field, value = data.draw(
        st.sampled_from(
            [("kind", "-1"), ("person", "0" * 32), ("made_at", day(9)), ("facts", {"account": "bot"}), ("seq", 77)]
        )
    )
    lines[at] = edited(lines[at], **{field: value})
    with pytest.raises(LedgerError, match=rf"row {at + 1} ") as found:
        verify(lines, harvests)
    assert (found.value.file, found.value.line, found.value.exit_code) == (FILE, at + 1, 65)


@given(batches=BATCHES, data=st.data())
def test_any_byte_changed_is_found(batches: list[int], data: st.DataObject) -> None:
    lines, harvests = ledger_of(*batches)
    at = data.draw(st.integers(0, len(lines) - 1))
    spot = data.draw(st.integers(0, len(lines[at]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each not in (lines[at][spot], ord("\n"))))
    lines[at] = lines[at][:spot] + bytes([byte]) + lines[at][spot + 1 :]
    with pytest.raises(LedgerError) as found:
        verify(lines, harvests)
    assert found.value.line == at + 1


@given(batches=BATCHES, data=st.data())
def test_a_deleted_row_is_named(batches: list[int], data: st.DataObject) -> None:
    lines, harvests = ledger_of(*batches)
    at = data.draw(st.integers(0, len(lines) - 1))
    del lines[at]
    words = "missing" if at == len(lines) else "deleted|edited"
    with pytest.raises(LedgerError, match=words) as found:
        verify(lines, harvests)
    assert str(at + 1) in str(found.value)


@given(batches=BATCHES, data=st.data())
def test_an_inserted_row_is_named(batches: list[int], data: st.DataObject) -> None:
    lines, harvests = ledger_of(*batches)
    at = data.draw(st.integers(0, len(lines) - 1))
    prev = genesis(TOWN, META) if at == 0 else digest(lines[at - 1])
    forged = msgspec.structs.replace(draft(999), seq=at + 1, prev=prev)
    lines.insert(at, encode(forged))
    with pytest.raises(LedgerError, match=rf"row {at + 1} ") as found:
        verify(lines, harvests)
    assert found.value.line in (at + 1, at + 2)


@given(batches=BATCHES, data=st.data())
def test_reordered_rows_are_named(batches: list[int], data: st.DataObject) -> None:
    lines, harvests = ledger_of(*batches)
    first = data.draw(st.integers(0, len(lines) - 2))
    second = data.draw(st.integers(first + 1, len(lines) - 1))
    lines[first], lines[second] = lines[second], lines[first]
    with pytest.raises(
        LedgerError, match=rf"row {second + 1} where row {first + 1} belongs|row {first + 1} was"
    ) as found:
        verify(lines, harvests)
    assert found.value.line == first + 1


@given(batches=BATCHES, data=st.data())
def test_a_truncated_ledger_says_what_is_missing(batches: list[int], data: st.DataObject) -> None:
    lines, harvests = ledger_of(*batches)
    kept = data.draw(st.integers(0, len(lines) - 1))
    with pytest.raises(LedgerError, match=f"rows {kept + 1} to {len(lines)} are missing"):
        verify(lines[:kept], harvests)


def test_a_ledger_written_anew_is_not_the_one_that_was_harvested() -> None:
    """Every link holds, but the harvests remember the heads."""
    lines, harvests = ledger_of(3, 2)
    mark = ConsultationMark(complete=True, rows=0, head=genesis(TOWN, META))
    forged, _ = seal([draft(number + 50) for number in range(5)], after=mark)
    with pytest.raises(LedgerError, match=r"row 3 .* harvest 1") as found:
        verify([encode(row) for row in forged], harvests)
    assert (len(lines), found.value.line) == (5, 3)


def test_rows_of_another_ledger_do_not_fit() -> None:
    lines, harvests = ledger_of(2)
    other = msgspec.structs.replace(META, repository="somebody/else")
    with pytest.raises(LedgerError, match="row 1 was edited"):
        verify_rows(in_file(lines), consultation=TOWN, meta=other, harvests=harvests)


@given(data=st.data())
def test_harvest_rows_are_chained_like_the_others(data: st.DataObject) -> None:
    _, harvests = ledger_of(2, 0, 1, 3)
    lines = [encode(harvest) for harvest in harvests]
    assert verify_harvests(in_file(lines), META) == tuple(harvests)
    at = data.draw(st.integers(0, len(lines) - 2))
    change = data.draw(st.sampled_from(["edit", "delete", "reorder"]))
    if change == "edit":
        lines[at] = edited(lines[at], outcome="failed")
    elif change == "delete":
        del lines[at]
    else:
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    with pytest.raises(LedgerError) as found:
        verify_harvests(in_file(lines), META)
    assert found.value.line == at + 1


def test_harvests_never_lose_rows() -> None:
    _, harvests = ledger_of(3)
    mark = ConsultationMark(complete=True, rows=1, head=Digest("0" * 64))
    later = msgspec.structs.replace(harvests[0], n=2, consultations={TOWN: mark}, prev=digest(encode(harvests[0])))
    with pytest.raises(LedgerError, match="it had 3"):
        verify_harvests(in_file([encode(harvests[0]), encode(later)]), META)


NEEDED = {
    "rule": "one-stance-only",
    "mapping": {},
    "opens": day(1),
    "closes": day(9),
    "field": "closes",
    "settings": {},
    "tallies": "0" * 64,
    "wording": 1,
    "digest": "0" * 64,
    "state": "open",
    "is_open": True,
    "channel": "paper",
    "count": 0,
    "basis": "a law",
    "role": "clerk",
}
REFS = {
    RowType.REACTION_CAST: "reaction:3",
    RowType.REACTION_WITHDRAWN: "reaction:3",
    RowType.THREAD: "thread:3",
    RowType.RECEIVED: "thread:3",
    RowType.CONTRIBUTION: "receipt:A-3",
    RowType.AMENDMENT_OPENED: "pull:3",
}


def row_of(kind: RowType, facts: dict[str, object]) -> Row:
    return Row(
        seq=3,
        type=kind,
        seen_at=day(5),
        not_before=day(4),
        prev=Digest("0" * 64),
        proposal=ProposalId("lamps"),
        ref=REFS.get(kind, "comment:3"),
        facts=facts,
    )


GOOD = encode(row_of(RowType.COMMENT_MADE, {})) + b"\n"


@pytest.mark.parametrize(
    "line",
    [
        b'{"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened","facts":{}}',
        b'{"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1, "type":"opened"}',
        b'{"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"seq":1,"type":"opened"}',
        b'{"facts":{"a":1,"a":1},"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b'{"facts":{"a":1.0},"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b'{"facts":{"a":[{"b":1.5}]},"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b'{"facts":{"a":"\\u00e4"},"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b'{"colour":"red","prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b'{"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"elected"}',
        b'{"prev":"p","seen_at":"2026-09-01T08:00:00Z","seq":"1","type":"opened"}',
        b'{"prev":"p\xff","seen_at":"2026-09-01T08:00:00Z","seq":1,"type":"opened"}',
        b"[1]",
        b"",
        b"[" * 100_000,
        b'{"facts":' + b'{"a":' * 5_000,
    ],
)
def test_a_line_that_is_not_canonical_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"canonical|not a row"):
        ROWS.read(line)
    with pytest.raises(ValueError, match=r"canonical|not a row"):
        ROWS.read_lines(GOOD + line + b"\n" + GOOD)


@pytest.mark.parametrize("lines", [GOOD + GOOD[:-1], GOOD[:-1] + GOOD, b"\n" + GOOD, GOOD.replace(b",", b",\n")])
def test_lines_are_read_as_they_stand(lines: bytes) -> None:
    with pytest.raises(ValueError, match="canonical"):
        ROWS.read_lines(lines)


def test_rows_that_share_lines_are_refused_though_they_are_as_many() -> None:
    one, two = GOOD[:-1], GOOD[:-1].replace(b'"seq":1', b'"seq":2')
    with pytest.raises(ValueError, match="canonical"):
        ROWS.read_lines(one + two + b"\n\n")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    facts=st.dictionaries(st.text(st.characters(codec="utf-8")), JSON_VALUES, max_size=4), kind=st.sampled_from(RowType)
)
def test_every_row_comes_back_as_it_was_written(facts: dict[str, object], kind: RowType) -> None:
    """Of the types too that nothing writes yet: amendments."""
    row = row_of(kind, {**facts, **NEEDED})
    assert ROWS.read(encode(row)) == row
    assert ROWS.read_lines(GOOD + encode(row) + b"\n") == [ROWS.read(GOOD[:-1]), row]


@pytest.mark.parametrize(
    "row",
    [
        row_of(RowType.PUBLISHED, {"wording": 1}),
        row_of(RowType.PUBLISHED, {"wording": "1", "digest": ""}),
        row_of(RowType.PUBLISHED, {"wording": True, "digest": ""}),
        row_of(RowType.CHANGED, {"field": "closes"}),
        row_of(RowType.CONTRIBUTION, {"channel": "pigeon", "count": 1}),
        row_of(RowType.THREAD, {"state": "on fire"}),
        msgspec.structs.replace(row_of(RowType.REACTION_CAST, {}), proposal=None),
        msgspec.structs.replace(row_of(RowType.REACTION_CAST, {}), ref="reaction:many"),
        msgspec.structs.replace(row_of(RowType.COMMENT_GONE, {}), ref=None),
    ],
)
def test_a_row_that_lacks_what_its_type_needs_is_refused(row: Row) -> None:
    """A ledger forged as a whole may be chained well; it must not make a program stumble."""
    with pytest.raises(ValueError, match=f"a row of type {row.type}"):
        ROWS.read(encode(row))
    with pytest.raises(ValueError, match=f"a row of type {row.type}"):
        ROWS.read_lines(GOOD + encode(row) + b"\n")


@given(value=JSON_VALUES)
def test_canonical_json_is_what_any_language_can_write(value: object) -> None:
    """The standard library's writer, told so, gives the same bytes: a recount needs no library of ours."""
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert encode(value) == plain


def test_a_line_that_was_cut_off_is_no_line() -> None:
    lines, torn = split_lines(b'{"a":1}\n{"b":', "harvests.jsonl")
    assert [line.data for line in lines] == [b'{"a":1}']
    assert torn == 5


def test_a_segment_holds_ten_thousand_rows() -> None:
    assert [segment_file(TOWN, seq) for seq in (1, 2_500, 2_501)] == [
        "bright-streets/000001.jsonl",
        "bright-streets/000001.jsonl",
        "bright-streets/000002.jsonl",
    ]
