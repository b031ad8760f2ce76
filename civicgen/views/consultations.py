"""The home page and the list of consultations. Published consultations in, page data out; no I/O."""

from collections.abc import Sequence
from datetime import date, timedelta
from heapq import nlargest

import msgspec

from civicgen.model.names import State
from civicgen.model.portal import Portal
from civicgen.model.times import Instant, instant, moment
from civicgen.views import addresses
from civicgen.views.answers import answer_addresses
from civicgen.views.findings import ShownFindings, shown_findings
from civicgen.views.freshness import Freshness, freshness_of, oldest_complete
from civicgen.views.links import authority_name, is_soon
from civicgen.views.overview import ConsultationOverview, PortalOverview

CLOSING_SOON_DAYS = 7
JUST_CLOSED_DAYS = 28
RECENT_ANSWERS = 3


class ConsultationCard(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation in a list. `state` is None before any attempt to collect: nobody has told the time yet."""

    title: str
    address: str
    summary: str
    question: str
    authority: str
    state: str | None
    opens: Instant | None
    closes: Instant | None
    answer_by: Instant | None
    zone: str
    is_closing_soon: bool
    open_to_change: tuple[str, ...]
    figures: str
    proposals: int


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Consultations under one heading; `name` is a key of the catalogue."""

    name: str
    cards: tuple[ConsultationCard, ...]


class RecentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer on the home page."""

    title: str
    address: str
    consultation: str
    outcome: str | None
    answered_on: date


class ConsultationsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Home and the list: the same groups, with a portal's introduction on the home page only."""

    address: str
    title: str
    description: str
    portal: Portal
    groups: tuple[Group, ...]
    answers: tuple[RecentAnswer, ...]
    freshness: Freshness
    checkpoint: str | None
    built_for: Instant | None
    is_set_by_hand: bool
    findings: ShownFindings
    is_empty: bool


def home_page(portal: PortalOverview) -> ConsultationsPage:
    """Who asks, what can change; open, closing soon, just closed, answered, planned."""
    of_portal = portal.portal
    return _page(portal, address=addresses.HOME, title=of_portal.name, description=of_portal.summary or of_portal.name)


def consultations_page(portal: PortalOverview, *, title: str, description: str) -> ConsultationsPage:
    """Every consultation by its state."""
    return _page(portal, address=addresses.CONSULTATIONS, title=title, description=description)


def consultation_card(overview: ConsultationOverview, portal: Portal, built_for: Instant | None) -> ConsultationCard:
    """One consultation, short."""
    consultation, facts = overview.dossier.consultation, overview.facts
    opens = consultation.phases[0].opens if consultation.phases else None
    closes = consultation.phases[-1].closes if consultation.phases else None
    is_open = facts.state in (State.OPEN, State.PAUSED)
    return ConsultationCard(
        title=consultation.title,
        address=facts.page,
        summary=consultation.summary,
        question=consultation.question,
        authority=authority_name(portal, consultation.authority),
        state=facts.state.value if facts.state else None,
        opens=opens,
        closes=closes,
        answer_by=consultation.answer_by,
        zone=consultation.counting.zone if consultation.counting else portal.timezone,
        is_closing_soon=is_open and closes is not None and is_soon(closes, built_for, CLOSING_SOON_DAYS),
        open_to_change=consultation.open_to_change,
        figures=f"{facts.slug}//",
        proposals=len(facts.proposals),
    )


def _page(portal: PortalOverview, *, address: str, title: str, description: str) -> ConsultationsPage:
    harvests, interval = portal.harvests, portal.portal.update_interval_hours
    return ConsultationsPage(
        address=address,
        title=title,
        description=description,
        portal=portal.portal,
        groups=_groups(portal),
        answers=_recent_answers(portal.consultations),
        freshness=freshness_of(oldest_complete(harvests), harvests, interval_hours=interval),
        checkpoint=portal.checkpoint,
        built_for=portal.built_for,
        is_set_by_hand=portal.is_set_by_hand,
        findings=shown_findings(
            finding for finding in portal.findings if not finding.place.file.startswith("content/consultations/")
        ),
        is_empty=not portal.consultations,
    )


def _groups(portal: PortalOverview) -> tuple[Group, ...]:
    cards: dict[str, list[ConsultationCard]] = {
        name: []
        for name in ("closing-soon", "open", "just-closed", "answered", "planned", "closed", "undated", "cancelled")
    }
    for overview in portal.consultations:
        card = consultation_card(overview, portal.portal, portal.built_for)
        cards[_group_of(card, portal.built_for)].append(card)
    for name, of_group in cards.items():
        is_past = name in ("just-closed", "answered", "closed", "cancelled")
        of_group.sort(key=lambda card: (card.closes or "", card.title), reverse=is_past)
    return tuple(Group(name=name, cards=tuple(of_group)) for name, of_group in cards.items() if of_group)


def _group_of(card: ConsultationCard, built_for: Instant | None) -> str:
    if card.state is None:
        return "undated"
    if card.is_closing_soon:
        return "closing-soon"
    if card.state == State.CLOSED and card.closes is not None and built_for is not None:
        limit = instant(moment(card.closes) + timedelta(days=JUST_CLOSED_DAYS))
        return "just-closed" if built_for <= limit else "closed"
    return "open" if card.state == State.PAUSED else card.state


def _recent_answers(consultations: Sequence[ConsultationOverview]) -> tuple[RecentAnswer, ...]:
    dated = (
        (answer.answered_on, answer.slug, overview, answer)
        for overview in consultations
        for answer in overview.dossier.answers
        if answer.answered_on is not None
    )
    return tuple(
        RecentAnswer(
            title=answer.title,
            address=answer_addresses(overview.dossier.answers, overview.facts.slug)[answer.slug],
            consultation=overview.facts.title,
            outcome=answer.outcome.value if answer.outcome else None,
            answered_on=on,
        )
        for on, _, overview, answer in nlargest(RECENT_ANSWERS, dated, key=lambda each: each[:2])
    )
