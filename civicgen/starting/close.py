"""A consultation closed early, paused, resumed or cancelled: the reason in, the changed file out. No I/O."""

from collections.abc import Iterator

from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.content import Content, Dossier
from civicgen.model.names import State
from civicgen.model.times import Instant
from civicgen.starting.announced import Announcement, closings, declared_state, phase_meant, quoted_reason
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.moments import written_at
from civicgen.starting.named import dossier_in, dossier_named
from civicgen.starting.plans import Doubt, Plan, Standing, doubt

_STATES = {"pause": State.PAUSED, "resume": State.OPEN, "cancel": State.CANCELLED}
_DONE = {"close": "closes", "pause": "is paused", "resume": "goes on", "cancel": "is cancelled"}
_NOT_COUNTED = "Who takes part after that time is not counted, also before this is merged: merge soon."
_CARE = {
    "close": f"{_NOT_COUNTED} Then the answers are to be written.",
    "pause": _NOT_COUNTED,
    "resume": "Who takes part after that time is counted again.",
    "cancel": f"{_NOT_COUNTED} Nothing goes on after a cancellation.",
}

INPUTS = (
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(name="reason", question="The reason, which is shown in public", is_required=True, is_long=True),
    Input(
        name="what",
        question="What happens with it",
        hint="close (for good, the answers follow), pause, resume after a pause, or cancel (without answers).",
        choices=("close", *_STATES),
    ),
    Input(
        name="at",
        question="When",
        hint="Left out, now. Who takes part between then and the merge is not counted, so leave time to merge.",
    ),
    Input(name="phase", question="Name of the phase", hint="Left out, the last one in which people support."),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The consultation's file. Raises DoubtError where that cannot happen to it as it stands."""
    dossier = dossier_named(values["consultation"], standing)
    announcement = Announcement(dossier, standing)
    what = values["what"] or "close"
    if declared_state(dossier.consultation) is State.CANCELLED:
        raise doubt("consultation", "the consultation was cancelled", "Nothing goes on after that; begin a new one.")
    if what == "close":
        when = _close(values, dossier, announcement, standing, at)
    else:
        when = _change_state(values, dossier, announcement, standing, at)
    return Plan(
        files=(announcement.file,),
        title=f"{what.capitalize()} {values['consultation']}",
        summary=f"The consultation `{values['consultation']}` **{_DONE[what]}** at {when}. "
        f"The reason that everybody reads:\n\n{quoted_reason(values['reason'])}\n\n{_CARE[what]}",
        branch_hint=f"{what}-{values['consultation']}",
    )


def _close(values: Values, dossier: Dossier, announcement: Announcement, standing: Standing, at: Instant) -> str:
    consultation, now = dossier.consultation, written_at(at, standing.content.portal.timezone)
    phase = phase_meant(consultation, values["phase"])
    if at > phase.closes:
        hint = "Nothing is to be done; what is published follows the phases."
        raise doubt("consultation", f"{phase.name!r} closed already, on {phase.closes}", hint)
    if at < phase.opens:
        raise _not_open(phase, consultation)
    when = values["at"] or now
    announcement.change_closing(phase, when, at=now, reason=values["reason"])
    return when


def _not_open(phase: Phase, consultation: Consultation) -> Exception:
    others = [other.name for other in consultation.phases if other is not phase]
    hint = "Cancel the consultation, or pause it" + (f"; or name the phase: {', '.join(others)}." if others else ".")
    return doubt("phase", f"{phase.name!r} opens only on {phase.opens}", hint)


def _change_state(values: Values, dossier: Dossier, announcement: Announcement, standing: Standing, at: Instant) -> str:
    state, stands = _STATES[values["what"]], declared_state(dossier.consultation)
    if state is stands:
        raise doubt("what", f"the consultation is {stands} by its `changes` already", "Nothing is to be done.")
    if values["phase"]:
        raise doubt("phase", f"`{values['what']}` is for the whole consultation", "Leave the phase out.")
    when = values["at"] or written_at(at, standing.content.portal.timezone)
    announcement.change_state(state, at=when, reason=values["reason"])
    return when


def confirm(values: Values, before: Content, after: Content, at: Instant) -> Iterator[Doubt]:
    """A phase that is closed closes earlier than it would have, and nothing happens in the past."""
    closed = closings(values["consultation"], values["phase"], before, after)
    announced = _announced(values["consultation"], before, after)
    if closed is None or announced is None:
        return
    is_closing = announced.field == "closes"
    if (closed[1] if is_closing else announced.at) < at:
        yield Doubt(
            input="at",
            message=f"`{values['at']}` is past",
            hint="Leave it out, or write a time that is to come: who took part until now did so in good faith.",
        )
    elif is_closing and closed[1] >= closed[0]:
        yield Doubt(
            input="at",
            message=f"`{values['at']}` is not earlier than {closed[0]}, when it closes anyway",
            hint="Write an earlier time; to keep it open longer, use `extend`.",
        )


def _announced(consultation: str, before: Content, after: Content) -> Change | None:
    """The change that was not announced before; None where it cannot be read."""
    old, new = dossier_in(before, consultation), dossier_in(after, consultation)
    if old is None or new is None:
        return None
    known = {(change.at, change.field, change.after) for change in old.consultation.changes}
    changes = (change for change in new.consultation.changes if (change.at, change.field, change.after) not in known)
    return next(changes, None)


BUTTON = Button(
    does="Close a consultation early, pause it, resume it or cancel it.", inputs=INPUTS, make=make, confirm=confirm
)
