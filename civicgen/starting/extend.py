"""A consultation that stays open longer: the new closing and the reason in, the changed file out. No I/O."""

from collections.abc import Iterator

from civicgen.model.content import Content
from civicgen.model.names import State
from civicgen.model.times import Instant
from civicgen.starting.announced import Announcement, closings, declared_state, phase_meant, quoted_reason
from civicgen.starting.inputs import Button, Input, Values
from civicgen.starting.moments import written_at
from civicgen.starting.named import dossier_named
from civicgen.starting.plans import Doubt, Plan, Standing, doubt

INPUTS = (
    Input(name="consultation", question="Name of the consultation's folder", is_required=True),
    Input(
        name="closes",
        question="New last day on which people can take part",
        is_required=True,
        hint="A day such as 2027-03-01 (its last second), or 2027-03-01 18:00.",
    ),
    Input(name="reason", question="The reason, which is shown in public", is_required=True, is_long=True),
    Input(name="phase", question="Name of the phase", hint="Left out, the last one in which people support."),
    Input(
        name="answer_by",
        question="New day by which you answer",
        hint="Left out, a day that you wrote stays; one that was not written moves along.",
    ),
)


def make(values: Values, standing: Standing, at: Instant) -> Plan:
    """The consultation's file. Raises DoubtError where it was cancelled, or has a form that cannot be changed so."""
    dossier = dossier_named(values["consultation"], standing)
    consultation = dossier.consultation
    announcement = Announcement(dossier, standing)
    if declared_state(consultation) is State.CANCELLED:
        raise doubt("consultation", "the consultation was cancelled", "Nothing goes on after that; begin a new one.")
    phase = phase_meant(consultation, values["phase"])
    now = written_at(at, standing.content.portal.timezone)
    before = announcement.change_closing(phase, values["closes"], at=now, reason=values["reason"])
    if values["answer_by"]:
        announcement.change_answer(values["answer_by"], at=now, reason=values["reason"])
    reopened = ""
    if at > phase.closes:
        reopened = (
            f"\n\n**It closed already, on {before}, and opens again with this.** What the numbers were at the first "
            "closing stays published."
        )
    return Plan(
        files=(announcement.file,),
        title=f"Extend {values['consultation']} until {values['closes']}",
        summary=f"The phase “{phase.name}” of `{values['consultation']}` closes on **{values['closes']}** instead of "
        f"{before}. The reason that everybody reads:\n\n{quoted_reason(values['reason'])}{reopened}",
        branch_hint=f"extend-{values['consultation']}",
    )


def confirm(values: Values, before: Content, after: Content, at: Instant) -> Iterator[Doubt]:
    """The phase closes later than it did."""
    closed = closings(values["consultation"], values["phase"], before, after)
    if closed is not None and closed[1] <= closed[0]:
        yield Doubt(
            input="closes",
            message=f"`{values['closes']}` is not later than {closed[0]}, when it closes now",
            hint="Write a later day; to close earlier, use `close`.",
        )


BUTTON = Button(does="Keep a consultation open longer.", inputs=INPUTS, make=make, confirm=confirm)
