"""A consultation: a question put to the public, with its phases, its rule and the promise behind it."""

from collections.abc import Mapping
from datetime import date

import msgspec

from civicgen.model.counting import CountingSettings
from civicgen.model.findings import Finding, Place
from civicgen.model.names import ConsultationSlug, Influence, PhaseKind, State
from civicgen.model.times import Instant


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A named part of a consultation. It is open when `opens <= t <= closes`; both are as now in force."""

    name: str
    kind: PhaseKind
    opens: Instant
    closes: Instant
    place: Place


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An announced change of the consultation's terms (extension, pause, cancellation, correction), with its reason.

    `field` is `closes`, `opens`, `state`, `rule` or `answer_by`; `phase` names the phase meant, where one is. `before`
    and `after` hold what stood and what stands, as Instants where they are times, else as words.
    """

    at: Instant
    field: str
    before: str
    after: str
    reason: str
    phase: str | None = None
    place: Place


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """The same text in another language; `question` for a consultation only."""

    language: str
    title: str
    summary: str
    body: str
    file: str
    question: str = ""


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """`consultations/<slug>/consultation.md`.

    `counting` holds the terms now in force, `None` where no counting phase could be read; `changes` are in the order of
    their instants. `is_broken` when errors kept us from reading the terms: it is shown with its findings and not
    harvested. `body` is Markdown, untrusted like every text. `area` names what the question is about on the ground,
    `location` says it in words. `authority` is the id of one of the portal's authorities.
    `counting_place` is where the terms of counting stand in the file.
    """

    slug: ConsultationSlug
    file: str
    title: str
    summary: str
    question: str
    body: str
    language: str
    open_to_change: tuple[str, ...]
    fixed: tuple[str, ...]
    decided_by: str
    decision_date: date | None
    influence: Influence | None
    promise: str
    authority: str
    contact: str
    phases: tuple[Phase, ...]
    counting: CountingSettings | None
    answer_by: Instant | None
    are_authors_named: bool
    are_commenters_named: bool
    area: str
    location: str
    topics: tuple[str, ...]
    easy_read: str
    changes: tuple[Change, ...]
    translations: Mapping[str, Translation]
    findings: tuple[Finding, ...]
    is_broken: bool
    counting_place: Place | None = None

    def state_at(self, at: Instant, *, is_answered: bool = False) -> State:
        """Where the consultation stands at a moment: from its announced changes first, then from its phases.

        `is_answered`: every proposal that needs an answer has one.
        """
        declared = State.OPEN
        for change in self.changes:
            if change.field == "state" and change.at <= at:
                declared = State(change.after)
        if declared is State.CANCELLED:
            return State.CANCELLED
        if not self.phases or at < self.phases[0].opens:
            return State.PLANNED
        if at > self.phases[-1].closes:
            return State.ANSWERED if is_answered else State.CLOSED
        return declared if declared in (State.PAUSED, State.CLOSED) else State.OPEN
