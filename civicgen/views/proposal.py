"""The page of one proposal: the text first, then what people and the authority said. No I/O."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from civicgen.model.counting import ProposalNumbers
from civicgen.model.findings import Finding
from civicgen.model.leaf import ConsultationContext, ProposalSource, Related, part_name, part_of
from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest, ProposalId, Status
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.answers import AnswerView, answer_views
from civicgen.views.comments import CommentView, ModerationView, NoticeView, comment_views, notice_views
from civicgen.views.letters import LetterView, letter_views
from civicgen.views.links import Link, ProposalCard, figure_name, share_of, shown_status
from civicgen.views.shared import shared_by_proposals
from civicgen.views.support import SupportView, support_views
from civicgen.views.takepart import TakePart, take_part
from civicgen.views.texts import SafeText, Texts


class WordingView(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the text, as it was first seen published, with an editor's word on what changed."""

    number: int
    at: Instant
    commit: str
    commit_url: str
    is_editorial: bool
    is_substantive: bool
    by: str
    note: str


class ProposalPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page of a proposal shows. `stances_file` and `figures_file` hold its rows and its numbers."""

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
    stances_file: str
    figures_file: str
    comments: tuple[CommentView, ...]
    notices: tuple[NoticeView, ...]
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


class ProposalViews:
    """Makes what pages show of the proposals of one consultation."""

    def __init__(self, context: ConsultationContext) -> None:
        self._context = context
        self._shared = shared_by_proposals(context)

    def page(
        self,
        source: ProposalSource,
        numbers: ProposalNumbers,
        rows: Sequence[Row],
        opened: Mapping[Digest, OpenedText],
        *,
        texts: Texts,
        moderated: Mapping[str, ModerationView],
    ) -> ProposalPage:
        """The page of one proposal.

        `rows` are those of the ledger that concern it, `opened` the texts that may be shown, `moderated` what the
        record of moderation says of its comments, by their refs.
        """
        proposal, context, shared = source.proposal, self._context, self._shared
        slug, address = proposal.consultation, source.facts.page
        has_thread = shared.repository and proposal.thread is not None
        thread_url = f"{shared.repository}/issues/{proposal.thread}" if has_thread else ""
        figures = figure_name(slug, proposal.id, "")
        own = [row for row in rows if row.proposal == proposal.id]
        support, earlier = support_views(numbers.tallies, context.closings, figures)
        part = part_of(proposal.id, context.parts)
        return ProposalPage(
            address=address,
            title=proposal.title,
            description=proposal.summary or f"{proposal.title}: {shared.consultation.title}",
            consultation=shared.consultation,
            listing=shared.listing,
            authority=shared.authority,
            status=shown_status(proposal.status, context.state),
            summary=proposal.summary,
            text=texts.document(proposal.body, file=proposal.file, page=address, has_anchors=True),
            authors=proposal.authors,
            topics=tuple(topic_link(slug, topic) for topic in proposal.topics),
            place=proposal.location.address if proposal.location else "",
            cost=proposal.cost,
            take_part=take_part(proposal, shared, thread_url=thread_url, rows=own),
            figures=figures,
            support=support,
            earlier=earlier,
            stances_file=addresses.data_file(slug, part_name("stances.csv", part, context.parts)),
            figures_file=addresses.data_file(slug, part_name("proposal-figures.json", part, context.parts)),
            comments=comment_views(
                numbers.comments,
                opened,
                texts,
                are_named=context.consultation.are_commenters_named,
                thread_url=thread_url,
                figures=figures,
                moderated=moderated,
                redacted=numbers.redacted,
            ),
            notices=notice_views(numbers.comments, thread_url=thread_url),
            letters=letter_views(source.letters, texts, rows=rows, proposal=proposal.id, redacted=numbers.redacted),
            are_commenters_named=context.consultation.are_commenters_named,
            appeal=context.appeal,
            is_collected=context.is_collected,
            answers=answer_views(source.answers, _links(source.answered), texts, page=address),
            answer_by=context.answer_by,
            is_overdue=context.is_late and proposal.status is Status.OPEN and not source.answers,
            wordings=_wordings(proposal, own, shared.repository),
            merged_into=_link(source.merged_into) if source.merged_into else None,
            merged_from=tuple(map(_link, source.merged_from)),
            split_from=_link(source.split_from) if source.split_from else None,
            split_into=tuple(map(_link, source.split_into)),
            source_url=f"{shared.repository}/blob/HEAD/{proposal.file}" if shared.repository else "",
            findings=proposal.findings,
            last_change=own[-1] if own else None,
        )

    def card(self, source: ProposalSource, numbers: ProposalNumbers) -> ProposalCard:
        """The proposal in a list."""
        facts, tally = source.facts, numbers.tallies[-1] if numbers.tallies else None
        return ProposalCard(
            title=facts.title,
            address=facts.page,
            summary=source.proposal.summary,
            status=shown_status(facts.status, self._context.state),
            outcome=facts.outcome.value if facts.outcome else None,
            topics=facts.topics,
            figures=figure_name(source.proposal.consultation, facts.id, ""),
            share=share_of(tally.support, tally.oppose, tally.abstain) if tally else None,
        )


@lru_cache(4096)
def topic_link(slug: ConsultationSlug, topic: str) -> Link:
    """The list of proposals with that topic. A consultation's proposals share few."""
    return Link(title=topic, address=addresses.listing_page(slug, addresses.topic_listing(topic)))


def _link(related: Related) -> Link:
    return Link(title=related.title, address=related.address)


def _links(related: Iterable[Related]) -> dict[ProposalId, Link]:
    return {each.id: _link(each) for each in related}


def _wordings(proposal: Proposal, rows: Iterable[Row], repository: str) -> tuple[WordingView, ...]:
    """Versions as the public record has them; a later row about the same one replaces it. Newest first."""
    substantive = {mark.wording for mark in proposal.substantive}
    marks = {mark.wording: mark for mark in (*proposal.substantive, *proposal.editorial)}
    found: dict[int, WordingView] = {}
    published = RowType.PUBLISHED
    for row in [row for row in rows if row.type is published]:
        number = int(row.facts.get("wording", 0))
        commit = str(row.facts.get("commit", ""))
        mark = marks.get(number)
        found[number] = WordingView(
            number=number,
            at=row.made_at or row.seen_at,
            commit=commit[:10],
            commit_url=f"{repository}/commit/{commit}" if commit and repository else "",
            is_editorial=bool(row.facts.get("is_editorial")),
            is_substantive=number in substantive and not row.facts.get("is_editorial"),
            by=mark.by if mark else "",
            note=mark.note if mark else "",
        )
    return tuple(found[number] for number in sorted(found, reverse=True))
