"""Whoever proposed something that was refused or joined is told in the issue, once, and the issue is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_run import DeskPortal, desk_portal

ISSUES = {2: ("Proposal: two benches", {"summary": "Two benches", "text": "Please."}), 3: ("x", {"summary": "y"})}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskPortal]:
    with desk_portal(tmp_path, ISSUES) as desk:
        yield desk


def decide(desk: DeskPortal, button: str, **inputs: str) -> None:
    """Press a button and merge what it proposes; then collect, as the next workflow does."""
    desk.run("harvest")
    desk.run("button", button, inputs={"consultation": "benches", **inputs})
    pull = desk.pulls()[0]
    desk.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    collect(desk)


def collect(desk: DeskPortal) -> None:
    desk.run("harvest")


def comments(desk: DeskPortal, number: int) -> list[str]:
    return [comment["body"] for comment in desk.ask("GET", f"/issues/{number}/comments")]


def test_a_refusal_names_its_rule_and_the_way_to_object_and_is_said_once(desk: DeskPortal) -> None:
    decide(desk, "refuse", issue="2", rule="one-place")
    assert "issue 2: refused-one-place: would be told" in desk.run("announce", "--dry-run").stdout
    assert comments(desk, 2) == []
    assert "issue 2: refused-one-place: told" in desk.run("announce").stdout
    (said,) = comments(desk, 2)
    assert "**One place a proposal**" in said
    assert "Write to the clerk within four weeks." in said
    assert "https://portal.example/consultations/benches/intake.html" in said
    issue = desk.ask("GET", "/issues/2")
    assert (issue["state"], issue["state_reason"]) == ("closed", "not_planned")
    desk.run("announce")
    collect(desk)
    assert "issue 2" not in desk.run("announce").stdout
    assert len(comments(desk, 2)) == 1


def test_after_a_crash_between_comment_and_closing_it_is_closed_and_not_said_again(desk: DeskPortal) -> None:
    decide(desk, "refuse", issue="2", rule="one-place")
    desk.run("announce")
    desk.ask("PATCH", "/issues/2", {"state": "open"})
    assert "stood there already" in desk.run("announce").stdout
    assert len(comments(desk, 2)) == 1
    assert desk.ask("GET", "/issues/2")["state"] == "closed"


def test_a_marker_that_somebody_made_up_silences_nothing(desk: DeskPortal) -> None:
    decide(desk, "refuse", issue="2", rule="one-place")
    forged = "Nothing to see <!-- civicgen:refused-one-place:0123456789abcdef -->"
    desk.ask("POST", "/issues/2/comments", {"body": forged}, by="ada")
    desk.run("announce")
    assert len(comments(desk, 2)) == 2


def test_who_was_joined_learns_where_to_support_it(desk: DeskPortal) -> None:
    decide(desk, "join", issue="3", proposal="at-the-mill")
    desk.run("announce")
    (said,) = comments(desk, 3)
    assert "`A bench at the mill race`" in said
    assert "https://portal.example/consultations/benches/proposals/at-the-mill.html" in said
    assert "/town/talk/issues/1" in said
    assert desk.ask("GET", "/issues/3")["state"] == "closed"
