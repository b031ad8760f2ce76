"""The answers to a form and its issue -> the file of a proposal. Values in, text and doubts out; no I/O.

The file's front matter is written so that content's strict reader gives back exactly these words, and content finds
nothing wrong in what citizens wrote.
"""

from collections.abc import Iterable

import msgspec

from civicgen.desk.citizens_text import LONGEST_LINE, clean_body, clean_line, clean_title
from civicgen.desk.costs import cost_of
from civicgen.desk.doubts import Doubt
from civicgen.desk.form_answers import FormAnswers
from civicgen.desk.form_fields import AUTHORS, COST, PLACE, SUMMARY, TEXT, Field, ProposalForm
from civicgen.desk.slugs import slug_of
from civicgen.desk.yaml_text import Value, write_yaml
from civicgen.model.consultation import Consultation
from civicgen.model.desk import Poster, ThreadText


class ProposalFile(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as content will read it, and what somebody should look at. `text` is the whole of the file.

    `author` is who is named, '' for nobody.
    """

    slug: str
    path: str
    title: str
    summary: str
    body: str
    author: str
    text: str
    doubts: tuple[Doubt, ...]


def proposal_file(
    answers: FormAnswers[ProposalForm],
    thread: ThreadText,
    consultation: Consultation,
    *,
    taken: Iterable[str],
    slug: str = "",
) -> ProposalFile:
    """The file of the proposal that an issue holds; `answers` are those to one of the consultation's forms.

    `taken` are the ids and file names of the consultation's other proposals. `slug` is the one that the proposal has
    already: a title may change, a file keeps its name.
    """
    form = answers.form
    assert form is not None, "nothing is made of answers that could not be read"
    title, summary, doubts = _title(answers, thread, form)
    body, about_body = clean_body(_text(answers, form))
    place, about_place = _place(answers)
    authors, about_authors = _authors(answers, form, thread.poster, consultation)
    cost = cost_of(answers.answers.get(COST, ""))
    front: dict[str, Value] = {"title": title, "thread": thread.number}
    if summary:
        front["summary"] = summary
    if authors:
        front["authors"] = authors
    if cost:
        front["cost"] = cost
    if place:
        front["place"] = {"address": place}
    if form.language != consultation.language:
        front["language"] = form.language
    slug = slug or slug_of(title, language=form.language, number=thread.number, taken=taken)
    return ProposalFile(
        slug=slug,
        path=f"content/consultations/{consultation.slug}/proposals/{slug}.md",
        title=title,
        summary=summary,
        body=body,
        author=authors[0] if authors else "",
        text=f"---\n{write_yaml(front)}---\n\n{body}\n",
        doubts=(*answers.doubts, *doubts, *about_body, *about_place, *about_authors),
    )


def _title(
    answers: FormAnswers[ProposalForm], thread: ThreadText, form: ProposalForm
) -> tuple[str, str, tuple[Doubt, ...]]:
    """Title and summary, of the first sentence or else of the issue's title."""
    title, summary, doubts = clean_title(answers.answers.get(SUMMARY, ""))
    if title:
        return title, summary, doubts
    title, summary, doubts = clean_title(thread.title.removeprefix(form.title.strip()))
    return title or str(thread.number), summary, (Doubt(key="title_from_issue"), *doubts)


def _text(answers: FormAnswers[ProposalForm], form: ProposalForm) -> str:
    """The body: the text, and below it what was said of the cost where that is no plain amount."""
    text, cost = answers.answers.get(TEXT, ""), answers.answers.get(COST, "")
    if not cost or cost_of(cost):
        return text
    return f"{text}\n\n**{_field(form, COST).label}:** {' '.join(cost.split())}"


def _place(answers: FormAnswers[ProposalForm]) -> tuple[str, tuple[Doubt, ...]]:
    place, doubts = clean_line(answers.answers.get(PLACE, ""))
    if len(place) <= LONGEST_LINE:
        return place, doubts
    return place[: LONGEST_LINE - 1].rstrip() + "…", (*doubts, Doubt(key="place_shortened"))


def _authors(
    answers: FormAnswers[ProposalForm], form: ProposalForm, poster: Poster, consultation: Consultation
) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """The writer's name at the forge, for those who asked for it in a consultation that names its authors."""
    chosen = answers.answers.get(AUTHORS, "")
    if not chosen or not consultation.are_authors_named or chosen != _field(form, AUTHORS).options[-1]:
        return (), ()
    name, _ = clean_line(poster.login)
    if not name or poster.id is None or poster.is_bot:
        return (), (Doubt(key="author_unknown"),)
    return (name[:LONGEST_LINE],), ()


def _field(form: ProposalForm, name: str) -> Field:
    return next(field for field in form.fields if field.id == name)
