"""What the authority says back, and what was done after it."""

from collections.abc import Mapping
from datetime import date

import msgspec

from civicgen.model.consultation import Translation
from civicgen.model.findings import Finding
from civicgen.model.names import ConsultationSlug, Outcome, ProposalId


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Something done after the outcome. `link` may be empty."""

    on: date
    text: str
    link: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
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


class Update(msgspec.Struct, frozen=True, kw_only=True):
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


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A plan, picture or annex in `documents/`. `media_type` is by the file's own bytes, `size` in bytes."""

    name: str
    consultation: ConsultationSlug
    file: str
    title: str
    alternative: str
    language: str
    media_type: str
    size: int
