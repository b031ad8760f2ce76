"""`changes` of a consultation -> announced changes, and whether they lead to what stands. No I/O."""

from collections.abc import Iterator, Sequence

from civicgen.content.phases import Desk
from civicgen.content.shapes.consultation import ChangeShape, ConsultationShape
from civicgen.content.sheet import Path
from civicgen.content.when import FIRST_SECOND, LAST_SECOND
from civicgen.model.consultation import Change, Phase
from civicgen.model.findings import Finding, Place
from civicgen.model.names import State
from civicgen.model.terms import changed_phase, counting_window
from civicgen.model.times import Instant

_STATES = (State.OPEN, State.PAUSED, State.CANCELLED)
_TIMES = {"opens": FIRST_SECOND, "closes": LAST_SECOND, "answer_by": LAST_SECOND}


def read_changes(
    shape: ConsultationShape, desk: Desk, phases: Sequence[Phase]
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The changes that could be read, in the order of their instants."""
    changes: list[Change] = []
    findings: list[Finding] = []
    for number, written in enumerate(shape.changes):
        change = _read_change(written, desk, ("changes", number), _zone_of(written, shape))
        if isinstance(change, Change):
            changes.append(change)
        else:
            findings.extend(change)
    changes.sort(key=lambda change: change.at)
    findings.extend(_check_phases_named(changes, phases))
    findings.extend(_check_rule_in_time(changes, phases))
    return tuple(changes), tuple(findings)


def _zone_of(written: ChangeShape, shape: ConsultationShape) -> str:
    """The zone that the phase meant states itself."""
    return next((phase.zone for phase in shape.phases if phase.name == written.phase), "")


def _read_change(written: ChangeShape, desk: Desk, path: Path, zone: str) -> Change | list[Finding]:
    at = desk.read(written.at, (*path, "at"), means=FIRST_SECOND, zone=zone)
    before = _read_side(written, "before", desk, path, zone)
    after = _read_side(written, "after", desk, path, zone)
    findings = [
        found
        for key, found in (("at", at), ("before", before), ("after", after))
        if isinstance(found, Finding) and getattr(written, key)
    ]
    if isinstance(at, Finding) or isinstance(before, Finding) or isinstance(after, Finding) or written.field is None:
        return findings
    return Change(
        at=at,
        field=written.field,
        before=before,
        after=after,
        reason=written.reason,
        phase=written.phase,
        place=desk.place(path),
    )


def _read_side(written: ChangeShape, key: str, desk: Desk, path: Path, zone: str) -> str | Finding:
    """What stood or what stands: an instant for a time, a word for a state or rule."""
    text = getattr(written, key)
    if written.field in _TIMES:
        return desk.read(text, (*path, key), means=_TIMES[written.field], zone=zone)
    if written.field == "state" and text not in _STATES:
        return Finding(
            code="unknown-word",
            place=desk.place((*path, key)),
            message=f"`{key}` is `{text[:60]}`, which is no state that can be announced",
            hint="Write open, paused or cancelled. To close earlier, change `closes`.",
        )
    return str(text)


def _check_phases_named(changes: Sequence[Change], phases: Sequence[Phase]) -> Iterator[Finding]:
    """A change of `opens` or `closes` is about a phase that is there."""
    for change in changes:
        if change.field in ("opens", "closes") and changed_phase(phases, change) is None:
            what = f"phase {change.phase!r}" if change.phase else "a phase that counts stances"
            yield Finding(
                code="unknown-phase",
                place=change.place,
                message=f"the change is about {what}, which is not there",
                hint="Write in `phase` the name of one of the phases.",
            )


def _check_rule_in_time(changes: Sequence[Change], phases: Sequence[Phase]) -> Iterator[Finding]:
    """People took their stance under a rule: it can be changed before the opening only."""
    window = counting_window(phases)
    for change in changes:
        if change.field == "rule" and window is not None and change.at >= window[0]:
            yield Finding(
                code="rule-changed-late",
                place=change.place,
                message=f"the rule is changed on {change.at}, and stances count from {window[0]}",
                hint="The rule cannot change once the consultation is open. Put it back and delete this entry.",
            )


def check_changes(
    changes: Sequence[Change], phases: Sequence[Phase], *, rule: str, answer_by: Instant | None
) -> Iterator[Finding]:
    """Changes of one thing follow from each other, and the last of them leads to what stands now."""
    latest: dict[tuple[str, str], Change] = {}
    for change in changes:
        position = changed_phase(phases, change)
        thing = (change.field, phases[position].name if position is not None else "")
        previous = latest.get(thing)
        begins = previous.after if previous else (State.OPEN.value if change.field == "state" else None)
        if change.before == change.after:
            yield Finding(
                code="change-of-nothing",
                place=change.place,
                message=f"`before` and `after` of `{change.field}` are both {change.after}",
                hint="Write in `before` what stood until then; delete the entry if nothing changed.",
            )
        elif begins is not None and change.before != begins:
            yield Finding(
                code="broken-changes",
                place=change.place,
                message=f"`before` is {change.before}, but what stood then was {begins}",
                hint=f"Write `before: {begins}`, or add the change that is missing in between.",
            )
        latest[thing] = change
    stands: dict[tuple[str, str], str | None] = {("rule", ""): rule, ("answer_by", ""): answer_by}
    for phase in phases:
        stands["opens", phase.name] = phase.opens
        stands["closes", phase.name] = phase.closes
    for thing, change in latest.items():
        now = stands.get(thing)
        if now is not None and change.after != now:
            yield Finding(
                code="broken-changes",
                place=change.place,
                message=f"the last change of `{change.field}` leads to {change.after}, but {now} stands",
                hint=f"Write the new value in both places: `{change.field}` itself and `after`.",
            )


def check_state(changes: Sequence[Change], state: State | None, place: Place) -> Iterator[Finding]:
    """A pause or cancellation that is written as `state` has its entry with a reason, and the other way round."""
    announced = [State(change.after) for change in changes if change.field == "state"]
    declared = announced[-1] if announced else State.OPEN
    if state is None or state is declared:
        return
    if state in (State.PAUSED, State.CANCELLED) or declared is not State.OPEN:
        yield Finding(
            code="state-without-change",
            place=place,
            message=f"`state` is {state}, but by `changes` it is {declared}",
            hint="Leave `state` out, or announce the change in `changes`, with its reason.",
        )
