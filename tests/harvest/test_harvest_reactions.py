"""Reactions: every one is found, and none is counted that is no longer there."""

import pytest
from harvest_town import LATER, STREETS, Town, event

from civicgen.model.ledger import RowType
from civicgen.model.names import Excluded


def test_t1_more_reactions_comments_and_threads_than_one_page_holds_are_all_counted(town: Town) -> None:
    town.people(101, first=100)
    for person in range(100, 201):
        town.react(person)
        town.comment(person, 1, f"comment {person}")
    for number in range(2, 102):
        town.proposal(f"proposal-{number}", number)
        town.react(1, on=f"issue:{number}")
    with town.serve() as server:
        assert town.harvest(server).row.outcome == "complete"
    assert town.tally("lamps").support == 101
    assert len(town.rows(RowType.COMMENT_MADE)) == 101
    assert [town.tally(f"proposal-{number}").support for number in range(2, 102)] == [1] * 100


def test_t2_a_new_reaction_is_found_although_the_thread_looks_unchanged(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(event({"request": 1}, "add_reaction", on="issue:1", content="+1", user=2))
        town.harvest(server)
    assert town.tally("lamps").support == 2


def test_t3_one_withdrawn_and_another_added_between_two_harvests_are_both_seen(town: Town) -> None:
    for person in (1, 2):
        town.react(person)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "remove_reaction", on="issue:1", user=1, content="+1"),
            event({"request": 1}, "add_reaction", on="issue:1", user=3, content="+1"),
        )
        assert town.harvest(server).added == {STREETS: 2}
    assert town.tally("lamps").support == 2
    assert len(town.rows(RowType.REACTION_WITHDRAWN)) == 1


def test_t3_a_swap_deep_in_a_long_list_is_seen_although_the_total_is_the_same(town: Town) -> None:
    town.people(300, first=100)
    for person in range(100, 350):
        town.react(person)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "remove_reaction", on="issue:1", user=120, content="+1"),
            event({"request": 1}, "add_reaction", on="issue:1", user=390, content="+1"),
        )
        assert town.harvest(server).added == {STREETS: 2}
    assert town.tally("lamps").support == 250


def test_t4_reactions_withdrawn_between_two_pages_cost_no_live_one(town: Town) -> None:
    town.people(250, first=100)
    for person in range(100, 350):
        town.react(person)
    with town.serve() as server:
        server.add_events(
            *[
                event({"path": "query Reactions"}, "remove_reaction", on="issue:1", user=person, content="+1")
                for person in (100, 101, 102)
            ]
        )
        assert town.harvest(server).row.outcome == "complete"
    assert town.tally("lamps").support == 247
    assert len(town.rows(RowType.REACTION_CAST)) == 247


def test_t4_a_list_that_never_stands_still_makes_the_observation_incomplete(town: Town) -> None:
    town.people(250, first=100)
    for person in range(100, 350):
        town.react(person)
    with town.serve() as server:
        server.add_events(
            *[
                event(
                    {"path": "query Reactions", "nth": nth},
                    "remove_reaction",
                    on="issue:1",
                    user=99 + nth,
                    content="+1",
                )
                for nth in range(1, 7)
            ]
        )
        harvested = town.harvest(server)
        assert harvested.row.outcome == "partial"
        assert "changed while they were read" in harvested.row.consultations[STREETS].reason
        assert harvested.added == {STREETS: 0}
        town.harvest(server)
    assert town.tally("lamps").support == 244


def test_t5_a_reaction_removed_and_added_again_is_one_stance(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "remove_reaction", on="issue:1", user=1, content="+1"),
            event({"request": 1}, "add_reaction", on="issue:1", user=1, content="+1"),
        )
        town.harvest(server)
    assert town.tally("lamps").support == 1
    assert len(town.rows(RowType.REACTION_CAST)) == 2


def test_t6_deleted_accounts_cannot_be_attributed_and_bots_do_not_count(town: Town) -> None:
    town.add("user", id=50, login="helper[bot]", kind="Bot", created_at="2026-01-01T00:00:00Z")
    for person in (None, None, 50, 1):
        town.react(person)
    with town.serve() as server:
        assert town.harvest(server).row.outcome == "complete"
    tally = town.tally("lamps")
    reasons = sorted(excluded.reason for excluded in tally.excluded)
    assert tally.support == 1
    assert reasons == [Excluded.BOT, Excluded.UNATTRIBUTABLE, Excluded.UNATTRIBUTABLE]


def test_t6_the_account_behind_a_nameless_reaction_is_asked_for_once(town: Town) -> None:
    town.react(None)
    with town.serve() as server:
        town.harvest(server)
        server.counts.reset()
        town.harvest(server)
        assert not [request for request in server.counts.log if "/reactions" in request]


def test_t7_support_and_opposition_by_one_person_contradict_each_other(town: Town) -> None:
    for kind in ("+1", "-1", "heart"):
        town.react(1, kind)
    for kind in ("+1", "heart"):
        town.react(2, kind)
    with town.serve() as server:
        town.harvest(server)
    tally = town.tally("lamps")
    assert (tally.support, tally.oppose, tally.accounts) == (1, 0, 1)
    assert {excluded.reason for excluded in tally.excluded} == {Excluded.CONTRADICTORY, Excluded.DUPLICATE}


def test_t8_a_renamed_account_is_one_person_and_a_login_used_again_is_another(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "rename_user", user=1, login="renamed"),
            event({"request": 1}, "rename_user", user=2, login="citizen-1"),
            event({"request": 1}, "add_reaction", on="issue:1", user=1, content="heart"),
            event({"request": 1}, "add_reaction", on="issue:1", user=2, content="+1"),
        )
        town.harvest(server)
    tally = town.tally("lamps")
    assert (tally.support, tally.accounts) == (2, 2)


@pytest.mark.parametrize("number", [100, 101, 200, 3000])
def test_h04_any_number_of_reactions_is_read_exactly(town: Town, number: int) -> None:
    town.people(number, first=100)
    for person in range(100, 100 + number):
        town.react(person)
    with town.serve() as server:
        harvested = town.harvest(server)
    assert town.tally("lamps").support == number
    assert harvested.row.cost.points <= 1 + number // 100


def test_t23_kinds_that_nobody_knows_are_shown_and_not_counted(town: Town) -> None:
    town.react(1, "sparkles")
    town.react(2)
    with town.serve() as server:
        town.harvest(server)
    tally = town.tally("lamps")
    assert tally.support == 1
    assert [excluded.reason for excluded in tally.excluded] == [Excluded.UNKNOWN_KIND]


def test_reactions_on_comments_weigh_the_comment_and_not_the_proposal(town: Town) -> None:
    town.comment(501, 1, "Yes!")
    town.react(1, on="comment:501")
    town.react(2, on="comment:501")
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "remove_reaction", on="comment:501", user=1, content="+1"),
            event({"request": 1}, "add_reaction", on="comment:501", user=3, content="+1"),
        )
        assert town.harvest(server).added == {STREETS: 2}
    assert town.tally("lamps").support == 0
    assert {row.facts.get("on") for row in town.rows(RowType.REACTION_CAST)} == {"comment:501"}
