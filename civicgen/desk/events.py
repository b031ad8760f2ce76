"""What happened to a proposal that the people in its conversation should know: what is told, and what no longer is.

In: a case and a moment. Out: events. Reads nothing, writes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec

from civicgen.desk.cases import Case
from civicgen.model.answer import Answer, FollowUp
from civicgen.model.consultation import Change, Consultation
from civicgen.model.names import State, Status
from civicgen.model.notices import NoticeKind, WordingTold
from civicgen.model.terms import changed_phase, settings_history
from civicgen.model.times import Instant, instant, moment

SOON_DAYS = 3
WITHIN_DAYS = 14

_IN_FIRST_COMMENT = frozenset((NoticeKind.OPENED, NoticeKind.WORDING, NoticeKind.EXTENDED, NoticeKind.CLOSING_SOON))
"""What the first comment says as well, so that it is not said again to those who got that later."""
_INTERRUPTIONS = {
    State.PAUSED: NoticeKind.PAUSED,
    State.OPEN: NoticeKind.RESUMED,
    State.CANCELLED: NoticeKind.CANCELLED,
}


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """The closing was moved, by an announced change."""

    before: Instant
    after: Instant
    reason: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """Something was done after an answer."""

    answer: Answer
    step: FollowUp


About = WordingTold | Moved | Change | Answer | Done | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, told once. `id` is the one in markers; `about` what the words need beside the case.

    `at` is when it happened, None where nobody knows. With `is_dated_by_day` somebody wrote down a day, maybe later
    than on it; `at` is then the day's end, or now.
    """

    kind: NoticeKind
    id: str
    at: Instant | None
    about: About = None
    is_dated_by_day: bool = False


def is_to_be_presented(case: Case, at: Instant) -> bool:
    """Whether the conversation has, or should have, a first comment that says what is asked: until the closing."""
    state = case.consultation.state_at(at)
    is_before_closing = case.closes is not None and at <= case.closes
    return case.is_asking and is_before_closing and state in (State.PLANNED, State.OPEN, State.PAUSED)


def events_of(case: Case, at: Instant, *, soon_days: int = SOON_DAYS) -> tuple[Event, ...]:
    """Everything that happened up to `at` and still holds, but for the first comment; oldest first."""
    found = [event for find in _FINDERS for event in find(case, at, soon_days)]
    return tuple(sorted(found, key=lambda event: event.at or at))


def news_of(
    case: Case, at: Instant, *, soon_days: int = SOON_DAYS, within_days: int = WITHIN_DAYS
) -> tuple[Event, ...]:
    """Those events that are to be told now: not announced yet, and not too old to be news."""
    return tuple(
        event
        for event in events_of(case, at, soon_days=soon_days)
        if event.id not in case.conversation.notices and _is_news(event, case, at, within_days)
    )


def _is_news(event: Event, case: Case, at: Instant, within_days: int) -> bool:
    """Old events are not told, so that whoever begins to announce floods nobody.

    A day written down late is news all the same where the portal was announcing already; of what nobody dated only that
    can tell whether it is news.
    """
    conversation = case.conversation
    followed_since = conversation.followed_since
    if event.at is None:
        return followed_since is not None
    if event.at <= conversation.since:
        return False
    presented = conversation.notices.get(NoticeKind.PUBLISHED)
    presented_at = presented.made_at if presented else at if is_to_be_presented(case, at) else None
    if event.kind in _IN_FIRST_COMMENT and presented_at is not None and event.at <= presented_at:
        return False
    is_recent = event.at >= instant(moment(at) - timedelta(days=within_days))
    return is_recent or (event.is_dated_by_day and followed_since is not None and event.at >= followed_since)


def _opening(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    opens, closes = case.opens, case.closes
    if opens is None or closes is None or not case.is_asking:
        return
    if opens <= at <= closes and case.consultation.state_at(at) is State.OPEN:
        yield Event(kind=NoticeKind.OPENED, id=f"{NoticeKind.OPENED}-{opens}", at=opens)


def _wordings(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    if case.proposal.status not in (Status.OPEN, Status.ANSWERED):
        return
    for wording in [each for each in case.conversation.wordings[1:] if each.seen_at <= at]:
        yield Event(
            kind=NoticeKind.WORDING, id=f"{NoticeKind.WORDING}-{wording.number}", at=wording.seen_at, about=wording
        )


def _moving(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """The last move of the closing; those before it no longer hold."""
    moved = _last_move(case, at)
    if moved is not None and case.is_asking and case.consultation.state_at(at) is not State.CANCELLED:
        when, about = moved
        yield Event(kind=NoticeKind.EXTENDED, id=f"{NoticeKind.EXTENDED}-{about.after}", at=when, about=about)


def _last_move(case: Case, at: Instant) -> tuple[Instant, Moved] | None:
    found = None
    for change, before, after in _closings(case.consultation):
        if change.at <= at and before != after:
            found = change.at, Moved(before=before, after=after, reason=change.reason)
    return found


def _closings(consultation: Consultation) -> Iterator[tuple[Change, Instant, Instant]]:
    """Each announced change with the closing before and after it; where nothing is counted, that of the last phase."""
    for (_, before), (change, after) in pairwise(settings_history(consultation)):
        if change is not None:
            yield change, before.closes, after.closes
    if consultation.counting is None:
        for change in consultation.changes:
            is_last = changed_phase(consultation.phases, change) == len(consultation.phases) - 1
            if change.field == "closes" and is_last:
                yield change, Instant(change.before), Instant(change.after)


def _interruption(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """The last pause, resumption or cancellation, where it came before the end."""
    change = _last_interruption(case, at)
    if change is None or not case.is_asking:
        return
    kind = _INTERRUPTIONS[State(change.after)]
    if kind is NoticeKind.CANCELLED or case.closes is None or at <= case.closes:
        yield Event(kind=kind, id=f"{kind}-{change.at}", at=change.at, about=change)


def _last_interruption(case: Case, at: Instant) -> Change | None:
    found = None
    for change in case.consultation.changes:
        is_before_the_end = case.closes is None or change.at <= case.closes
        if change.field == "state" and change.after in _INTERRUPTIONS and change.at <= at and is_before_the_end:
            found = change
    return found


def _closing_soon(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """Once, in the last days; not where another announcement has named the closing since those days began."""
    opens, closes = case.opens, case.closes
    if opens is None or closes is None or not case.is_asking or case.consultation.state_at(at) is not State.OPEN:
        return
    begins = instant(moment(closes) - timedelta(days=soon_days))
    move, interruption = _last_move(case, at), _last_interruption(case, at)
    said = max(opens, move[0] if move else opens, interruption.at if interruption else opens)
    if said <= begins <= at <= closes:
        yield Event(kind=NoticeKind.CLOSING_SOON, id=f"{NoticeKind.CLOSING_SOON}-{closes}", at=begins)


def _closing(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """When the numbers are final."""
    closes = case.closes
    if closes is None or at <= closes or not case.is_asking or not case.is_final:
        return
    if case.consultation.state_at(at) is not State.CANCELLED:
        yield Event(kind=NoticeKind.CLOSED, id=f"{NoticeKind.CLOSED}-{closes}", at=closes)


def _leaving(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """Joined with another proposal, or withdrawn; the content does not say when."""
    if case.proposal.status is Status.MERGED and case.joined is not None:
        yield Event(kind=NoticeKind.MERGED, id=f"{NoticeKind.MERGED}-{case.proposal.merged_into}", at=None)
    elif case.proposal.status is Status.WITHDRAWN:
        yield Event(kind=NoticeKind.WITHDRAWN, id=NoticeKind.WITHDRAWN.value, at=None)


def _answering(case: Case, at: Instant, soon_days: int) -> Iterator[Event]:
    """Answers, and what was done after them. Several steps of one day are told apart by their number on it."""
    for answer in case.answers:
        if answer.outcome is None or answer.answered_on is None or not answer.reason.strip():
            continue
        when = _on_day(answer.answered_on, case.zone, at)
        if when is not None:
            yield _by_day(NoticeKind.ANSWERED, answer.slug, when, answer)
        steps_on: Counter[date] = Counter()
        for step in answer.follow_ups:
            steps_on[step.on] += 1
            number = f"-{steps_on[step.on]}" if steps_on[step.on] > 1 else ""
            when = _on_day(step.on, case.zone, at)
            if when is not None:
                done = Done(answer=answer, step=step)
                yield _by_day(NoticeKind.FOLLOW_UP, f"{answer.slug}-{step.on.isoformat()}{number}", when, done)


def _by_day(kind: NoticeKind, which: str, at: Instant, about: About) -> Event:
    return Event(kind=kind, id=f"{kind}-{which}", at=at, about=about, is_dated_by_day=True)


def _on_day(day: date, zone: str, at: Instant) -> Instant | None:
    """The end of a day, or now while it lasts; None for a day to come."""
    if instant(datetime.combine(day, time.min, ZoneInfo(zone))) > at:
        return None
    end = datetime.combine(day, time.max, ZoneInfo(zone)).astimezone(UTC)
    return min(instant(end), at)


_FINDERS: tuple[Callable[[Case, Instant, int], Iterator[Event]], ...] = (
    _opening,
    _wordings,
    _moving,
    _interruption,
    _answering,
    _closing_soon,
    _closing,
    _leaving,
)
