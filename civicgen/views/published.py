"""Pages of an `Edition`, which holds everything at once: its parts as the types that views are made from. No I/O."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from markupsafe import Markup

from civicgen.model.counting import Closing, ConsultationTally, ProposalNumbers, Tally, Terms
from civicgen.model.edition import Edition
from civicgen.model.facts import ProposalFacts, Published
from civicgen.model.leaf import Brief, ConsultationContext, ProposalSource, Related
from civicgen.model.ledger import Row
from civicgen.model.moderation import Moderation
from civicgen.model.names import ProposalId, State
from civicgen.model.portal import Portal
from civicgen.views import addresses, answers, consultation, consultations, listing
from civicgen.views import counting_page as how_we_count
from civicgen.views.comments import moderated_items
from civicgen.views.links import Link, card_of_brief, shown_status
from civicgen.views.overview import ConsultationOverview, PortalOverview
from civicgen.views.proposal import ProposalPage, ProposalViews
from civicgen.views.texts import Texts

Thing = TypeVar("Thing")


def home_page(edition: Edition) -> consultations.ConsultationsPage:
    return consultations.home_page(_portal(edition))


def consultations_page(edition: Edition, *, title: str, description: str) -> consultations.ConsultationsPage:
    return consultations.consultations_page(_portal(edition), title=title, description=description)


def counting_page(
    edition: Edition, *, rules: tuple[str, ...], title: str, description: str
) -> how_we_count.CountingPage:
    return how_we_count.counting_page(_portal(edition), rules=rules, title=title, description=description)


def consultation_page(published: Published, edition: Edition, texts: Texts) -> consultation.ConsultationPage:
    briefs = {brief.id: brief for brief in _briefs(published)}
    lists = listing.lists_of(briefs.values(), published.facts.slug)
    summaries = {each.id: each.summary for each in published.dossier.proposals}
    top = [
        card_of_brief(brief, brief.facts, slug=published.facts.slug, summary=summaries[brief.id])
        for brief in (briefs[each] for each in lists.ranked[: consultation.TOP_PROPOSALS])
        if brief.facts is not None
    ]
    return consultation.consultation_page(_overview(published), _portal(edition), texts, lists=lists, top=top)


def listings_of(published: Published) -> tuple[listing.Listing, ...]:
    return listing.lists_of(_briefs(published), published.facts.slug).listings


def listing_pages(published: Published, *, title: str, description: str) -> Iterator[listing.ListingPage]:
    facts = published.facts
    briefs = {brief.id: brief for brief in _briefs(published)}
    summaries = {each.id: each.summary for each in published.dossier.proposals}
    lists = listing.lists_of(briefs.values(), facts.slug)
    for plan in lists.plans:
        found = [briefs[each] for each in plan.ids]
        cards = [
            card_of_brief(each, each.facts, slug=facts.slug, summary=summaries[each.id])
            for each in found
            if each.facts is not None
        ]
        yield listing.listing_page(
            plan,
            lists,
            # Nobody renders cards here: the list's template does it.
            cast("Sequence[Markup]", cards),
            consultation=Link(title=facts.title, address=facts.page),
            title=title,
            description=description,
        )


def answers_pages(
    published: Published, texts: Texts, *, title: str, description: str, zone: str
) -> Iterator[answers.AnswersPage]:
    for plan in answers.answers_plans(published.dossier.answers, published.facts.slug):
        yield answers.answers_page(plan, published.facts, texts, title=title, description=description, zone=zone)


def proposal_pages(
    published: Published, portal: Portal, texts: Texts, *, moderation: Moderation
) -> Iterator[ProposalPage]:
    views = ProposalViews(_context(published, portal, moderation))
    moderated = moderated_items(moderation, published.facts.slug)
    rows: dict[ProposalId, list[Row]] = {}
    for row in published.rows:
        if row.proposal is not None:
            rows.setdefault(row.proposal, []).append(row)
    for source in _sources(published):
        proposal = source.proposal.id
        page = views.page(
            source,
            _numbers(proposal, published),
            rows.get(proposal, ()),
            published.texts,
            texts=texts,
            moderated=moderated,
        )
        yield replace(page, figures_file=addresses.data_file(published.facts.slug, "figures.json"))


def _portal(edition: Edition) -> PortalOverview:
    return PortalOverview(
        portal=edition.content.portal,
        findings=edition.content.findings,
        consultations=tuple(map(_overview, edition.published)),
        harvests=edition.harvests,
        checkpoint=edition.checkpoint,
        built_for=edition.built_for,
        is_set_by_hand=edition.is_set_by_hand,
    )


def _overview(published: Published) -> ConsultationOverview:
    return ConsultationOverview(dossier=published.dossier, facts=published.facts, closings=_closings(published))


def _closings(published: Published) -> tuple[Closing, ...]:
    return tuple(
        Closing(
            terms=Terms(settings=each.settings, frozen_after=0 if each.is_frozen else None),
            is_over=each.as_of > each.closes,
        )
        for each in _tallies(published)
    )


def _tallies(published: Published) -> tuple[ConsultationTally, ...]:
    return (*published.earlier, published.tally) if published.tally else ()


def _briefs(published: Published) -> Iterator[Brief]:
    first_seen: dict[ProposalId, list[Row]] = {}
    for row in published.rows:
        if row.proposal is not None:
            first_seen.setdefault(row.proposal, []).append(row)
    facts = _facts(published)
    for each in published.dossier.proposals:
        tally = published.tally.proposals.get(each.id) if published.tally else None
        yield Brief(
            id=each.id,
            facts=facts[each.id],
            status=shown_status(each.status, published.facts.state),
            first_seen=listing.first_seen(first_seen.get(each.id, ()), each.id),
            sums=_sums(tally) if tally else {},
        )


def _sums(tally: Tally) -> dict[str, int]:
    return {"support": tally.support, "oppose": tally.oppose, "abstain": tally.abstain}


def _facts(published: Published) -> dict[ProposalId, ProposalFacts]:
    return {each.id: each for each in published.facts.proposals}


def _context(published: Published, portal: Portal, moderation: Moderation) -> ConsultationContext:
    facts = published.facts
    is_past = facts.built_for is not None and facts.answer_by is not None and facts.built_for > facts.answer_by
    return ConsultationContext(
        portal=portal,
        consultation=published.dossier.consultation,
        state=facts.state,
        answer_by=facts.answer_by,
        is_late=is_past and facts.state is not State.CANCELLED,
        is_collected=facts.as_of is not None,
        closings=_closings(published),
        parts=1,
        kinds=(),
        appeal=moderation.appeal,
    )


def _numbers(proposal: ProposalId, published: Published) -> ProposalNumbers:
    tallies = [tally.proposals.get(proposal) for tally in _tallies(published)]
    return ProposalNumbers(
        tallies=tuple(tally for tally in tallies if tally is not None),
        comments=published.comments.get(proposal, ()),
        figures={},
    )


def _sources(published: Published) -> Iterator[ProposalSource]:
    dossier, facts = published.dossier, _facts(published)
    related = {
        each.id: Related(id=each.id, title=each.title, address=addresses.proposal_page(published.facts.slug, each.id))
        for each in dossier.proposals
    }
    merged = _naming((each.merged_into, related[each.id]) for each in dossier.proposals)
    split = _naming((each.split_from, related[each.id]) for each in dossier.proposals)
    answers_to = _naming((proposal, answer) for answer in dossier.answers for proposal in answer.proposals)
    letters = _naming((each.proposal, each) for each in dossier.contributions)
    for each in dossier.proposals:
        of_answers = dict.fromkeys(proposal for answer in answers_to[each.id] for proposal in answer.proposals)
        yield ProposalSource(
            proposal=each,
            facts=facts[each.id],
            targets={},
            anchored=frozenset(),
            merged_into=related.get(each.merged_into) if each.merged_into else None,
            merged_from=tuple(merged[each.id]),
            split_from=related.get(each.split_from) if each.split_from else None,
            split_into=tuple(split[each.id]),
            answers=tuple(answers_to[each.id]),
            answered=tuple(related[proposal] for proposal in of_answers if proposal in related),
            letters=tuple(letters[each.id]),
        )


def _naming(pairs: Iterable[tuple[ProposalId | None, Thing]]) -> defaultdict[ProposalId | None, list[Thing]]:
    found: defaultdict[ProposalId | None, list[Thing]] = defaultdict(list)
    for proposal, thing in pairs:
        found[proposal].append(thing)
    return found
