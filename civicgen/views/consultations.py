"""The home page and the list of consultations. Published consultations in, page data out; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from civicgen.model.answer import Answer
from civicgen.model.edition import Edition
from civicgen.model.facts import Published
from civicgen.model.findings import Finding
from civicgen.model.names import State
from civicgen.model.portal import Portal
from civicgen.model.times import Instant, instant, moment
from civicgen.views import addresses
from civicgen.views.freshness import Freshness, freshness_of, oldest_complete
from civicgen.views.links import authority_name, is_soon

CLOSING_SOON_DAYS = 7
JUST_CLOSED_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCard:
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
    has_findings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Consultations under one heading; `name` is a key of the catalogue."""

    name: str
    cards: tuple[ConsultationCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentAnswer:
    """An answer on the home page."""

    title: str
    address: str
    consultation: str
    outcome: str | None
    answered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationsPage:
    """Home and the list: the same groups, with a portal's introduction on the home page only."""

    address: str
    title: str
    description: str
    portal: Portal
    groups: tuple[Group, ...]
    answers: tuple[RecentAnswer, ...]
    freshness: Freshness
    checkpoint: str | None
    findings: tuple[Finding, ...]
    is_empty: bool


def home_page(edition: Edition) -> ConsultationsPage:
    """Who asks, what can change; open, closing soon, just closed, answered, planned."""
    portal = edition.content.portal
    return _page(edition, address=addresses.HOME, title=portal.name, description=portal.summary or portal.name)


def consultations_page(edition: Edition, *, title: str, description: str) -> ConsultationsPage:
    """Every consultation by its state."""
    return _page(edition, address=addresses.CONSULTATIONS, title=title, description=description)


def consultation_card(published: Published, portal: Portal, built_for: Instant | None) -> ConsultationCard:
    """One consultation, short."""
    consultation, facts = published.dossier.consultation, published.facts
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
        has_findings=bool(published.dossier.findings),
    )


def _page(edition: Edition, *, address: str, title: str, description: str) -> ConsultationsPage:
    portal = edition.content.portal
    return ConsultationsPage(
        address=address,
        title=title,
        description=description,
        portal=portal,
        groups=_groups(edition),
        answers=_recent_answers(edition.published),
        freshness=freshness_of(
            oldest_complete(edition.harvests), edition.harvests, interval_hours=portal.update_interval_hours
        ),
        checkpoint=edition.checkpoint,
        findings=tuple(
            finding
            for finding in edition.content.findings
            if not finding.place.file.startswith("content/consultations/")
        ),
        is_empty=not edition.published,
    )


def _groups(edition: Edition) -> tuple[Group, ...]:
    cards: dict[str, list[ConsultationCard]] = {
        name: []
        for name in ("closing-soon", "open", "just-closed", "answered", "planned", "closed", "undated", "cancelled")
    }
    for published in edition.published:
        card = consultation_card(published, edition.content.portal, edition.built_for)
        cards[_group_of(card, edition.built_for)].append(card)
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


def _recent_answers(consultations: Sequence[Published]) -> tuple[RecentAnswer, ...]:
    found: list[tuple[str, str, Published, Answer]] = []
    for published in consultations:
        for answer in published.dossier.answers:
            if answer.answered_on is not None:
                found.append((answer.answered_on.isoformat(), answer.slug, published, answer))
    found.sort(key=lambda each: each[:2], reverse=True)
    return tuple(
        RecentAnswer(
            title=answer.title,
            address=f"{addresses.answers_page(published.facts.slug)}#{answer.slug}",
            consultation=published.facts.title,
            outcome=answer.outcome.value if answer.outcome else None,
            answered_on=date.fromisoformat(on),
        )
        for on, _, published, answer in found[:3]
    )
