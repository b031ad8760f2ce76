"""The page of one proposal: the text first, then what people and the authority said. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass

from civicgen.model.facts import Published
from civicgen.model.findings import Finding
from civicgen.model.ledger import Row, RowType
from civicgen.model.moderation import Moderation
from civicgen.model.names import ProposalId, State
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.answers import AnswerView, answer_views
from civicgen.views.comments import (
    CommentView,
    LetterView,
    ModerationView,
    comment_views,
    letter_views,
    moderated_items,
)
from civicgen.views.links import Link, authority_name, shown_status
from civicgen.views.support import SupportView, support_view
from civicgen.views.takepart import TakePart, take_part
from civicgen.views.texts import SafeText, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingView:
    """One version of the text, as it was first seen published."""

    number: int
    at: Instant
    commit: str
    commit_url: str
    is_editorial: bool
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Everything that the page of a proposal shows."""

    address: str
    title: str
    description: str
    consultation: Link
    listing: str
    authority: str
    status: str
    summary: str
    text: SafeText
    authors: tuple[str, ...]
    topics: tuple[Link, ...]
    place: str
    cost: str
    take_part: TakePart
    figures: str
    support: SupportView | None
    earlier: tuple[SupportView, ...]
    comments: tuple[CommentView, ...]
    letters: tuple[LetterView, ...]
    are_commenters_named: bool
    appeal: str
    is_collected: bool
    answers: tuple[AnswerView, ...]
    answer_by: Instant | None
    is_overdue: bool
    wordings: tuple[WordingView, ...]
    merged_into: Link | None
    merged_from: tuple[Link, ...]
    split_from: Link | None
    split_into: tuple[Link, ...]
    source_url: str
    findings: tuple[Finding, ...]
    last_change: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What the pages of a consultation share: its proposals by their ids, for links, and what moderators did."""

    links: dict[ProposalId, Link]
    merged: dict[ProposalId, list[Link]]
    split: dict[ProposalId, list[Link]]
    moderated: dict[str, ModerationView]
    appeal: str


def proposal_pages(
    published: Published, portal: Portal, texts: Texts, *, moderation: Moderation
) -> Sequence[ProposalPage]:
    """The pages of all proposals of a consultation, in the order of their ids."""
    proposals = published.dossier.proposals
    links = {
        each.id: Link(title=each.title, address=addresses.proposal_page(published.facts.slug, each.id))
        for each in proposals
    }
    merged: dict[ProposalId, list[Link]] = {}
    split: dict[ProposalId, list[Link]] = {}
    for each in proposals:
        if each.merged_into is not None:
            merged.setdefault(each.merged_into, []).append(links[each.id])
        if each.split_from is not None:
            split.setdefault(each.split_from, []).append(links[each.id])
    shared = _Shared(
        links=links,
        merged=merged,
        split=split,
        moderated=moderated_items(moderation, published.facts.slug),
        appeal=moderation.appeal,
    )
    rows: dict[ProposalId, list[Row]] = {}
    for row in published.rows:
        if row.proposal is not None:
            rows.setdefault(row.proposal, []).append(row)
    return [
        _page(proposal, published, portal, texts, shared=shared, rows=rows.get(proposal.id, []))
        for proposal in proposals
    ]


def _page(
    proposal: Proposal,
    published: Published,
    portal: Portal,
    texts: Texts,
    *,
    shared: _Shared,
    rows: Sequence[Row],
) -> ProposalPage:
    facts, consultation = published.facts, published.dossier.consultation
    address = addresses.proposal_page(facts.slug, proposal.id)
    thread_url = thread_address(portal, proposal.thread)
    answers = [answer for answer in published.dossier.answers if proposal.id in answer.proposals]
    is_overdue = not answers and proposal.status == "open" and _is_late(published)
    return ProposalPage(
        address=address,
        title=proposal.title,
        description=proposal.summary or f"{proposal.title}: {facts.title}",
        consultation=Link(title=facts.title, address=facts.page),
        listing=addresses.listing_page(facts.slug, "newest"),
        authority=authority_name(portal, consultation.authority),
        status=shown_status(proposal, facts.state),
        summary=proposal.summary,
        text=texts.document(proposal.body, file=proposal.file, page=address, has_anchors=True),
        authors=proposal.authors,
        topics=tuple(topic_link(facts.slug, topic) for topic in proposal.topics),
        place=proposal.location.address if proposal.location else "",
        cost=proposal.cost,
        take_part=take_part(proposal, published, portal, thread_url=thread_url, rows=rows),
        figures=f"{facts.slug}/{proposal.id}/",
        support=support_view(published.tally, facts.slug, proposal.id, is_in_force=True),
        earlier=tuple(
            view
            for tally in published.earlier
            if (view := support_view(tally, facts.slug, proposal.id, is_in_force=False)) is not None
        ),
        comments=comment_views(
            published.comments.get(proposal.id, ()),
            published.texts,
            texts,
            are_named=consultation.are_commenters_named,
            thread_url=thread_url,
            figures=f"{facts.slug}/{proposal.id}/",
            moderated=shared.moderated,
        ),
        letters=letter_views(published.dossier.contributions, proposal.id, texts),
        are_commenters_named=consultation.are_commenters_named,
        appeal=shared.appeal,
        is_collected=facts.as_of is not None,
        answers=answer_views(answers, published, texts, page=address),
        answer_by=facts.answer_by,
        is_overdue=is_overdue,
        wordings=_wordings(proposal, rows, portal),
        merged_into=shared.links.get(proposal.merged_into) if proposal.merged_into else None,
        merged_from=tuple(shared.merged.get(proposal.id, ())),
        split_from=shared.links.get(proposal.split_from) if proposal.split_from else None,
        split_into=tuple(shared.split.get(proposal.id, ())),
        source_url=source_address(portal, proposal.file),
        findings=proposal.findings,
        last_change=rows[-1] if rows else None,
    )


def thread_address(portal: Portal, thread: int | None) -> str:
    """Where the conversation about a proposal is held; '' where there is none yet."""
    if thread is None or not portal.repository:
        return ""
    return f"{portal.forge_url}/{portal.repository}/issues/{thread}"


def source_address(portal: Portal, file: str) -> str:
    """The file at the forge, with its history."""
    return f"{portal.forge_url}/{portal.repository}/blob/HEAD/{file}" if portal.repository else ""


def topic_link(slug: str, topic: str) -> Link:
    """The list of proposals with that topic."""
    return Link(title=topic, address=f"consultations/{slug}/all/{topic_listing(topic)}.html")


def topic_listing(topic: str) -> str:
    """The file name of a topic's list: letters and digits as they are, everything else a hyphen."""
    return "topic-" + "".join(letter if letter.isalnum() else "-" for letter in topic.lower())


def _is_late(published: Published) -> bool:
    facts = published.facts
    if facts.built_for is None or facts.answer_by is None or facts.state is State.CANCELLED:
        return False
    return facts.built_for > facts.answer_by


def _wordings(proposal: Proposal, rows: Sequence[Row], portal: Portal) -> tuple[WordingView, ...]:
    """Versions as the public record has them; a later row about the same one replaces it. Newest first."""
    marks = {mark.wording: mark for mark in proposal.editorial}
    found: dict[int, WordingView] = {}
    for row in rows:
        if row.type is not RowType.PUBLISHED:
            continue
        number = int(row.facts.get("wording", 0))
        commit = str(row.facts.get("commit", ""))
        mark = marks.get(number)
        found[number] = WordingView(
            number=number,
            at=row.made_at or row.seen_at,
            commit=commit[:10],
            commit_url=f"{portal.forge_url}/{portal.repository}/commit/{commit}" if commit else "",
            is_editorial=bool(row.facts.get("is_editorial")),
            by=mark.by if mark else "",
            note=mark.note if mark else "",
        )
    return tuple(found[number] for number in sorted(found, reverse=True))
