"""The terms of a consultation make sense in time. Drafts in, findings out; no I/O."""

from collections.abc import Iterator

from civicgen.content.drafts import DossierDraft
from civicgen.model.findings import Finding, Severity
from civicgen.model.names import State
from civicgen.model.times import Instant

_ANNOUNCED = frozenset((State.PAUSED, State.CANCELLED))
_OVER = frozenset((State.CLOSED, State.ANSWERED))


def check_announced_by_now(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A change that stands in the file is announced; only a pause or cancellation may lie ahead."""
    for change in dossier.consultation.item.changes:
        if at is not None and change.at > at and change.field != "state":
            yield Finding(
                code="change-in-the-future",
                place=change.place,
                message=f"the change of `{change.field}` is dated {change.at}, which is still to come",
                hint="Write in `at` when the change was announced: today, not when it takes effect.",
                severity=Severity.WARNING,
            )


def check_state_as_written(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A `state` that is written down is that of the phases. Pauses and cancellations have a check of their own."""
    written, consultation = dossier.consultation.written("state"), dossier.consultation.item
    if at is None or written not in set(State) - _ANNOUNCED or not consultation.phases:
        return
    state = consultation.state_at(at)
    if state in _ANNOUNCED or written == state or {State(written), state} <= _OVER:
        return
    yield Finding(
        code="state-by-phases",
        place=dossier.consultation.place("state"),
        message=f"`state` is {written}, but by its phases the consultation is {state} now, and is shown so",
        hint="Leave `state` out: it follows from phases and changes.",
        severity=Severity.WARNING,
    )


def check_cancelled_for_good(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """Nothing follows a cancellation: what people are told is over does not go on."""
    is_cancelled = False
    for change in dossier.consultation.item.changes:
        if is_cancelled and change.field in ("state", "opens", "closes"):
            yield Finding(
                code="change-after-cancelling",
                place=change.place,
                message=f"`{change.field}` is changed after the consultation was cancelled",
                hint="Begin a new consultation; for a stop that may end write `paused`.",
            )
        is_cancelled = is_cancelled or (change.field == "state" and change.after == State.CANCELLED)


def check_answer_after_closing(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """Answers are promised for a time after the closing."""
    consultation = dossier.consultation.item
    if consultation.answer_by is None or not consultation.phases:
        return
    if consultation.answer_by < consultation.phases[-1].closes:
        yield Finding(
            code="answer-before-closing",
            place=dossier.consultation.place("answer_by"),
            message=f"`answer_by` is {consultation.answer_by}, before the last phase closes on "
            f"{consultation.phases[-1].closes}",
            hint="Correct the date; is the year right?",
            severity=Severity.WARNING,
        )
