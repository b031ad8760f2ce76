"""The authority's answers, on the proposal's page and on a page of their own. Answers in, page data out; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civicgen.model.answer import Answer
from civicgen.model.facts import Published
from civicgen.model.findings import Finding
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link
from civicgen.views.texts import SafeText, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """Something done after the outcome."""

    on: date
    text: SafeText
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer. `outcome` is the key's last part, None where the editors have not said (a finding says so)."""

    anchor: str
    title: str
    outcome: str | None
    answered_by: str
    answered_on: date | None
    reason: SafeText
    proposals: tuple[Link, ...]
    follow_ups: tuple[FollowUpView, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """All answers of one consultation, and the proposals that still wait for one."""

    address: str
    title: str
    description: str
    consultation: Link
    answers: tuple[AnswerView, ...]
    waiting: tuple[Link, ...]
    answer_by: Instant | None
    zone: str
    figures: str
    has_numbers: bool


def answer_views(answers: Sequence[Answer], published: Published, texts: Texts, *, page: str) -> tuple[AnswerView, ...]:
    """Answers for the page at `page`, newest first."""
    wanted = {proposal for answer in answers for proposal in answer.proposals}
    titles = {
        facts.id: Link(title=facts.title, address=facts.page)
        for facts in (published.facts.proposals if wanted else ())
        if facts.id in wanted
    }
    views = (
        AnswerView(
            anchor=answer.slug,
            title=answer.title,
            outcome=answer.outcome.value if answer.outcome else None,
            answered_by=answer.answered_by,
            answered_on=answer.answered_on,
            reason=texts.document(answer.reason, file=answer.file, page=page),
            proposals=tuple(titles[proposal] for proposal in answer.proposals if proposal in titles),
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
        for answer in answers
    )
    return tuple(sorted(views, key=lambda view: (view.answered_on or date.min, view.anchor), reverse=True))


def answers_page(published: Published, texts: Texts, *, title: str, description: str, zone: str) -> AnswersPage:
    """The page of all answers of a consultation."""
    facts, dossier = published.facts, published.dossier
    address = addresses.answers_page(facts.slug)
    return AnswersPage(
        address=address,
        title=title,
        description=description,
        consultation=Link(title=facts.title, address=facts.page),
        answers=answer_views(dossier.answers, published, texts, page=address),
        waiting=tuple(
            Link(title=proposal.title, address=proposal.page)
            for proposal in facts.proposals
            if proposal.outcome is None and proposal.status.value in ("open", "answered")
        ),
        answer_by=facts.answer_by,
        zone=zone,
        figures=f"{facts.slug}//",
        has_numbers=facts.built_for is not None,
    )


def _web_address(link: str) -> str:
    return link if link.startswith(("https://", "http://", "mailto:")) else ""
