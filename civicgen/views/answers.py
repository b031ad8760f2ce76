"""The authority's answers, on the proposal's page and on pages of their own. Answers in, page data out; no I/O."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

import msgspec
from msgspec.structs import replace

from civicgen.model.answer import Answer
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.findings import Finding
from civicgen.model.names import ConsultationSlug, ProposalId, Status
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link, figure_name, shown_status
from civicgen.views.paging import Paging, paging
from civicgen.views.texts import SafeText, Texts

PAGE_SIZE = 50
SHOWN_WAITING = 50
SHOWN_PROPOSALS = 50
"""No page may grow with all proposals: so many are named, and that there are more, or where."""


class FollowUpView(msgspec.Struct, frozen=True, kw_only=True):
    """Something done after the outcome."""

    on: date
    text: SafeText
    link: str


class AnswerView(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. `outcome` is the key's last part, None where the editors have not said (a finding says so).

    `has_more_proposals` where it is about others beside those that are named.
    """

    anchor: str
    title: str
    outcome: str | None
    answered_by: str
    answered_on: date | None
    reason: SafeText
    proposals: tuple[Link, ...]
    has_more_proposals: bool
    follow_ups: tuple[FollowUpView, ...]
    findings: tuple[Finding, ...]


class AnswersPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a consultation's answers before their texts are rendered: enough to tell whether it changed."""

    number: int
    pages: tuple[str, ...]
    answers: tuple[Answer, ...]


class AnswersPage(msgspec.Struct, frozen=True, kw_only=True):
    """Answers of one consultation, newest first; on their first page, proposals that still wait too.

    `more_waiting` is the list in which those stand that are too many to be named here, '' where there are none.
    """

    address: str
    title: str
    description: str
    consultation: Link
    answers: tuple[AnswerView, ...]
    paging: Paging
    waiting: tuple[Link, ...]
    more_waiting: str
    answer_by: Instant | None
    zone: str
    figures: str
    has_numbers: bool


def answer_views(
    answers: Iterable[Answer], links: Mapping[ProposalId, Link], texts: Texts, *, page: str
) -> tuple[AnswerView, ...]:
    """Answers for the page at `page`, newest first. `links` lead to the proposals that they are about."""
    return tuple(_view(answer, links, texts, page=page) for answer in _newest_first(answers))


def as_shown(answer: Answer) -> Answer:
    """An answer with no more of its proposals than pages need: they show the same of both."""
    return replace(answer, proposals=answer.proposals[: SHOWN_PROPOSALS + 1])


def answer_addresses(answers: Iterable[Answer], slug: ConsultationSlug) -> dict[str, str]:
    """Where each of a consultation's answers stands, by its slug: a page of answers, and the place on it."""
    return {
        answer.slug: f"{addresses.answers_page(slug, place // PAGE_SIZE + 1)}#{answer.slug}"
        for place, answer in enumerate(_newest_first(answers))
    }


def answers_plans(answers: Iterable[Answer], slug: ConsultationSlug) -> tuple[AnswersPlan, ...]:
    """All pages of a consultation's answers; none where there is no answer."""
    ordered = _newest_first(answers)
    parts = [tuple(ordered[start : start + PAGE_SIZE]) for start in range(0, len(ordered), PAGE_SIZE)]
    pages = tuple(addresses.answers_page(slug, number) for number in range(1, len(parts) + 1))
    return tuple(AnswersPlan(number=number, pages=pages, answers=part) for number, part in enumerate(parts, start=1))


def answers_page(
    plan: AnswersPlan, facts: ConsultationFacts, texts: Texts, *, title: str, description: str, zone: str
) -> AnswersPage:
    """One page of a consultation's answers."""
    address = plan.pages[plan.number - 1]
    wanted = {proposal for answer in plan.answers for proposal in answer.proposals[:SHOWN_PROPOSALS]}
    waiting = list(islice(_waiting(facts), SHOWN_WAITING + 1)) if plan.number == 1 else []
    return AnswersPage(
        address=address,
        title=title,
        description=description,
        consultation=Link(title=facts.title, address=facts.page),
        answers=answer_views(
            plan.answers,
            {each.id: Link(title=each.title, address=each.page) for each in facts.proposals if each.id in wanted},
            texts,
            page=address,
        ),
        paging=paging(plan.pages, plan.number),
        waiting=tuple(Link(title=each.title, address=each.page) for each in waiting[:SHOWN_WAITING]),
        more_waiting=addresses.listing_page(facts.slug, f"status-{shown_status(waiting[-1].status, facts.state)}")
        if len(waiting) > SHOWN_WAITING
        else "",
        answer_by=facts.answer_by,
        zone=zone,
        figures=figure_name(facts.slug, None, ""),
        has_numbers=facts.built_for is not None,
    )


def _waiting(facts: ConsultationFacts) -> Iterator[ProposalFacts]:
    for proposal in facts.proposals:
        if proposal.outcome is None and proposal.status in (Status.OPEN, Status.ANSWERED):
            yield proposal


def _newest_first(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: (answer.answered_on or date.min, answer.slug), reverse=True)


def _view(answer: Answer, links: Mapping[ProposalId, Link], texts: Texts, *, page: str) -> AnswerView:
    return AnswerView(
        anchor=answer.slug,
        title=answer.title,
        outcome=answer.outcome.value if answer.outcome else None,
        answered_by=answer.answered_by,
        answered_on=answer.answered_on,
        reason=texts.document(answer.reason, file=answer.file, page=page),
        proposals=tuple(links[each] for each in answer.proposals[:SHOWN_PROPOSALS] if each in links),
        has_more_proposals=len(answer.proposals) > SHOWN_PROPOSALS,
        follow_ups=tuple(
            FollowUpView(
                on=each.on,
                text=texts.document(each.text, file=answer.file, page=page),
                link=_web_address(each.link),
            )
            for each in answer.follow_ups
        ),
        findings=answer.findings,
    )


def _web_address(link: str) -> str:
    return link if link.startswith(("https://", "http://", "mailto:")) else ""
