"""The intake register of a consultation, on pages of its own. Entries in, page data out; no I/O.

It shows numbers and links, no titles: what nobody has looked at yet may name people who did not ask for it.
"""

from collections.abc import Iterator, Mapping

import msgspec

from civicgen.model.intake import IntakeEntry
from civicgen.model.moderation import Moderation
from civicgen.model.names import ProposalId
from civicgen.model.portal import Portal
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link, figure_name
from civicgen.views.overview import ConsultationOverview
from civicgen.views.paging import Paging, paging

PAGE_SIZE = 100


class IntakeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One issue. `address` is that at the forge, '' without one; `rule` the title of what it was refused by."""

    thread: int
    address: str
    received: Instant
    outcome: str
    proposal: Link | None
    rule: str


class IntakePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the register, in the order of the issues' numbers. `appeal` says how to object to a refusal."""

    address: str
    title: str
    description: str
    consultation: Link
    slug: str
    lines: tuple[IntakeLine, ...]
    paging: Paging
    figures: str
    appeal: str
    zone: str


def intake_pages(
    overview: ConsultationOverview, portal: Portal, moderation: Moderation, *, title: str, description: str
) -> Iterator[IntakePage]:
    """All pages of a consultation's register; none where nothing was received by a form."""
    facts = overview.facts
    parts = [overview.register[start : start + PAGE_SIZE] for start in range(0, len(overview.register), PAGE_SIZE)]
    pages = tuple(addresses.intake_page(facts.slug, number) for number in range(1, len(parts) + 1))
    links = {each.id: Link(title=each.title, address=each.page) for each in facts.proposals}
    rules = {rule.id: rule.title for rule in moderation.rules}
    counting = overview.dossier.consultation.counting
    for number, part in enumerate(parts, start=1):
        yield IntakePage(
            address=pages[number - 1],
            title=title,
            description=description,
            consultation=Link(title=facts.title, address=facts.page),
            slug=facts.slug,
            lines=tuple(_line(entry, portal, links, rules) for entry in part),
            paging=paging(pages, number),
            figures=figure_name(facts.slug, None, ""),
            appeal=moderation.appeal,
            zone=counting.zone if counting else portal.timezone,
        )


def _line(entry: IntakeEntry, portal: Portal, links: Mapping[ProposalId, Link], rules: Mapping[str, str]) -> IntakeLine:
    return IntakeLine(
        thread=entry.thread,
        address=f"{portal.forge_url}/{portal.repository}/issues/{entry.thread}" if portal.repository else "",
        received=entry.received,
        outcome=entry.outcome.value,
        proposal=links.get(entry.proposal) if entry.proposal else None,
        rule=rules.get(entry.rule, entry.rule),
    )
