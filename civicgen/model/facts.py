"""What of the content goes with the numbers: published beside the ledger, so that the site is all `verify` needs.

`ConsultationFacts` is written as `data/<consultation>/consultation.json`; figures come from it and
from tallies.
"""

import msgspec

from civicgen.model.names import ConsultationSlug, Outcome, ProposalId, State, Status
from civicgen.model.times import Instant


class ProposalFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal in the published data. `page` is its address in the site, relative to the site's root.

    `joined` are further threads whose proposals were taken into this one.
    """

    id: ProposalId
    title: str
    file: str
    page: str
    thread: int | None
    status: Status
    topics: tuple[str, ...]
    outcome: Outcome | None
    answered_on: str | None
    merged_into: ProposalId | None
    joined: tuple[int, ...] = ()


class RefusedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An issue that was refused under a rule of moderation, by the public record of moderation."""

    thread: int
    rule: str


class ConsultationFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation in the published data. `state` is as of `built_for`; both are None before any attempt.

    `answer_by` is when the authority promised to have answered. `contributions` counts the offline lines. `refused`
    are the issues that became no proposal for a rule's sake.
    """

    slug: ConsultationSlug
    title: str
    page: str
    state: State | None
    as_of: Instant | None
    built_for: Instant | None
    answer_by: Instant | None
    contributions: int
    proposals: tuple[ProposalFacts, ...]
    refused: tuple[RefusedFacts, ...] = ()
