"""What the holder of a receipt is told: whether the letter counts, for whom, or why not; each number in one place."""

import pytest
from ledger_table import AFTER, BEFORE_CLOSING, CLOSES, at, changed, closed, numbered, opened, settings, table
from msgspec.structs import replace
from test_counting_slices import made_up

from civicgen.counting.figures import total_figures
from civicgen.counting.letters import letter_sums, letters_of
from civicgen.counting.numbers import closings_of, proposal_numbers, sums_of
from civicgen.counting.redactions import redactions_of
from civicgen.ledger.slices import slices
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Row, RowType
from civicgen.model.letters import Letter
from civicgen.model.names import Channel, ConsultationSlug, Digest
from civicgen.model.times import Instant

TOWN = ConsultationSlug("town")


def letters(rows: tuple[Row, ...], *, as_of: Instant = AFTER) -> dict[str, Letter]:
    """All letters by their receipts, from the slices of all proposals."""
    found: dict[str, Letter] = {}
    for letter in _all(rows, as_of):
        assert letter.receipt not in found, "a number has one place"
        found[letter.receipt] = letter
    return found


def _all(rows: tuple[Row, ...], as_of: Instant) -> list[Letter]:
    seen = tuple(row for row in rows if row.seen_at <= as_of)
    closings = closings_of(seen, as_of=as_of)
    terms = closings[-1].terms if closings else None
    return [
        letter
        for proposal, own in slices(seen).items()
        for letter in letters_of(proposal, own, terms=terms, redacted=redactions_of(own))
    ]


def outcome(letter: Letter) -> tuple[str, str, str, int]:
    return letter.proposal, letter.result.value, letter.reason, letter.count


LINES = """
contribution; lamps; ; support; 09-05; 09-06; receipt:in-time;     channel=paper count=14
contribution; lamps; ; oppose;  08-20; 09-06; receipt:early;       channel=form  count=1
contribution; lamps; ; support; 10-02 01:00:00; 10-02 02:00:00; receipt:late;        channel=paper count=1
contribution; lamps; ; ;        09-05; 09-06; receipt:no-stance;   channel=email count=1
contribution; ;      ; ;        09-05; 09-06; receipt:no-proposal; channel=email count=1
contribution; lamps; ; support; 09-05; 09-06; receipt:back;        channel=paper count=2
contribution; lamps; ; support; 09-05; 09-07; receipt:back;        channel=paper count=0
contribution; lamps; ; support; 09-05; 09-06; receipt:moved;       channel=paper count=1
contribution; gate;  ; oppose;  09-05; 09-07; receipt:moved;       channel=paper count=3
"""


def test_each_receipt_is_answered_in_the_words_of_what_became_of_it() -> None:
    found = letters(numbered([opened(), *table(LINES)]))
    assert {receipt: outcome(letter) for receipt, letter in found.items()} == {
        "in-time": ("lamps", "counted", "", 14),
        "early": ("lamps", "excluded", "early", 1),
        "late": ("lamps", "excluded", "late", 1),
        "no-stance": ("lamps", "noted", "", 1),
        "no-proposal": ("", "noted", "", 1),
        "back": ("lamps", "taken-back", "", 0),
        "moved": ("gate", "counted", "", 3),
    }
    assert not any(letter.has_late_change for letter in found.values())


def test_before_the_opening_is_recorded_a_letter_waits() -> None:
    rows = numbered(table("contribution; lamps; ; support; 08-20; 08-21; receipt:A; channel=paper count=1"))
    assert outcome(letters(rows)["A"]) == ("lamps", "waiting", "", 1)


@pytest.mark.parametrize(
    "later",
    [
        "gate;  ; oppose; 09-05; 10-03; receipt:A; channel=paper count=9",
        "lamps; ; support; 09-05; 10-03; receipt:A; channel=paper count=0",
    ],
)
def test_a_correction_after_the_closing_was_counted_changes_nothing_and_the_holder_is_told(later: str) -> None:
    first = "contribution; lamps; ; support; 09-05; 09-06; receipt:A; channel=paper count=2"
    rows = numbered([opened(), *table(first), closed(), *table(f"contribution; {later}")])
    letter = letters(rows, as_of=at("10-04"))["A"]
    assert outcome(letter) == ("lamps", "counted", "", 2)
    assert letter.has_late_change


def test_the_closing_in_force_decides() -> None:
    longer = settings(closes=Instant("2026-10-08T21:59:59Z"))
    line = table("contribution; lamps; ; support; 10-05; 10-06; receipt:A; channel=paper count=2")
    extended = numbered([opened(), changed(longer, seen_at="09-20"), *line])
    assert outcome(letters(extended, as_of=at("10-07"))["A"]) == ("lamps", "counted", "", 2)
    assert outcome(letters(numbered([opened(), *line]), as_of=at("10-07"))["A"]) == ("lamps", "excluded", "late", 2)


def test_only_a_text_that_still_is_published_is_said_to_be() -> None:
    rows = numbered(
        [
            opened(),
            *table(
                """
                contribution; lamps; ; support; 09-05; 09-06; receipt:shown;    channel=paper count=1 may_publish=true
                contribution; lamps; ; support; 09-05; 09-06; receipt:private;  channel=paper count=1
                contribution; lamps; ; support; 09-05; 09-06; receipt:redacted; channel=paper count=1 may_publish=true
                redaction; ; ; ; ; 09-07; receipt:redacted; basis=law role=clerk
                """
            ),
        ]
    )
    written = tuple(_with_text(row) for row in rows)
    found = letters(written)
    assert {receipt: letter.is_public for receipt, letter in found.items()} == {
        "shown": True,
        "private": False,
        "redacted": False,
    }
    assert found["redacted"].redacted is not None
    assert found["redacted"].redacted.basis == "law"


def _with_text(row: Row) -> Row:
    if row.type is not RowType.CONTRIBUTION:
        return row
    return replace(row, text=Digest("0" * 64))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_every_number_is_answered_once_and_the_counted_ones_make_up_the_tallies(seed: int) -> None:
    rows = made_up(seed)
    receipts = {row.ref for row in rows if row.type is RowType.CONTRIBUTION}
    found = letters(rows)
    assert {f"receipt:{receipt}" for receipt in found} == receipts
    closings = closings_of(rows, as_of=AFTER)
    offline = {channel for channel in Channel if channel is not Channel.FORGE}
    for proposal, own in slices(rows).items():
        numbers = proposal_numbers(proposal, own, slug=TOWN, closings=closings, as_of=AFTER)
        if numbers.tallies:
            by_channel = numbers.tallies[-1].by_channel
            counted = [each for each in found.values() if each.proposal == proposal and each.result == "counted"]
            assert sum(letter.count for letter in counted) == sum(by_channel.get(each, 0) for each in offline)


def test_the_consultation_says_how_many_there_are_of_each_result_none_included() -> None:
    rows = numbered([opened(), *table(LINES)])
    closings = closings_of(rows, as_of=AFTER)
    sums: dict[str, int] = {}
    for proposal, own in slices(rows).items():
        numbers = proposal_numbers(proposal, own, slug=TOWN, closings=closings, as_of=AFTER)
        for measure, number in sums_of(numbers).items():
            sums[measure] = sums.get(measure, 0) + number
        if proposal == "lamps":
            assert numbers.figures["town/lamps/receipt:in-time"] == 14
            assert numbers.figures["town/lamps/receipts"] == 5
    figures = total_figures(_facts(), sums, closings=closings, accounts=[0], rows=len(rows))
    assert {name: number for name, number in figures.items() if name.startswith("town//receipts")} == {
        "town//receipts": 7,
        "town//receipts-counted": 2,
        "town//receipts-excluded": 2,
        "town//receipts-noted": 2,
        "town//receipts-taken-back": 1,
        "town//receipts-waiting": 0,
    }
    assert letter_sums(()) == {}


def test_as_of_a_moment_later_entries_are_not_there() -> None:
    rows = numbered([opened(), *table(LINES)])
    assert set(letters(rows, as_of=BEFORE_CLOSING)) == set(letters(rows)) - {"late"}
    assert outcome(letters(rows, as_of=at("09-06"))["back"]) == ("lamps", "counted", "", 2)


def _facts() -> ConsultationFacts:
    return ConsultationFacts(
        slug=TOWN,
        title="",
        page="",
        state=None,
        as_of=AFTER,
        built_for=AFTER,
        answer_by=CLOSES,
        contributions=7,
        proposals=(),
    )
