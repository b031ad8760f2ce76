"""When a stance counts: opening and closing to the second, pauses, changes of the closing, withdrawals around it."""

import pytest
from ledger_table import AFTER, BEFORE_CLOSING, CLOSES, OPENS, at, changed, closed, numbered, opened, settings, table
from msgspec.structs import replace

from civicgen.counting.tally import count
from civicgen.counting.timeline import closings
from civicgen.model.counting import Pause, Tally
from civicgen.model.ledger import Row
from civicgen.model.names import Early
from civicgen.model.times import Instant

LATER = Instant("2026-11-01T22:59:59Z")


def tally_of(rows: list[Row], **arguments: Instant) -> Tally:
    found = count(numbered(rows), **({"as_of": AFTER} | arguments))
    assert found is not None
    return found.proposals["lamps"]


def reasons(tally: Tally) -> list[tuple[int, str]]:
    return [(each.seq, each.reason.value) for each in tally.excluded]


def test_nothing_is_counted_before_the_opening_row() -> None:
    assert count(numbered(table("reaction-cast; lamps; ada; +1; 09-05")), as_of=AFTER) is None


def test_the_seconds_around_opening_and_closing() -> None:
    tally = tally_of(
        [
            opened(),
            *table(
                """
                reaction-cast; lamps; ada; +1; 09-01 05:59:59
                reaction-cast; lamps; ben; +1; 09-01 06:00:00
                reaction-cast; lamps; cem; +1; 10-01 21:59:59
                reaction-cast; lamps; dot; +1; 10-01 22:00:00
                """
            ),
        ]
    )
    assert tally.support == 2
    assert reasons(tally) == [(2, "early"), (5, "late")]


def test_hours_of_delay_of_the_harvest_change_nothing() -> None:
    stances = "reaction-cast; lamps; ada; +1; 10-01 21:59:59; 10-03 09:00:00"
    assert tally_of([opened(), *table(stances)], as_of=at("10-03 09:00:00")).support == 1


def test_the_closing_in_the_zone_of_the_consultation_is_an_instant_like_any_other() -> None:
    """On 25 October 2026 Berlin's clocks go back: 23:59:59 is 22:59:59 in UTC, the day before it was 21:59:59."""
    terms = settings(closes=Instant("2026-10-25T22:59:59Z"))
    rows = table(
        """
        reaction-cast; lamps; ada; +1; 10-25 22:59:59
        reaction-cast; lamps; ben; +1; 10-25 23:00:00
        """
    )
    tally = tally_of([opened(terms), *rows], as_of=at("10-26"))
    assert (tally.support, reasons(tally)) == (1, [(3, "late")])


def test_an_early_stance_counts_from_the_opening_where_that_was_declared() -> None:
    terms = settings(early=Early.COUNT_FROM_OPENING)
    rows = table(
        """
        reaction-cast;      lamps; ada; +1; 08-20; 08-21; reaction:1
        reaction-cast;      lamps; ben; +1; 08-20; 08-21; reaction:2
        reaction-withdrawn; lamps; ben; +1; ;      08-25; reaction:2
        """
    )
    tally = tally_of([opened(terms), *rows])
    assert [(each.seq, each.made_at) for each in tally.counted] == [(2, at("08-20"))]
    assert reasons(tally) == [(3, "withdrawn")]


def test_a_pause_takes_in_its_first_second_and_not_its_last() -> None:
    terms = settings(pauses=(Pause(begins=at("09-10"), ends=at("09-12")),))
    rows = table(
        """
        reaction-cast; lamps; ada; +1; 09-10 11:59:59
        reaction-cast; lamps; ben; +1; 09-10 12:00:00
        reaction-cast; lamps; cem; +1; 09-12 11:59:59
        reaction-cast; lamps; dot; +1; 09-12 12:00:00
        """
    )
    tally = tally_of([opened(terms), *rows])
    assert (tally.support, reasons(tally)) == (2, [(3, "paused"), (4, "paused")])


def test_nothing_counts_after_a_cancellation() -> None:
    rows = table(
        """
        reaction-cast; lamps; ada; +1; 09-09
        reaction-cast; lamps; ben; +1; 09-11
        """
    )
    tally = tally_of([opened(), changed(settings(cancelled=at("09-10")), seen_at="09-10", field="state"), *rows])
    assert (tally.support, reasons(tally)) == (1, [(4, "late")])
    assert "cancellation" in tally.excluded[0].note


@pytest.mark.parametrize(
    ("not_before", "seen_at", "support", "note"),
    [
        ("09-30", "10-01 21:59:59", 0, ""),
        ("10-01_12:00:00", "10-02 03:00:00", 1, "across the closing"),
        ("10-01_21:59:59", "10-02 03:00:00", 1, "across the closing"),
        ("10-02_03:00:00", "10-03 03:00:00", 1, "withdrawn after the closing"),
    ],
)
def test_a_withdrawal_counts_when_it_was_seen_at_the_closing_or_before(
    not_before: str, seen_at: str, support: int, note: str
) -> None:
    rows = table(
        f"""
        reaction-cast;      lamps; ada; +1; 09-05; 09-05;     reaction:7
        reaction-withdrawn; lamps; ada; +1; ;      {seen_at}; reaction:7; not_before={not_before}
        """
    )
    tally = tally_of([opened(), *rows], as_of=at("10-04"))
    assert tally.support == support
    assert [note in each.note for each in tally.counted] == [True] * support
    assert reasons(tally) == ([] if support else [(2, "withdrawn")])


def test_a_tally_is_the_same_a_month_after_it_was_frozen() -> None:
    before = [opened(), *table("reaction-cast; lamps; ada; +1; 09-05; 09-05; reaction:1"), closed()]
    after = table(
        """
        reaction-withdrawn; lamps; ada; +1;      ;      10-20; reaction:1; not_before=10-05
        reaction-cast;      lamps; ben; +1;      09-30; 10-20; reaction:2
        contribution;       lamps; ;    support; 09-15; 10-20; receipt:A1; channel=paper count=40
        """
    )
    frozen, later = tally_of(before), tally_of([*before, *after], as_of=at("11-20"))
    assert (frozen.support, later.support) == (1, 1)
    assert reasons(later) == [(5, "late"), (6, "late")]
    assert {each.note for each in later.excluded} == {"entered after the closing was counted"}
    assert "withdrawn after the closing" in later.counted[0].note


def test_an_extension_shows_the_tallies_of_both_closings() -> None:
    rows = [
        opened(),
        *table("reaction-cast; lamps; ada; +1; 09-05"),
        closed(),
        changed(settings(closes=LATER), seen_at="10-05"),
        *table(
            """
            reaction-cast;      lamps; ben; +1; 10-10; 10-10; reaction:2
            reaction-withdrawn; lamps; ada; +1; ; 10-11; reaction:1; not_before=10-10
            """
        ),
    ]
    as_of = at("11-20")
    assert closings(numbered(rows)) == (CLOSES, LATER)
    first, second = tally_of(rows, as_of=as_of, closes=CLOSES), tally_of(rows, as_of=as_of)
    assert (first.closes, first.support, reasons(first)) == (CLOSES, 1, [(5, "late")])
    assert (second.closes, second.support, reasons(second)) == (LATER, 1, [(2, "withdrawn")])


def test_a_closing_that_was_put_back_again_is_named_once_and_is_in_force() -> None:
    rows = [opened(), changed(settings(closes=LATER), seen_at="09-10"), changed(settings(), seen_at="09-12")]
    assert closings(numbered(rows)) == (LATER, CLOSES)


def test_what_the_kinds_mean_and_who_is_eligible_stays_as_it_was_at_the_opening() -> None:
    """Changing the mapping during a consultation is refused; a row that says so anyway reaches no number."""
    turned = replace(settings(), mapping={"+1": settings().mapping["-1"]})
    rows = [opened(), *table("reaction-cast; lamps; ada; +1; 09-05"), changed(turned, seen_at="09-10", field="rule")]
    assert tally_of(rows).support == 1


def test_rows_that_were_seen_later_are_not_there_yet() -> None:
    rows = table(
        """
        reaction-cast; lamps; ada; +1; 09-05; 09-05
        reaction-cast; lamps; ben; +1; 09-05; 10-02 03:00:00
        """
    )
    tally = tally_of([opened(), *rows], as_of=BEFORE_CLOSING)
    assert [each.seq for each in tally.counted] == [2]
    assert tally.as_of == BEFORE_CLOSING
    assert OPENS < tally.as_of < tally.closes
