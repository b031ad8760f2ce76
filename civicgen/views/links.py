"""Links, badges and cards that several pages show. Plain data; no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from civicgen.model.facts import Published
from civicgen.model.names import ConsultationSlug, ProposalId, State
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant, moment
from civicgen.views import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`address` is relative to the site's root."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How the counted stances divide, in whole thousandths that add up to 1,000 at most: for a bar's widths."""

    support: int
    oppose: int
    abstain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """A proposal in a list. `figures` is the beginning of its figures' names; `status` a key of the catalogue."""

    title: str
    address: str
    summary: str
    status: str
    outcome: str | None
    topics: tuple[str, ...]
    figures: str
    share: Share | None
    has_findings: bool


def share_of(support: int, oppose: int, abstain: int) -> Share | None:
    """None where nobody has taken a stance: an empty bar says nothing."""
    total = support + oppose + abstain
    if total == 0:
        return None
    of_support, of_abstain = support * 1000 // total, abstain * 1000 // total
    # What rounding leaves goes to a side that somebody took: nobody's colour never shows.
    of_oppose = oppose * 1000 // total if abstain else 1000 - of_support
    return Share(support=of_support, oppose=of_oppose, abstain=of_abstain)


def figure_name(slug: ConsultationSlug, proposal: ProposalId | None, measure: str) -> str:
    """The name under which `verify` finds the number, see docs/data.md."""
    return f"{slug}/{proposal or ''}/{measure}"


def authority_name(portal: Portal, authority: str) -> str:
    """The authority's name; its id where the portal does not know it (a finding says so)."""
    known = portal.authorities.get(authority)
    return known.name if known else authority


def shown_status(proposal: Proposal, state: State | None) -> str:
    """The status that the page prints: an open proposal of a closed consultation is closed all the same.

    Before any attempt to collect nobody has told the time, so an open one is `undated`.
    """
    if proposal.status == "open" and state is None:
        return "undated"
    if proposal.status == "open" and state in (State.CLOSED, State.ANSWERED, State.CANCELLED):
        return "closed"
    return proposal.status.value


def proposal_card(published: Published, proposal: Proposal, outcomes: Mapping[ProposalId, str]) -> ProposalCard:
    """The card of one proposal of a consultation."""
    tally = published.tally.proposals.get(proposal.id) if published.tally else None
    slug = published.facts.slug
    return ProposalCard(
        title=proposal.title,
        address=addresses.proposal_page(slug, proposal.id),
        summary=proposal.summary,
        status=shown_status(proposal, published.facts.state),
        outcome=outcomes.get(proposal.id),
        topics=proposal.topics,
        figures=figure_name(slug, proposal.id, ""),
        share=share_of(tally.support, tally.oppose, tally.abstain) if tally else None,
        has_findings=bool(proposal.findings),
    )


def outcomes_of(published: Published) -> Mapping[ProposalId, str]:
    """The outcome of each answered proposal."""
    return {facts.id: facts.outcome.value for facts in published.facts.proposals if facts.outcome is not None}


def is_soon(at: Instant, built_for: Instant | None, days: int) -> bool:
    """Whether `at` lies within so many days after `built_for`."""
    return built_for is not None and timedelta(0) <= moment(at) - moment(built_for) <= timedelta(days=days)
