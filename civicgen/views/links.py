"""Links, badges and cards that several pages show. Plain data; no I/O."""

from datetime import timedelta

import msgspec

from civicgen.model.facts import ProposalFacts
from civicgen.model.leaf import Brief
from civicgen.model.names import ConsultationSlug, ProposalId, State, Status
from civicgen.model.portal import Portal
from civicgen.model.times import Instant, moment


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is relative to the site's root."""

    title: str
    address: str


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How the counted stances divide, in whole thousandths that add up to 1,000 at most: for a bar's widths."""

    support: int
    oppose: int
    abstain: int


class ProposalCard(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal in a list. `figures` is the beginning of its figures' names; `status` a key of the catalogue."""

    title: str
    address: str
    summary: str
    status: str
    outcome: str | None
    topics: tuple[str, ...]
    figures: str
    share: Share | None


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


def shown_status(status: Status, state: State | None) -> str:
    """The status that the page prints: an open proposal of a closed consultation is closed all the same.

    Before any attempt to collect nobody has told the time, so an open one is `undated`.
    """
    if status is Status.OPEN and state is None:
        return "undated"
    if status is Status.OPEN and state in (State.CLOSED, State.ANSWERED, State.CANCELLED):
        return "closed"
    return status.value


def card_of_brief(brief: Brief, facts: ProposalFacts, *, slug: ConsultationSlug, summary: str) -> ProposalCard:
    """The card of a proposal of which nothing but its brief and its summary are at hand. `facts` are the brief's."""
    sums = brief.sums
    return ProposalCard(
        title=facts.title,
        address=facts.page,
        summary=summary,
        status=brief.status,
        outcome=facts.outcome.value if facts.outcome else None,
        topics=facts.topics,
        figures=figure_name(slug, facts.id, ""),
        share=share_of(sums["support"], sums["oppose"], sums["abstain"]) if "support" in sums else None,
    )


def is_soon(at: Instant, built_for: Instant | None, days: int) -> bool:
    """Whether `at` lies within so many days after `built_for`."""
    return built_for is not None and timedelta(0) <= moment(at) - moment(built_for) <= timedelta(days=days)
