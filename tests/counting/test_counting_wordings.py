"""Support since the last change of substance."""

from ledger_table import AFTER, numbered, opened, table

from civicgen.counting.tally import count
from civicgen.model.counting import Tally

STANCES = """
reaction-cast; lamps; ada; +1; 09-05
reaction-cast; lamps; ben; +1; 09-15
reaction-cast; lamps; cem; -1; 09-16
contribution;  lamps; ; support; 09-17; ; receipt:1; channel=paper count=10
reaction-cast; lamps; dot; +1; 09-25
"""
FIRST = "published; lamps; ; ; 08-01; 08-02; ; wording=1 digest=a\n"


def tally_of(rows: str) -> Tally:
    found = count(numbered([opened(), *table(rows + STANCES)]), as_of=AFTER)
    assert found is not None
    return found.proposals["lamps"]


def test_all_support_is_for_the_first_wording_while_there_is_only_one() -> None:
    tally = tally_of(FIRST)
    assert (tally.support, tally.this_wording, tally.wording) == (13, 13, 1)


def test_support_on_the_thread_before_the_text_was_published_is_for_the_first_wording() -> None:
    tally = tally_of("published; lamps; ; ; 09-20; 09-21; ; wording=1 digest=a not_before=09-14")
    assert (tally.support, tally.this_wording, tally.wording) == (13, 13, 1)


def test_support_before_a_change_of_substance_is_counted_apart() -> None:
    tally = tally_of(FIRST + "published; lamps; ; ; 09-10; 09-11; ; wording=2 digest=b not_before=09-09")
    assert (tally.support, tally.this_wording, tally.wording) == (13, 12, 2)


def test_an_editorial_change_leaves_the_support_where_it_is() -> None:
    tally = tally_of(
        FIRST
        + "published; lamps; ; ; 09-10; 09-11; ; wording=2 digest=b not_before=09-09\n"
        + "published; lamps; ; ; 09-20; 09-21; ; wording=3 digest=c is_editorial=true not_before=09-19"
    )
    assert (tally.this_wording, tally.wording) == (12, 2)


def test_a_mark_that_comes_later_replaces_what_was_said_of_the_wording_and_not_its_time() -> None:
    marked = tally_of(
        FIRST
        + "published; lamps; ; ; 09-10; 09-11; ; wording=2 digest=b not_before=09-09\n"
        + "published; lamps; ; ; 09-10; 09-30; ; wording=2 digest=b is_editorial=true not_before=09-29"
    )
    assert (marked.this_wording, marked.wording) == (13, 1)
    moved = tally_of(
        FIRST
        + "published; lamps; ; ; 09-10; 09-11; ; wording=2 digest=b not_before=09-09\n"
        + "published; lamps; ; ; 09-10; 09-30; ; wording=2 digest=b thread=9 not_before=09-29"
    )
    assert (moved.this_wording, moved.wording) == (12, 2)


def test_the_clock_of_whoever_committed_is_believed_between_two_observations_only() -> None:
    early = tally_of(FIRST + "published; lamps; ; ; 01-01; 09-21; ; wording=2 digest=b not_before=09-20")
    late = tally_of(FIRST + "published; lamps; ; ; 12-31; 09-21; ; wording=2 digest=b not_before=09-14")
    assert (early.this_wording, late.this_wording) == (1, 1)


def test_before_anything_is_published_there_is_no_wording() -> None:
    tally = tally_of("")
    assert (tally.this_wording, tally.wording) == (0, None)
