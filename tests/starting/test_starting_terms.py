"""Longer, shorter, paused, cancelled: the file says it, the checks accept it, and people can read why."""

import pytest
from starting_portal import CONSULTATION, OPEN, OVER, STREETS, Shelf, done, pressed, refused

from civicgen.app.pressing import Pressed
from civicgen.content.against_base import check_against_base
from civicgen.model.names import State
from civicgen.model.terms import settings_history

LATER = {"consultation": "bright-streets", "closes": "2026-10-08", "reason": "The flood: eight days.\n\nAll closed."}
STREETS_HERE = {"consultation": "bright-streets", "reason": "A flood."}


def test_an_extension_changes_the_closing_and_says_since_when_and_why() -> None:
    shelf = Shelf()
    outcome = done("extend", shelf, now=OPEN, **LATER)
    assert outcome.findings == ()
    assert shelf.texts[CONSULTATION] == STREETS.replace("closes: 2026-10-01 #", "closes: 2026-10-08 #").replace(
        "---\nThe intro",
        """\
changes:
  - at: 2026-09-15T10:00:00+02:00
    field: closes
    phase: Support
    before: 2026-10-01
    after: 2026-10-08
    reason: |-
      The flood: eight days.

      All closed.
---
The intro""",
    )
    before, after = (settings for _, settings in settings_history(shelf.streets(at=OPEN).consultation))
    assert (before.closes, after.closes) == ("2026-10-01T21:59:59Z", "2026-10-08T21:59:59Z")
    assert "> The flood: eight days." in outcome.plan.summary
    assert outcome.plan.branch_hint == "extend-bright-streets"


def test_what_is_extended_twice_and_then_closed_tells_the_whole_story() -> None:
    shelf = Shelf()
    for at, closes in ((OPEN, "2026-10-08"), ("2026-10-05T08:00:00Z", "2026-10-15 18:00+02:00")):
        before = shelf.content(at=at)
        done("extend", shelf, now=at, **{**LATER, "closes": closes})
        assert check_against_base(shelf.content(at=at), before, at) == ()
    done("close", shelf, now="2026-10-10T08:00:00Z", **STREETS_HERE)
    closings = [settings.closes for _, settings in settings_history(shelf.streets(at=OVER).consultation)]
    assert closings == [
        "2026-10-01T21:59:59Z",
        "2026-10-08T21:59:59Z",
        "2026-10-15T16:00:00Z",
        "2026-10-10T08:00:00Z",
    ]
    assert shelf.streets(at=OVER).consultation.state_at(OVER) is State.CLOSED


@pytest.mark.parametrize("closes", ["2026-10-01", "2026-09-20"])
def test_an_extension_to_an_earlier_day_is_refused(closes: str) -> None:
    ((name, message),) = refused("extend", Shelf(), now=OPEN, **{**LATER, "closes": closes})
    assert name == "closes"
    assert "is not later than" in message


def test_a_closing_that_is_no_time_is_a_finding_with_its_cure() -> None:
    outcome = pressed("extend", Shelf(), now=OPEN, **{**LATER, "closes": "next week"})
    assert isinstance(outcome, Pressed)
    assert outcome.errors
    outcome = pressed("extend", Shelf(), now=OPEN, **{**LATER, "closes": "2026-10-08 18:00"})
    assert isinstance(outcome, Pressed)
    assert "time-without-zone" in [finding.code for finding in outcome.findings]


def test_an_extension_after_the_closing_says_that_it_opens_again() -> None:
    shelf = Shelf()
    outcome = done("extend", shelf, now=OVER, **{**LATER, "closes": "2026-11-01"})
    assert "It closed already" in outcome.plan.summary
    assert shelf.streets(at=OVER).consultation.state_at(OVER) is State.OPEN


@pytest.mark.parametrize("written", ["", "answer_by: 2026-12-20\n"])
def test_the_day_of_the_answers_moves_along_unless_it_was_written(written: str) -> None:
    shelf = Shelf({CONSULTATION: STREETS.replace("phases:\n", f"{written}phases:\n")})
    done("extend", shelf, now=OPEN, **LATER)
    answer_by = shelf.streets(at=OPEN).consultation.answer_by
    assert answer_by == ("2026-12-20T22:59:59Z" if written else "2026-12-31T22:59:59Z")


@pytest.mark.parametrize("written", ["", "answer_by: 2026-12-20\n"])
def test_the_day_of_the_answers_can_be_moved_with_the_same_reason(written: str) -> None:
    shelf = Shelf({CONSULTATION: STREETS.replace("phases:\n", f"{written}phases:\n")})
    done("extend", shelf, now=OPEN, **LATER, answer_by="2027-01-31")
    consultation = shelf.streets(at=OPEN).consultation
    assert consultation.answer_by == "2027-01-31T22:59:59Z"
    assert [change.field for change in consultation.changes] == ["closes", "answer_by"]


TWO_PHASES = STREETS.replace(
    """  - name: Support
    kind: propose-and-support
    opens: 2026-09-01
    closes: 2026-10-01 # a Thursday
""",
    """  - {name: Propose, kind: propose, opens: 2026-09-01, closes: 2026-09-20}
  - {name: Support, kind: support, opens: 2026-09-21, closes: 2026-10-01}
""",
)


def test_a_phase_can_be_named() -> None:
    shelf = Shelf({CONSULTATION: TWO_PHASES})
    assert [name for name, _ in refused("extend", shelf, now=OPEN, **LATER, phase="Dance")] == ["phase"]
    overlapping = pressed("extend", shelf, now=OPEN, **LATER, phase="Propose")
    assert isinstance(overlapping, Pressed)
    assert "phase-overlap" in [finding.code for finding in overlapping.findings]
    assert [name for name, _ in refused("close", shelf, now=OPEN, **STREETS_HERE)] == ["phase"]
    done("close", shelf, now=OPEN, **STREETS_HERE, phase="Propose", what="close")
    phases = shelf.streets(at=OPEN).consultation.phases
    assert [phase.closes for phase in phases] == [OPEN, "2026-10-01T21:59:59Z"]


def test_a_pause_begins_and_ends_with_a_reason() -> None:
    shelf = Shelf()
    done("close", shelf, now=OPEN, **STREETS_HERE, what="pause")
    assert [name for name, _ in refused("close", shelf, now=OPEN, **STREETS_HERE, what="pause")] == ["what"]
    assert shelf.streets(at=OPEN).consultation.state_at("2026-09-16T00:00:00Z") is State.PAUSED
    done("close", shelf, now="2026-09-18T08:00:00Z", **STREETS_HERE, what="resume")
    consultation = shelf.streets(at=OPEN).consultation
    assert consultation.state_at("2026-09-19T00:00:00Z") is State.OPEN
    assert [change.reason for change in consultation.changes] == ["A flood.", "A flood."]


def test_a_pause_may_lie_ahead() -> None:
    shelf = Shelf()
    assert done("close", shelf, now=OPEN, **STREETS_HERE, what="pause", at="2026-09-20T08:00+02:00").findings == ()
    consultation = shelf.streets(at=OPEN).consultation
    states = [consultation.state_at(at) for at in ("2026-09-20T05:59:59Z", "2026-09-20T06:00:00Z")]
    assert states == [State.OPEN, State.PAUSED]


def test_a_state_that_is_written_down_follows() -> None:
    shelf = Shelf({CONSULTATION: STREETS.replace("phases:\n", 'state: "open"\nphases:\n')})
    outcome = done("close", shelf, now=OPEN, **STREETS_HERE, what="cancel")
    assert outcome.findings == ()
    assert 'state: "cancelled"' in shelf.texts[CONSULTATION]


def test_nothing_goes_on_after_a_cancellation() -> None:
    shelf = Shelf()
    done("close", shelf, now=OPEN, **STREETS_HERE, what="cancel")
    assert shelf.streets(at=OPEN).consultation.state_at(OVER) is State.CANCELLED
    for button, inputs in (("extend", LATER), ("close", STREETS_HERE), ("close", {**STREETS_HERE, "what": "resume"})):
        assert [name for name, _ in refused(button, shelf, now=OPEN, **inputs)] == ["consultation"]


def test_what_is_closed_cannot_be_closed_again_and_nothing_is_closed_later() -> None:
    assert [name for name, _ in refused("close", Shelf(), now=OPEN, **STREETS_HERE, at="2026-11-01")] == ["at"]
    assert [name for name, _ in refused("close", Shelf(), now=OVER, **STREETS_HERE)] == ["consultation"]


def test_terms_that_cannot_be_read_are_not_touched() -> None:
    shelf = Shelf({CONSULTATION: STREETS.replace("2026-10-01", "soon")})
    for button, inputs in (("extend", LATER), ("close", STREETS_HERE)):
        assert [name for name, _ in refused(button, shelf, now=OPEN, **inputs)] == ["consultation"]


@pytest.mark.parametrize("what", ["close", "pause", "cancel"])
def test_nothing_ends_in_the_past(what: str) -> None:
    for at in ("2026-09-10", "2026-09-15T09:59:59+02:00"):
        assert [name for name, _ in refused("close", Shelf(), now=OPEN, **STREETS_HERE, what=what, at=at)] == ["at"]


def test_the_button_that_pauses_understands_times_that_are_none() -> None:
    shelf = Shelf()
    for what in ("pause", "resume"):
        outcome = pressed("close", shelf, now=OPEN, **STREETS_HERE, what=what, at="tomorrow")
        assert isinstance(outcome, Pressed)
        assert "not-a-time" in [finding.code for finding in outcome.findings]
        done("close", shelf, now=OPEN, **STREETS_HERE, what=what)
