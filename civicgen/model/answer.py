"""What the authority says back, and what was done after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from civicgen.model.consultation import Translation
from civicgen.model.findings import Finding
from civicgen.model.names import ConsultationSlug, Outcome, ProposalId


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something done after the outcome. `link` may be empty."""

    on: date
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`answers/<slug>.md`: the reasoned reply to one or more proposals. `reason` is its body, in Markdown."""

    slug: str
    consultation: ConsultationSlug
    file: str
    title: str
    proposals: tuple[ProposalId, ...]
    outcome: Outcome | None
    reason: str
    answered_by: str
    answered_on: date | None
    follow_ups: tuple[FollowUp, ...]
    language: str
    translations: Mapping[str, Translation]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """`updates/<date>-<slug>.md`: news of a consultation."""

    slug: str
    consultation: ConsultationSlug
    file: str
    title: str
    on: date
    body: str
    language: str
    translations: Mapping[str, Translation]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A plan, picture or annex in `documents/`. `media_type` is by the file's own bytes, `size` in bytes."""

    name: str
    consultation: ConsultationSlug
    file: str
    title: str
    alternative: str
    language: str
    media_type: str
    size: int
