"""What happened to a proposal that the people in its conversation are told: each thing once, while it is news."""

from typing import Any

import pytest
from announce_case import (
    CLOSES,
    OPENS,
    SINCE,
    answer,
    case,
    change,
    consultation,
    conversation,
    notices,
    proposal,
    step,
)
from announce_case import wording as known_wording
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from civicgen.desk.cases import Case, Page
from civicgen.desk.events import events_of, is_to_be_presented, news_of
from civicgen.model.names import Outcome, ProposalId, Status
from civicgen.model.times import Instant

LATER = Instant("2026-11-14T22:59:59Z")
MORE_TIME = change("closes", CLOSES, LATER, at="2026-10-20T08:00:00Z")
LESS_TIME = change("closes", CLOSES, "2026-10-25T22:59:59Z", at="2026-10-10T08:00:00Z")
PAUSED = change("state", "open", "paused", at="2026-10-10T08:00:00Z")
RESUMED = change("state", "paused", "open", at="2026-10-15T08:00:00Z")
CANCELLED = change("state", "open", "cancelled", at="2026-10-10T08:00:00Z")
JOINED = Page(title="Light for all lanes", address="https://talk.example/light.html")
EXTENDED = consultation(closes=LATER, changes=(MORE_TIME,))
REWORDED = conversation(wordings=(known_wording(1, SINCE), known_wording(2, "2026-10-05T06:00:00Z")))


def told(of: Case, at: str, **options: Any) -> list[str]:
    return [event.id for event in news_of(of, Instant(at), **options)]


@pytest.mark.parametrize(
    ("of", "at", "events"),
    [
        # What happens of itself, with time.
        (case(), "2026-09-25T08:00:00Z", []),
        (case(), OPENS, [f"opened-{OPENS}"]),
        (case(conversation=conversation(since="2026-10-02T06:00:00Z")), "2026-10-03T08:00:00Z", []),
        (case(), "2026-10-20T08:00:00Z", []),
        (case(), "2026-10-28T22:59:58Z", []),
        (case(), "2026-10-28T22:59:59Z", [f"closing-soon-{CLOSES}"]),
        (case(), CLOSES, [f"closing-soon-{CLOSES}"]),
        (case(), "2026-10-31T23:00:00Z", [f"closed-{CLOSES}"]),
        (case(is_final=False), "2026-10-31T23:00:00Z", []),
        (case(proposal=proposal(status=Status.ANSWERED)), "2026-10-31T23:00:00Z", []),
        # What editors do.
        (case(conversation=REWORDED), "2026-10-18T08:00:00Z", ["wording-2"]),
        (case(consultation=EXTENDED), "2026-10-30T08:00:00Z", [f"extended-{LATER}"]),
        (case(consultation=EXTENDED), "2026-11-12T08:00:00Z", [f"closing-soon-{LATER}"]),
        (case(consultation=consultation(closes=LESS_TIME.after, changes=(LESS_TIME,))), "2026-10-19T08:00:00Z",
         [f"extended-{LESS_TIME.after}"]),
        (case(consultation=consultation(changes=(PAUSED,))), "2026-10-14T22:00:00Z", [f"paused-{PAUSED.at}"]),
        (case(consultation=consultation(changes=(PAUSED, RESUMED))), "2026-10-18T08:00:00Z",
         [f"resumed-{RESUMED.at}"]),
        (case(consultation=consultation(changes=(PAUSED,))), "2026-11-01T08:00:00Z", [f"closed-{CLOSES}"]),
        (case(consultation=consultation(changes=(CANCELLED,))), "2026-10-18T08:00:00Z",
         [f"cancelled-{CANCELLED.at}"]),
        (case(consultation=consultation(changes=(CANCELLED,))), "2026-11-01T08:00:00Z", []),
        (case(proposal=proposal(status=Status.MERGED, merged_into=ProposalId("light")), joined=JOINED),
         "2026-10-18T08:00:00Z", ["merged-light"]),
        (case(proposal=proposal(status=Status.WITHDRAWN)), "2026-10-18T08:00:00Z", ["withdrawn"]),
        (case(proposal=proposal(status=Status.DRAFT)), "2026-10-28T22:59:59Z", []),
        # Answers, by days.
        (case(answers=(answer("2026-12-01"),)), "2026-11-30T22:59:59Z", []),
        (case(answers=(answer("2026-12-01"),)), "2026-11-30T23:00:00Z", ["answered-lamps-answer"]),
        (case(answers=(answer("2026-12-01", outcome=None),)), "2026-12-01T08:00:00Z", []),
        (case(answers=(answer("2026-12-01", reason=" "),)), "2026-12-01T08:00:00Z", []),
        (case(answers=(answer("2026-12-01", step("2026-12-03"), step("2026-12-03"), step("2027-12-03")),)),
         "2026-12-04T08:00:00Z",
         ["answered-lamps-answer", "follow-up-lamps-answer-2026-12-03", "follow-up-lamps-answer-2026-12-03-2"]),
    ],
)  # fmt: skip
def test_what_is_told_and_when(of: Case, at: str, events: list[str]) -> None:
    assert told(of, at) == events


def test_an_event_is_told_once() -> None:
    announced = notices(published=SINCE, **{f"closing-soon-{CLOSES}": "2026-10-29T06:00:00Z"})
    assert told(case(conversation=conversation(notices=announced)), CLOSES) == []


def test_what_is_long_ago_is_no_news() -> None:
    assert told(case(conversation=REWORDED), "2026-10-19T06:00:00Z") == ["wording-2"]
    assert told(case(conversation=REWORDED), "2026-10-19T06:00:01Z") == []
    assert told(case(conversation=REWORDED), "2026-10-19T06:00:01Z", within_days=15) == ["wording-2"]


def test_whoever_begins_to_announce_tells_no_old_answers() -> None:
    unfollowed = conversation(notices={})
    assert told(case(conversation=unfollowed, answers=(answer("2026-12-01"),)), "2026-12-16T08:00:00Z") == []


def test_an_answer_that_is_written_down_late_is_news_where_the_portal_was_announcing_already() -> None:
    assert told(case(answers=(answer("2026-12-01"),)), "2027-02-01T08:00:00Z") == ["answered-lamps-answer"]


def test_of_what_nobody_dated_only_conversations_that_are_followed_hear() -> None:
    left = proposal(status=Status.WITHDRAWN)
    assert told(case(proposal=left, conversation=conversation(notices={})), "2026-10-18T08:00:00Z") == []


def test_what_the_first_comment_says_is_not_said_again_beside_it() -> None:
    late = conversation(wordings=REWORDED.wordings, notices={})
    assert told(case(conversation=late), "2026-10-06T08:00:00Z") == []
    presented = replace(late, notices=notices(published="2026-10-06T08:00:00Z"))
    assert told(case(conversation=presented), "2026-10-07T08:00:00Z") == []
    earlier = replace(late, notices=notices(published="2026-10-04T08:00:00Z"))
    assert told(case(conversation=earlier), "2026-10-07T08:00:00Z") == ["wording-2"]


def test_a_new_thread_does_not_hear_what_happened_before_it() -> None:
    moved = conversation(since="2026-10-12T06:00:00Z", wordings=REWORDED.wordings, notices={})
    of = case(conversation=moved, consultation=consultation(changes=(PAUSED,)))
    assert told(of, "2026-10-13T08:00:00Z") == []


def test_the_last_days_are_not_announced_when_the_closing_was_just_named() -> None:
    shift = change("closes", CLOSES, "2026-11-02T22:59:59Z", at="2026-10-31T08:00:00Z")
    of = case(consultation=consultation(closes=shift.after, changes=(shift,)))
    assert told(of, "2026-11-01T08:00:00Z") == [f"extended-{shift.after}"]


def test_a_short_consultation_has_no_last_days_of_its_own() -> None:
    assert told(case(), "2026-10-02T08:00:00Z", soon_days=32) == [f"opened-{OPENS}"]


def test_a_consultation_that_counts_nothing_closes_with_its_last_phase() -> None:
    of = case(consultation=consultation(counting=None))
    assert told(of, "2026-10-29T08:00:00Z") == [f"closing-soon-{CLOSES}"]
    moved = case(consultation=consultation(counting=None, closes=LATER, changes=(replace(MORE_TIME, phase="Support"),)))
    assert told(moved, "2026-10-30T08:00:00Z") == [f"extended-{LATER}"]


def test_a_step_that_is_written_in_before_another_does_not_tell_that_one_again() -> None:
    first = case(answers=(answer("2026-12-01", step("2026-12-05")),))
    second = case(answers=(answer("2026-12-01", step("2026-12-03"), step("2026-12-05")),))
    at = "2026-12-06T08:00:00Z"
    assert set(told(second, at)) - set(told(first, at)) == {"follow-up-lamps-answer-2026-12-03"}


@pytest.mark.parametrize(
    ("of", "at", "is_wanted"),
    [
        (case(), "2026-09-21T08:00:00Z", True),
        (case(), "2026-10-21T08:00:00Z", True),
        (case(consultation=consultation(changes=(PAUSED,))), "2026-10-11T08:00:00Z", True),
        (case(consultation=consultation(changes=(CANCELLED,))), "2026-10-11T08:00:00Z", False),
        (case(), "2026-11-01T08:00:00Z", False),
        (case(proposal=proposal(status=Status.WITHDRAWN)), "2026-10-21T08:00:00Z", False),
    ],
)
def test_the_first_comment_is_for_proposals_that_ask_until_they_close(of: Case, at: str, is_wanted: bool) -> None:
    assert is_to_be_presented(of, Instant(at)) is is_wanted


@given(st.datetimes(), st.sampled_from(list(Outcome)))
def test_events_are_of_the_past_and_each_has_an_id_of_its_own(moment: Any, outcome: Outcome) -> None:
    at = Instant(moment.replace(year=2026 + moment.year % 2).strftime("%Y-%m-%dT%H:%M:%SZ"))
    given_answer = answer("2026-12-01", step("2026-12-05"), step("2026-12-05"), outcome=outcome)
    of = case(consultation=EXTENDED, conversation=REWORDED, answers=(given_answer,))
    events = events_of(of, at)
    assert len({event.id for event in events}) == len(events)
    assert all(event.at is None or event.at <= at for event in events)
