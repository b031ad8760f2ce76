"""The terms of a consultation changed in its file, each change with its entry in `changes`. No I/O."""

from collections.abc import Mapping, Sequence

from civicgen.model.consultation import Consultation, Phase
from civicgen.model.content import Content, Dossier
from civicgen.model.desk import DeskFile
from civicgen.model.names import State
from civicgen.model.times import Instant
from civicgen.starting.named import dossier_in, text_of
from civicgen.starting.plans import DoubtError, Standing, doubt
from civicgen.starting.surgery import SurgeryError, add_entry, length_at, set_value, value_at

_BY_HAND = "Change it by hand, with an entry in `changes`; docs/content.md shows one."


class Announcement:
    """The text of a `consultation.md` on its way to new terms. Every step may raise DoubtError."""

    def __init__(self, dossier: Dossier, standing: Standing) -> None:
        self._consultation = dossier.consultation
        if self._consultation.is_broken:
            hint = "Mend what `civicgen check` says of it first."
            raise doubt("consultation", f"the terms in {self._consultation.file} cannot be read", hint)
        self._text = text_of(self._consultation.file, standing, name="consultation")

    @property
    def file(self) -> DeskFile:
        return DeskFile(path=self._consultation.file, text=self._text)

    def change_closing(self, phase: Phase, closes: str, *, at: str, reason: str) -> str:
        """Let a phase close at another time; give what stood there, as it was written."""
        for number in range(length_at(self._text, ("phases",))):
            if (value_at(self._text, ("phases", number, "name")) or "").strip() == phase.name:
                before = (value_at(self._text, ("phases", number, "closes")) or "").strip()
                self._set(("phases", number, "closes"), closes)
                self._announce("closes", before, closes, at=at, reason=reason, phase=phase.name)
                return before
        raise doubt("phase", f"the phase {phase.name!r} is not found in {self._consultation.file}", _BY_HAND)

    def change_answer(self, answer_by: str, *, at: str, reason: str) -> None:
        """Promise the answers for another time."""
        before = value_at(self._text, ("answer_by",)) or self._consultation.answer_by or ""
        self._set(("answer_by",), answer_by)
        self._announce("answer_by", before.strip(), answer_by, at=at, reason=reason)

    def change_state(self, state: State, *, at: str, reason: str) -> None:
        """Announce a pause, its end, or the cancellation; a `state` that is written down follows."""
        before = declared_state(self._consultation)
        if value_at(self._text, ("state",)):
            self._set(("state",), state.value)
        self._announce("state", before.value, state.value, at=at, reason=reason)

    def _set(self, path: Sequence[str | int], value: str) -> None:
        try:
            self._text = set_value(self._text, tuple(path), value)
        except SurgeryError as problem:
            raise self._refused(problem) from None

    def _announce(self, field: str, before: str, after: str, *, at: str, reason: str, phase: str = "") -> None:
        entry: Mapping[str, str] = {
            "at": at,
            "field": field,
            **({"phase": phase} if phase else {}),
            "before": before,
            "after": after,
            "reason": reason,
        }
        try:
            self._text = add_entry(self._text, "changes", entry)
        except SurgeryError as problem:
            raise self._refused(problem) from None

    def _refused(self, problem: SurgeryError) -> DoubtError:
        return doubt("consultation", f"{self._consultation.file}: {problem}", _BY_HAND)


def declared_state(consultation: Consultation) -> State:
    """What the last announced change of state led to, whenever it takes effect."""
    announced = [change.after for change in consultation.changes if change.field == "state"]
    return State(announced[-1]) if announced else State.OPEN


def phase_meant(consultation: Consultation, name: str) -> Phase:
    """The phase of this name; without one, the last in which stances count, or else the last.

    Raises:
        DoubtError: there is none of this name.
    """
    counting = [phase for phase in consultation.phases if phase.kind.is_counting]
    if not name:
        return counting[-1] if counting else consultation.phases[-1]
    found = next((phase for phase in consultation.phases if phase.name == name), None)
    if found is None:
        names = ", ".join(phase.name for phase in consultation.phases)
        raise doubt("phase", f"there is no phase {name[:60]!r}", f"Write one of: {names}.")
    return found


def closings(consultation: str, phase: str, before: Content, after: Content) -> tuple[Instant, Instant] | None:
    """When the phase meant closed by content as it was, and closes by content as it is; None where nobody can tell."""
    old, new = dossier_in(before, consultation), dossier_in(after, consultation)
    if old is None or new is None or len(old.consultation.phases) != len(new.consultation.phases):
        return None
    return phase_meant(old.consultation, phase).closes, phase_meant(new.consultation, phase).closes


def quoted_reason(reason: str) -> str:
    """The public reason as a quotation in Markdown."""
    return "\n".join(f"> {line}".rstrip() for line in reason.split("\n"))
