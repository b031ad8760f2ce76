"""The page of one consultation: what is asked, by whom, until when, with how much influence. No I/O."""

from collections.abc import Sequence
from datetime import date

import msgspec

from civicgen.model.consultation import Change, Consultation
from civicgen.model.content import Dossier
from civicgen.model.counting import Closing
from civicgen.model.names import PhaseKind, State
from civicgen.model.portal import Authority, Portal
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.consultations import CLOSING_SOON_DAYS
from civicgen.views.data_page import DownloadKind
from civicgen.views.findings import ShownFindings, shown_findings
from civicgen.views.freshness import Freshness, freshness_of
from civicgen.views.links import ProposalCard, authority_name, figure_name, is_soon
from civicgen.views.listing import Listing, Lists
from civicgen.views.overview import ConsultationOverview, PortalOverview
from civicgen.views.terms import CountingTerms, counting_terms
from civicgen.views.texts import SafeText, Texts

TOP_PROPOSALS = 5
"""So many of `Lists.ranked` stand on the page."""


class PhaseView(msgspec.Struct, frozen=True, kw_only=True):
    """A phase; `when` is `before`, `now`, `paused`, `after`, or '' where nobody can say or nothing goes on."""

    name: str
    kind: str
    opens: Instant
    closes: Instant
    when: str


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """An announced change of the terms. `before` and `after` are instants when `is_time`."""

    at: Instant
    field: str
    phase: str
    before: str
    after: str
    is_time: bool
    reason: str


class UpdateView(msgspec.Struct, frozen=True, kw_only=True):
    """News."""

    anchor: str
    title: str
    on: date
    text: SafeText


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """A file to download; a picture is shown with its alternative text."""

    title: str
    address: str
    alternative: str
    media_type: str
    size: int
    is_picture: bool


class ClosingNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers for one closing, where there was an extension: `figures` with `suffix` names them."""

    closes: Instant
    suffix: str
    is_in_force: bool


class ConsultationPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page of a consultation shows."""

    address: str
    title: str
    description: str
    slug: str
    consultation: Consultation
    text: SafeText
    easy_read: SafeText
    authority: str
    authority_contact: Authority | None
    state: str | None
    opens: Instant | None
    closes: Instant | None
    is_closing_soon: bool
    zone: str
    phases: tuple[PhaseView, ...]
    changes: tuple[ChangeView, ...]
    counting: CountingTerms | None
    closings: tuple[ClosingNumbers, ...]
    figures: str
    proposals: int
    has_tally: bool
    has_attempt: bool
    top: tuple[ProposalCard, ...]
    listings: tuple[Listing, ...]
    more_topics: int
    answers: str
    intake: str
    receipts: str
    updates: tuple[UpdateView, ...]
    documents: tuple[DocumentView, ...]
    propose_url: str
    freshness: Freshness
    checkpoint: str | None
    findings: ShownFindings
    downloads: tuple[DownloadKind, ...]


def consultation_page(
    overview: ConsultationOverview,
    whole: PortalOverview,
    texts: Texts,
    *,
    lists: Lists,
    top: Sequence[ProposalCard],
    downloads: Sequence[DownloadKind],
) -> ConsultationPage:
    """The page of one consultation of the portal. `top` are the cards of the first of `lists.ranked`."""
    portal, facts, dossier = whole.portal, overview.facts, overview.dossier
    consultation = dossier.consultation
    opens = consultation.phases[0].opens if consultation.phases else None
    closes = consultation.phases[-1].closes if consultation.phases else None
    is_open = facts.state in (State.OPEN, State.PAUSED)
    return ConsultationPage(
        address=facts.page,
        title=consultation.title,
        description=consultation.summary,
        slug=facts.slug,
        consultation=consultation,
        text=texts.document(consultation.body, file=consultation.file, page=facts.page, has_anchors=True),
        easy_read=texts.document(consultation.easy_read, file=consultation.file, page=facts.page),
        authority=authority_name(portal, consultation.authority),
        authority_contact=portal.authorities.get(consultation.authority),
        state=facts.state.value if facts.state else None,
        opens=opens,
        closes=closes,
        is_closing_soon=is_open and closes is not None and is_soon(closes, whole.built_for, CLOSING_SOON_DAYS),
        zone=consultation.counting.zone if consultation.counting else portal.timezone,
        phases=_phases(consultation, facts.state, whole.built_for),
        changes=tuple(_change(change) for change in reversed(consultation.changes)),
        counting=counting_terms(consultation.counting),
        closings=_closings(overview.closings),
        figures=figure_name(facts.slug, None, ""),
        proposals=len(facts.proposals),
        has_tally=bool(overview.closings),
        has_attempt=facts.built_for is not None,
        top=tuple(top),
        listings=lists.shown,
        more_topics=lists.more_topics,
        answers=addresses.answers_page(facts.slug) if dossier.answers else "",
        intake=addresses.intake_page(facts.slug) if overview.register else "",
        receipts=addresses.receipts_page(facts.slug),
        updates=_updates(dossier, texts),
        documents=_documents(dossier),
        propose_url=_propose_url(consultation, portal, whole.built_for),
        freshness=freshness_of(facts.as_of, whole.harvests, interval_hours=portal.update_interval_hours, of=facts.slug),
        checkpoint=whole.checkpoint,
        findings=shown_findings(
            finding
            for finding in dossier.findings
            if not finding.place.file.startswith(f"content/consultations/{facts.slug}/proposals/")
        ),
        downloads=tuple(downloads),
    )


def _phases(consultation: Consultation, state: State | None, built_for: Instant | None) -> tuple[PhaseView, ...]:
    def when(opens: Instant, closes: Instant) -> str:
        if built_for is None or state is State.CANCELLED:
            return ""
        if closes < built_for:
            return "before"
        return "after" if opens > built_for else "paused" if state is State.PAUSED else "now"

    return tuple(
        PhaseView(
            name=phase.name,
            kind=phase.kind.value,
            opens=phase.opens,
            closes=phase.closes,
            when=when(phase.opens, phase.closes),
        )
        for phase in consultation.phases
    )


def _propose_url(consultation: Consultation, portal: Portal, built_for: Instant | None) -> str:
    """Where a proposal is made at the forge; '' while no phase takes proposals."""
    if built_for is None or not portal.repository:
        return ""
    is_taking = any(
        phase.opens <= built_for <= phase.closes and phase.kind in (PhaseKind.PROPOSE, PhaseKind.PROPOSE_AND_SUPPORT)
        for phase in consultation.phases
    )
    return f"{portal.forge_url}/{portal.repository}/issues/new/choose" if is_taking else ""


def _change(change: Change) -> ChangeView:
    is_time = change.field in ("opens", "closes", "answer_by")
    return ChangeView(
        at=change.at,
        field=change.field,
        phase=change.phase or "",
        before=change.before,
        after=change.after,
        is_time=is_time,
        reason=change.reason,
    )


def _closings(closings: Sequence[Closing]) -> tuple[ClosingNumbers, ...]:
    """Empty unless a closing was changed."""
    if len(closings) < 2:
        return ()
    *before, in_force = (closing.terms.settings.closes for closing in closings)
    earlier = (ClosingNumbers(closes=closes, suffix=f"@{closes}", is_in_force=False) for closes in before)
    return (*earlier, ClosingNumbers(closes=in_force, suffix="", is_in_force=True))


def _updates(dossier: Dossier, texts: Texts) -> tuple[UpdateView, ...]:
    page = addresses.consultation_page(dossier.consultation.slug)
    newest_first = sorted(dossier.updates, key=lambda update: (update.on, update.slug), reverse=True)
    return tuple(
        UpdateView(
            anchor=f"news-{update.slug}",
            title=update.title,
            on=update.on,
            text=texts.document(update.body, file=update.file, page=page),
        )
        for update in newest_first
    )


def _documents(dossier: Dossier) -> tuple[DocumentView, ...]:
    return tuple(
        DocumentView(
            title=document.title,
            address=addresses.document_file(dossier.consultation.slug, document.name),
            alternative=document.alternative,
            media_type=document.media_type,
            size=document.size,
            is_picture=document.media_type.startswith("image/"),
        )
        for document in dossier.documents
    )
