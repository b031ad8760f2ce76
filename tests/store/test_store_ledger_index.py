"""The index of the ledger: it says of each proposal what the whole ledger says, whenever it was asked before."""

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from ledger_town import META, TOWN, add, comment, first_harvest, reaction, second_harvest

from civicgen.errors import LedgerError
from civicgen.ledger.canonical import digest, encode, genesis, meta_bytes
from civicgen.ledger.chain import seal
from civicgen.ledger.slices import slices
from civicgen.model.ledger import ConsultationMark, Cost, HarvestRow, Ledger, OpenedText, Row, RowType
from civicgen.model.ledger_news import LedgerNews
from civicgen.model.names import Digest, ProposalId
from civicgen.model.times import Instant
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.ledger_index import LedgerIndex
from civicgen.store.ledger_slices import SliceReader

LAMPS, TREES = ProposalId("lamps"), ProposalId("trees")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def index_of(path: Path) -> LedgerIndex:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    return LedgerIndex(path, connection, hash_of=lambda file: hashlib.sha256(file.read_bytes()).hexdigest())


def refreshed(index: LedgerIndex) -> LedgerNews:
    return index.refresh(lambda *_: None)


def row(type_of_row: RowType, at: Instant, **fields: object) -> Row:
    return Row(seq=0, type=type_of_row, seen_at=at, prev=Digest(""), **fields)  # type: ignore[arg-type]


def redaction(ref: str, at: Instant) -> Row:
    return row(RowType.REDACTION, at, ref=ref, facts={"basis": "a law", "role": "clerk"})


def letter(proposal: ProposalId | None, receipt: str, at: Instant) -> Row:
    facts = {"channel": "paper", "count": 1}
    return row(RowType.CONTRIBUTION, at, proposal=proposal, kind="support", ref=f"receipt:{receipt}", facts=facts)


def harvest(
    path: Path, rows: Iterable[Row], at: Instant, *, is_complete: bool = True, texts: Iterable[OpenedText] = ()
) -> Ledger:
    folder = LedgerFolder(path)
    if not path.exists():
        folder.begin(META)
    ledger = folder.read()
    mark = ConsultationMark(complete=is_complete, rows=0, head=genesis(TOWN, META))
    for known in ledger.harvests:
        mark = known.consultations.get(TOWN, mark)
    mark = ConsultationMark(complete=is_complete, rows=mark.rows, head=mark.head)
    sealed, mark = seal(rows, after=mark)
    folder.append(
        rows={TOWN: sealed},
        texts={TOWN: list(texts)},
        harvest=HarvestRow(
            n=len(ledger.harvests) + 1,
            at=at,
            clock="forge",
            outcome="complete" if is_complete else "partial",
            cost=Cost(requests=1, points=1),
            consultations={TOWN: mark},
            prev=ledger.checkpoint or digest(meta_bytes(META)),
        ),
    )
    return folder.read()


def require_same(index: LedgerIndex, path: Path, ledger: Ledger) -> None:
    """Places lead to the rows that concern each proposal, and to their texts."""
    expected = slices(ledger.rows[TOWN])
    reader = SliceReader(path, TOWN)
    found = index.places(TOWN, expected)
    for proposal, concerned in expected.items():
        rows, texts = reader.read(found[proposal])
        assert rows == concerned
        committed = {each.text for each in concerned if each.text is not None}
        kept = {name: text for name, text in ledger.texts[TOWN].items() if name in committed}
        assert {name: text for name, text in texts.items() if name in kept} == kept
    reader.close()


def day(number: int) -> Instant:
    return Instant(f"2026-09-{number:02}T08:00:00Z")


def made_up(chance: random.Random, at: Instant, begin: int) -> tuple[list[Row], list[OpenedText]]:
    rows: list[Row] = []
    texts: list[OpenedText] = []
    for number in range(begin, begin + 8):
        match chance.randrange(8):
            case 0:
                made, opened = comment(number, f"Text {number}.")
                rows.append(made)
                texts.append(opened)
            case 1:
                named = chance.choice([LAMPS, TREES, None])
                rows.append(letter(named, str(chance.randrange(6)), at))
            case 2:
                rows.append(redaction(f"receipt:{chance.randrange(6)}", at))
            case 3:
                rows.append(row(RowType.CLOSED, at, facts={"closes": at, "tallies": ""}))
            case 4:
                rows.append(msgspec.structs.replace(reaction(number), kind="wave"))
            case _:
                rows.append(reaction(number))
    return rows, texts


@pytest.mark.parametrize("seed", range(25))
def test_asked_again_and_again_it_says_what_the_whole_ledger_says(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    index: LedgerIndex | None = None
    before: dict[ProposalId, tuple[Row, ...]] = {}
    for number in range(3, 10):
        at = day(number if chance.random() < 0.8 else number - 2)  # the forge's clock may go back
        rows, texts = made_up(chance, at, number * 100)
        ledger = harvest(path, rows, at, texts=texts, is_complete=chance.random() < 0.7)
        index = index or index_of(path)
        if chance.random() < 0.7:
            news = refreshed(index)
            require_same(index, path, ledger)
            as_of = ledger.as_of(TOWN) or ""
            now = {of: tuple(r for r in rows if r.seen_at <= as_of) for of, rows in slices(ledger.rows[TOWN]).items()}
            changed = news.consultations[TOWN].changed
            different = {of for of in now | before if now.get(of, ()) != before.get(of, ())}
            assert changed is None or different <= changed
            before = now


def test_a_receipt_that_moves_in_a_partial_attempt_changes_both_proposals_once_it_is_seen(path: Path) -> None:
    harvest(path, [letter(LAMPS, "A", day(1)), letter(TREES, "B", day(1))], day(1))
    index = index_of(path)
    refreshed(index)
    harvest(path, [letter(TREES, "A", day(2))], day(2), is_complete=False)
    refreshed(index)
    harvest(path, [], day(3))
    assert refreshed(index).consultations[TOWN].changed == {LAMPS, TREES}


def test_a_last_attempt_that_was_edited_is_found(path: Path) -> None:
    first_harvest(LedgerFolder(path))
    second_harvest(LedgerFolder(path))
    index = index_of(path)
    head = refreshed(index).harvests[-1].consultations[TOWN].head
    attempts = path / "harvests.jsonl"
    attempts.write_bytes(attempts.read_bytes().replace(head.encode(), b"0" * 64))
    with pytest.raises(LedgerError) as expected:
        LedgerFolder(path).read()
    with pytest.raises(LedgerError) as found:
        refreshed(index)
    assert str(found.value) == str(expected.value)


def test_a_text_that_was_edited_is_found(path: Path) -> None:
    first_harvest(LedgerFolder(path))
    index = index_of(path)
    refreshed(index)
    texts = path / "texts/bright-streets.jsonl"
    texts.write_bytes(texts.read_bytes().replace(b"It is dark.", b"It is fine."))
    with pytest.raises(LedgerError) as expected:
        LedgerFolder(path).read()
    with pytest.raises(LedgerError) as found:
        refreshed(index)
    assert str(found.value) == str(expected.value)


def test_a_row_that_is_edited_behind_the_index_is_named(path: Path) -> None:
    ledger = add(LedgerFolder(path), [reaction(1), reaction(2), reaction(3)])
    index = index_of(path)
    refreshed(index)
    places = index.places(TOWN, [LAMPS])[LAMPS]
    segment = path / "bright-streets/000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b'"ref":"reaction:2"', b'"ref":"reaction:x"'))
    with pytest.raises(
        LedgerError, match=f"at byte {len(encode(ledger.rows[TOWN][0])) + 1} was edited: .*'reaction:x'"
    ):
        SliceReader(path, TOWN).read(places)


def test_a_pipe_in_place_of_a_segment_is_refused(path: Path) -> None:
    first_harvest(LedgerFolder(path))
    segment = path / "bright-streets/000001.jsonl"
    segment.unlink()
    os.mkfifo(segment)
    with pytest.raises(LedgerError, match="not an ordinary file"):
        refreshed(index_of(path))


@pytest.mark.parametrize("how", ["edited", "cut", "left-over", "anew"])
def test_a_segment_that_is_not_what_was_known(path: Path, how: str) -> None:
    first_harvest(LedgerFolder(path))
    second_harvest(LedgerFolder(path))
    index = index_of(path)
    refreshed(index)
    segment = path / "bright-streets/000001.jsonl"
    data = segment.read_bytes()
    if how == "edited":
        segment.write_bytes(data.replace(b"reaction:2", b"reaction:7"))
    elif how == "cut":
        segment.write_bytes(data[:-40])
    elif how == "left-over":
        segment.write_bytes(data + b'{"half')
    if how == "anew":
        shutil.rmtree(path)
        ledger = add(LedgerFolder(path), [reaction(9)])
        assert refreshed(index).consultations[TOWN].changed is None
        require_same(index, path, ledger)
    elif how == "left-over":
        assert refreshed(index).consultations[TOWN].changed == frozenset()
    else:
        with pytest.raises(LedgerError) as expected:
            LedgerFolder(path).read()
        with pytest.raises(LedgerError) as found:
            refreshed(index)
        assert str(found.value) == str(expected.value)


def test_a_text_that_is_erased_or_comes_back_changes_its_proposal(path: Path) -> None:
    first_harvest(LedgerFolder(path))
    index = index_of(path)
    refreshed(index)
    texts = path / "texts/bright-streets.jsonl"
    data = texts.read_bytes()
    texts.unlink()
    assert refreshed(index).consultations[TOWN].changed == {LAMPS}
    assert refreshed(index).consultations[TOWN].changed == frozenset()
    texts.write_bytes(data)
    assert refreshed(index).consultations[TOWN].changed == {LAMPS}
