"""When the forge says not now, or says nothing that makes sense: waiting is bounded, and old numbers stay."""

from typing import Any

import pytest
from harvest_town import LATER, NOW, STREETS, Town, event

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.github import GithubForge
from civicgen.model.ledger import RowType
from civicgen.store.node_ids import NodeIdFile


@pytest.fixture
def harvested(town: Town) -> Town:
    """One harvest has been; since then one supporter came."""
    town.react(1)
    town.react(2, at="2026-09-10T18:00:00Z")
    with town.serve() as server:
        town.harvest(server)
    return town


def test_t16_a_limit_that_lasts_longer_than_our_patience_ends_the_harvest_at_once(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "graphql"}, "rate_limit", kind="primary", reset_in=3000, times=99))
        result = town.harvest(server)
        assert server.counts.queries == 1
    assert town.slept == []
    assert isinstance(result.problem, TemporaryError)
    assert result.problem.exit_code == 75
    assert (result.row.outcome, result.row.clock, result.row.at) == ("failed", "forge", LATER)
    assert "50 min" in result.row.reason
    assert town.ledger().as_of(STREETS) == NOW
    assert town.tally("lamps").support == 1


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    ("retry_after", "seconds"), [(30, [30]), ("date:90", [90]), ("none", [60])], ids=["seconds", "date", "nothing"]
)
def test_t17_a_secondary_limit_is_waited_for_in_each_of_its_forms(
    harvested: Town, status: int, retry_after: Any, seconds: list[float]
) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(
            event({"path": "graphql"}, "rate_limit", kind="secondary", status=status, retry_after=retry_after)
        )
        assert town.harvest(server).row.outcome == "complete"
    assert town.slept == seconds
    assert town.tally("lamps").support == 2


def test_t17_all_waits_together_are_bounded(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "graphql"}, "rate_limit", kind="secondary", retry_after=250, times=9))
        assert town.harvest(server).row.outcome == "failed"
    assert town.slept == [250, 250]


def test_a_primary_limit_that_ends_soon_is_waited_for(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "GET /repos"}, "rate_limit", kind="primary", reset_in=120))
        assert town.harvest(server).row.outcome == "complete"
    assert town.slept == [121]


def test_t18_graphql_says_rate_limited_with_status_200(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "graphql"}, "rate_limit", kind="graphql", reset_in=60))
        assert town.harvest(server).row.outcome == "complete"
    assert town.slept == [61]
    assert town.tally("lamps").support == 2


def test_t18_what_a_partial_answer_leaves_out_is_asked_for_again(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "query Threads"}, "partial", aliases=1))
        assert town.harvest(server).row.outcome == "complete"
    assert town.tally("lamps").support == 2


def test_t18_a_502_halves_what_is_asked_for_and_then_all_is_fine(town: Town) -> None:
    for number in range(2, 102):
        town.proposal(f"proposal-{number}", number)
        town.react(1, on=f"issue:{number}")
    with town.serve() as server:
        server.add_events(event({"path": "graphql"}, "fail", status=502))
        assert town.harvest(server).row.outcome == "complete"
        assert server.counts.queries == 3
    assert len(town.rows(RowType.REACTION_CAST)) == 100


def test_t18_a_repository_that_graphql_does_not_find_changes_nothing(harvested: Town) -> None:
    town = harvested
    body = '{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","path":["repository"],"message":"no"}]}'
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": "graphql"}, "fail", status=200, body=body, times=99))
        result = town.harvest(server)
    assert result.row.outcome == "failed"
    assert town.rows(RowType.THREAD) == []
    assert town.tally("lamps").support == 1


BROKEN = [
    ("html", {"action": "fail", "status": 503, "body": "<html>Unicorn!</html>", "content_type": "text/html"}),
    ("502", {"action": "fail", "status": 502}),
    ("empty", {"action": "fail", "status": 200, "body": ""}),
    ("truncated", {"action": "truncate"}),
    ("not json", {"action": "fail", "status": 200, "body": "hello"}),
]


@pytest.mark.parametrize("path", ["GET /repos", "graphql", "issues/comments"])
@pytest.mark.parametrize("what", [what for _, what in BROKEN], ids=[name for name, _ in BROKEN])
def test_t23_a_broken_answer_is_asked_for_again(harvested: Town, path: str, what: dict[str, Any]) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"path": path}, **what))
        assert town.harvest(server).row.outcome == "complete"
    assert town.slept == [1]
    assert town.tally("lamps").support == 2


@pytest.mark.parametrize("what", [what for _, what in BROKEN], ids=[name for name, _ in BROKEN])
def test_h09_answers_that_stay_broken_end_the_harvest_and_change_nothing(harvested: Town, what: dict[str, Any]) -> None:
    town = harvested
    before = town.ledger().rows
    with town.serve(at=LATER) as server:
        server.add_events(event({"request": 2}, **what, times=999))
        assert town.harvest(server).row.outcome in ("failed", "partial")
    assert sum(town.slept) <= 600
    assert town.ledger().rows == before


def test_t23_fields_that_nobody_knows_are_ignored(town: Town) -> None:
    town.comment(501, 1, "text")
    town.react(1)
    with town.serve() as server:
        server.add_events(event({"request": 1}, "unknown_fields", times=99))
        assert town.harvest(server).row.outcome == "complete"


def test_h09_a_repository_withheld_by_law_is_waited_for_another_day(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"request": 1}, "fail", status=451))
        result = town.harvest(server)
    assert isinstance(result.problem, TemporaryError)
    assert "451" in result.row.reason


REFUSALS = [(401, "wrong, expired or revoked"), (403, "Issues and Pull requests"), (404, "town/talk")]


@pytest.mark.parametrize(("status", "words"), REFUSALS)
def test_h10_a_token_that_is_refused_is_said_with_the_permission_that_it_needs(
    harvested: Town, status: int, words: str
) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        server.add_events(event({"request": 1}, "fail", status=status, times=99))
        result = town.harvest(server)
    assert isinstance(result.problem, ConfigurationError)
    assert words in str(result.problem)
    assert town.tally("lamps").support == 1


def test_h18_without_a_network_the_harvest_ends_at_once_and_the_attempt_is_recorded(harvested: Town) -> None:
    town = harvested
    forge = GithubForge(
        "town/talk",
        "token",
        "http://127.0.0.1:9",
        600,
        node_ids=NodeIdFile(town.root),
        sleep=town.slept.append,
        monotonic=lambda: 0.0,
    )
    result = town.harvest_with(forge)
    assert isinstance(result.problem, TemporaryError)
    assert town.slept == []
    assert (result.row.outcome, result.row.clock) == ("failed", "local")
    assert town.ledger().as_of(STREETS) == NOW


def test_the_second_of_two_harvests_adds_a_harvest_and_no_row(harvested: Town) -> None:
    town = harvested
    with town.serve(at=LATER) as server:
        town.harvest(server)
        assert town.harvest(server).added == {STREETS: 0}
    assert [row.n for row in town.ledger().harvests] == [1, 2, 3]
