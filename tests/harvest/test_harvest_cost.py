"""What a harvest costs: requests and points are counted by the server."""

import pytest
from harvest_town import LATER, STREETS, Town, event

from civicgen.model.ledger import RowType


@pytest.fixture
def thousand(town: Town) -> Town:
    """A thousand proposals with a supporter each."""
    for number in range(2, 1001):
        town.proposal(f"proposal-{number}", number)
        town.react(1, on=f"issue:{number}")
    return town


def test_t19_a_thousand_unchanged_proposals_cost_at_most_twenty(thousand: Town) -> None:
    town = thousand
    with town.serve() as server:
        first = town.harvest(server)
        assert first.row.cost.requests + first.row.cost.points <= 20
        server.advance(LATER)
        server.counts.reset()
        second = town.harvest(server)
        counts = server.counts
    assert second.added == {STREETS: 0}
    assert (second.row.cost.requests, second.row.cost.points) == (counts.requests, counts.points)
    assert counts.requests + counts.points <= 20


def test_t19_ten_changed_ones_cost_few_more(thousand: Town) -> None:
    town = thousand
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.counts.reset()
        server.add_events(
            *[
                event({"request": 1}, "add_reaction", on=f"issue:{number}", user=2, content="+1")
                for number in range(1, 9)
            ],
            event({"request": 1}, "remove_reaction", on="issue:9", user=1, content="+1"),
            event({"request": 1}, "add_comment", issue=10, user=1, body="New"),
        )
        harvested = town.harvest(server)
        assert server.counts.requests + server.counts.points <= 25
    assert harvested.added == {STREETS: 10}


def test_comments_cost_one_point_a_hundred(town: Town) -> None:
    for id_ in range(501, 1001):
        town.comment(id_, 1, "text")
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        harvested = town.harvest(server)
    assert harvested.added == {STREETS: 0}
    assert harvested.row.cost.points == 1 + 5
    assert harvested.row.cost.requests <= 3


def test_without_the_names_of_comments_only_those_with_reactions_or_edits_cost_more(town: Town) -> None:
    for id_ in range(501, 1001):
        town.comment(id_, 1, "text")
    for id_ in range(501, 511):
        town.react(2, on=f"comment:{id_}")
    with town.serve() as server:
        town.harvest(server)
        (town.root / ".civicgen" / "node-ids.json").unlink()
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "add_reaction", on="comment:700", user=2, content="+1"),
            event({"request": 1}, "remove_reaction", on="comment:501", user=2, content="+1"),
            event({"request": 1}, "edit_comment", on="comment:800", body="Another text"),
        )
        harvested = town.harvest(server)
    assert harvested.added == {STREETS: 3}
    assert harvested.row.cost.points == 1 + 1
    assert harvested.row.cost.requests <= 1 + 1 + 6


def test_t20_another_token_gives_the_same_harvest(town: Town) -> None:
    town.react(1)
    town.comment(501, 1, "text")
    with town.serve() as server:
        town.harvest(server, token="one")
        server.advance(LATER)
        assert town.harvest(server, token="another").added == {STREETS: 0}
        assert server.counts.unchanged == 0
    assert len(town.rows(RowType.REACTION_CAST)) == 1
