"""Threads: open, closed, gone, elsewhere. What is gone keeps its last known numbers, and the rest goes on."""

from typing import Any

import pytest
from harvest_town import LATER, STREETS, NoHistory, Town, event

from civicgen.errors import ConfigurationError
from civicgen.model.ledger import RowType
from civicgen.model.names import ConsultationSlug

PARKS = ConsultationSlug("parks")
LATEST = "2026-09-12T12:00:00Z"


@pytest.fixture
def two_threads(town: Town) -> Town:
    """Two proposals with one supporter each."""
    town.proposal("trees", 2)
    town.react(1, on="issue:1")
    town.react(1, on="issue:2")
    return town


FATES = [
    ("close_issue", {}, {"state": "closed"}),
    ("lock_issue", {}, {"state": "open", "is_locked": True}),
    ("convert_issue", {}, {"state": "discussion", "is_locked": True}),
    ("transfer_issue", {"to": "other/place", "number": 9}, {"state": "transferred", "moved_to": "other/place#9"}),
    ("delete_issue", {}, {"state": "deleted"}),
]


@pytest.mark.parametrize(("fate", "how", "facts"), FATES, ids=[fate for fate, _, _ in FATES])
def test_t13_what_becomes_of_a_thread_is_written_once_and_its_numbers_stay(
    two_threads: Town, fate: str, how: dict[str, Any], facts: dict[str, Any]
) -> None:
    town = two_threads
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, fate, issue=1, **how),
            event({"request": 1}, "add_reaction", on="issue:2", user=2, content="+1"),
        )
        assert town.harvest(server).row.outcome == "complete"
        assert [dict(row.facts) for row in town.rows(RowType.THREAD)] == [facts]
        server.advance(LATEST)
        assert town.harvest(server).added == {STREETS: 0}
    assert town.tally("lamps").support == 1
    assert town.tally("trees").support == 2


def test_t13_a_thread_that_may_no_longer_be_seen_keeps_its_numbers(two_threads: Town) -> None:
    town = two_threads
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "delete_issue", issue=1),
            event({"path": "issues/1$"}, "fail", status=404),
        )
        town.harvest(server)
    assert town.rows(RowType.THREAD)[0].facts == {"state": "inaccessible"}
    assert town.tally("lamps").support == 1


def test_t13_reactions_on_a_transferred_thread_are_not_taken_from_the_other_repository(two_threads: Town) -> None:
    town = two_threads
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"request": 1}, "add_reaction", on="issue:1", user=2, content="+1"),
            event({"request": 1}, "transfer_issue", issue=1, to="other/place", number=1),
        )
        town.harvest(server)
    assert town.tally("lamps").support == 1


def test_t13_one_thread_that_cannot_be_read_leaves_the_other_consultations_complete(town: Town) -> None:
    town.consultation("parks")
    town.proposal("trees", 2, consultation="parks")
    town.react(1, on="issue:1")
    town.react(1, on="issue:2")
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(
            event({"path": "query Threads"}, "partial", aliases=1, times=9),
            *[event({"request": 1}, "add_reaction", on=f"issue:{number}", user=2, content="+1") for number in (1, 2)],
        )
        harvested = town.harvest(server)
    assert harvested.row.outcome == "partial"
    assert harvested.added == {STREETS: 0, PARKS: 1}
    assert "thread 1" in harvested.row.consultations[STREETS].reason
    assert town.tally("lamps").support == 1
    assert town.tally("trees", consultation="parks").support == 2


def test_t12_a_pull_request_is_a_thread_like_any_other_and_counted_once(town: Town) -> None:
    town.proposal("benches", 7, kind="pull")
    for person in (1, 2):
        town.react(person, on="issue:7")
    town.add("review_comment", id=601, pull=7, user=2, body="Here?", path="x.md", created_at="2026-09-05T10:00:00Z")
    town.add(
        "review_comment",
        id=602,
        pull=7,
        user=1,
        body="There.",
        path="x.md",
        created_at="2026-09-05T11:00:00Z",
        reply_to=601,
    )
    with town.serve() as server:
        assert town.harvest(server).row.outcome == "complete"
        assert town.harvest(server).added == {STREETS: 0}
    assert town.tally("benches").support == 2
    assert town.tally("lamps").support == 0
    made = {row.ref: row.facts.get("reply_to") for row in town.rows(RowType.COMMENT_MADE)}
    assert made == {"review:601": None, "review:602": "review:601"}


def test_a_thread_number_that_cannot_be_does_not_keep_the_others_from_being_read(town: Town) -> None:
    town.react(1)
    path = town.root / "content/consultations/streets/proposals/slip.md"
    path.write_text("---\ntitle: A slip\nthread: 99999999999\nstatus: open\n---\n\nPlease.\n")
    with town.serve() as server:
        assert town.harvest(server).row.outcome == "complete"
    assert town.rows(RowType.THREAD)[0].facts == {"state": "inaccessible"}
    assert town.tally("lamps").support == 1


def test_t14_a_renamed_repository_is_followed_and_every_page_asks_for_a_hundred(town: Town) -> None:
    for number in range(1, 31):
        town.proposal(f"proposal-{number}", 100 + number)
    for id_ in range(501, 701):
        town.comment(id_, 1, "text")
    with town.serve() as server:
        server.add_events(event({"request": 1}, "rename_repository", name="renamed"))
        assert town.harvest(server).row.outcome == "complete"
        pages = [request for request in server.counts.log if "/comments?" in request]
    assert len(pages) > 1
    assert all("per_page=100" in page and "/repositories/1001/" in page for page in pages)
    assert len(town.rows(RowType.COMMENT_MADE)) == 200


def test_t33_without_the_history_that_dates_the_texts_nothing_is_written(town: Town) -> None:
    town.history = NoHistory(reason="this clone is shallow; run: git fetch --unshallow")
    with town.serve() as server, pytest.raises(ConfigurationError, match="git fetch --unshallow"):
        town.harvest(server)
    assert not (town.root / "ledger" / "ledger.json").exists()
