"""When the newest reactions and their number prove that everything is known, and when they do not."""

from datetime import UTC, datetime, timedelta

from civicgen.forges.decode import PageInfo, ReactionNode, ReactionPage
from civicgen.forges.paging import Reading
from civicgen.forges.reactions import Subject, proven
from civicgen.model.times import Instant

AS_OF = Instant("2026-09-10T12:00:00Z")
LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)
JUST_NOW = datetime(2026, 9, 10, 13, tzinfo=UTC)


def page(*reactions: tuple[int, datetime], total: int, has_more: bool = True) -> ReactionPage:
    nodes = [ReactionNode(database_id=id_, content="THUMBS_UP", created_at=at, user=None) for id_, at in reactions]
    return ReactionPage(
        total_count=total, nodes=list(nodes), page_info=PageInfo(has_next_page=has_more, end_cursor="x")
    )


def subject(shown: ReactionPage, *, known: set[int], as_of: Instant | None = AS_OF) -> Subject:
    return Subject(ref="thread:1", node_id="I_1", path="/x", page=shown, known=frozenset(known), as_of=as_of)


def test_an_unchanged_list_is_proven_by_its_newest_and_its_number() -> None:
    live = proven(subject(page((9, LONG_AGO), (8, LONG_AGO), total=5), known={5, 6, 7, 8, 9}))
    assert live is not None
    assert live.kept | live.found.keys() == {5, 6, 7, 8, 9}


def test_additions_that_explain_the_number_are_all_there_is() -> None:
    live = proven(subject(page((10, JUST_NOW), (9, LONG_AGO), total=4), known={7, 8, 9}))
    assert live is not None
    assert live.kept | live.found.keys() == {7, 8, 9, 10}


def test_an_addition_that_hides_a_withdrawal_is_not_proven() -> None:
    assert proven(subject(page((10, JUST_NOW), (9, LONG_AGO), total=3), known={7, 8, 9})) is None


def test_a_missing_one_is_not_proven() -> None:
    assert proven(subject(page((9, LONG_AGO), (8, LONG_AGO), total=4), known={5, 6, 7, 8, 9})) is None


def test_newest_ones_that_do_not_reach_back_to_the_last_observation_prove_nothing() -> None:
    assert proven(subject(page((9, JUST_NOW), (8, JUST_NOW), total=3), known={7, 8, 9})) is None


def test_a_list_that_is_shown_whole_needs_no_proof() -> None:
    live = proven(subject(page((10, JUST_NOW), total=1, has_more=False), known={7, 8}))
    assert live is not None
    assert live.kept | live.found.keys() == {10}


def test_of_a_new_subject_only_a_whole_list_is_proof() -> None:
    assert proven(subject(page((9, LONG_AGO), total=2), known=set(), as_of=None)) is None


def test_a_reading_is_calm_when_totals_agree_and_nothing_is_younger_than_it() -> None:
    first, second = page((1, LONG_AGO), total=2), page((2, LONG_AGO), total=2, has_more=False)
    assert Reading().and_then(first).and_then(second).is_calm(AS_OF)


def test_a_reading_is_not_calm_when_the_total_fell_meanwhile_although_it_fits() -> None:
    first, second = page((1, LONG_AGO), total=3), page((3, LONG_AGO), total=2, has_more=False)
    reading = Reading().and_then(first).and_then(second)
    assert reading.is_whole
    assert not reading.is_calm(AS_OF)


def test_a_reading_is_not_calm_when_something_was_added_meanwhile() -> None:
    later = JUST_NOW + timedelta(seconds=5)
    first, second = page((1, LONG_AGO), total=2), page((2, later), total=2, has_more=False)
    assert not Reading().and_then(first).and_then(second).is_calm(AS_OF)
