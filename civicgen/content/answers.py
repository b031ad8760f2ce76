"""`answers/*.md` and `updates/*.md` -> Answers and Updates with the findings of each file. No I/O."""

import re
from collections.abc import Iterator
from datetime import date

from civicgen.content.consultation import unknown_language
from civicgen.content.drafts import Draft
from civicgen.content.ids import id_finding, safe_id
from civicgen.content.layout import TranslatedFile
from civicgen.content.links import find_links
from civicgen.content.manuscript import Manuscript, check_title, read_manuscript, title_from
from civicgen.content.shapes.answer import AnswerShape, UpdateShape
from civicgen.content.shaping import fill
from civicgen.content.translations import read_translations
from civicgen.model.answer import Answer, FollowUp, Update
from civicgen.model.consultation import Consultation
from civicgen.model.findings import Finding, Place
from civicgen.model.names import ProposalId
from civicgen.model.portal import Portal

_UPDATE_NAME = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<slug>.+)", re.ASCII)


def read_answer(text: TranslatedFile, name: str, consultation: Consultation, portal: Portal) -> Draft[Answer]:
    """The answer of one file; `name` is the file's name without its ending."""
    assert text.original is not None
    manuscript = read_manuscript(text.original)
    filled = fill(AnswerShape, manuscript.sheet, manuscript.file)
    shape = filled.shape
    language = shape.language or consultation.language
    translations, about_translations = read_translations(text, languages=portal.languages, original=language)
    findings = [*manuscript.findings]
    if manuscript.is_readable:
        findings += [*filled.findings, *_check_text(shape.title, language, manuscript, portal)]
        findings += [*_check_reason(manuscript), *_check_name(name, manuscript.file)]
    answer = Answer(
        slug=safe_id(name),
        consultation=consultation.slug,
        file=manuscript.file,
        title=shape.title or title_from(manuscript.file),
        proposals=tuple(ProposalId(proposal) for proposal in dict.fromkeys(shape.proposals)),
        outcome=shape.outcome,
        reason=manuscript.body,
        answered_by=shape.answered_by,
        answered_on=shape.answered_on,
        follow_ups=tuple(
            FollowUp(on=step.date, text=step.text, link=step.link or "")
            for step in sorted(shape.follow_ups, key=lambda step: step.date or date.max)
            if step.date is not None
        ),
        language=language,
        translations=translations,
        findings=(*findings, *about_translations),
    )
    return Draft(answer, manuscript.sheet, name, manuscript.body_line, find_links(manuscript.body))


def read_update(
    text: TranslatedFile, name: str, consultation: Consultation, portal: Portal
) -> Draft[Update] | tuple[Finding, ...]:
    """The update of one file; findings alone where the file's name does not tell its date."""
    assert text.original is not None
    manuscript = read_manuscript(text.original)
    form = _UPDATE_NAME.fullmatch(name)
    day = _day_of(form["date"]) if form else None
    if form is None or day is None:
        return (_misnamed(manuscript.file),)
    filled = fill(UpdateShape, manuscript.sheet, manuscript.file)
    language = filled.shape.language or consultation.language
    translations, about_translations = read_translations(text, languages=portal.languages, original=language)
    findings = [*manuscript.findings]
    if manuscript.is_readable:
        findings += [*filled.findings, *_check_text(filled.shape.title, language, manuscript, portal)]
        findings += _check_name(form["slug"], manuscript.file)
    update = Update(
        slug=safe_id(name),
        consultation=consultation.slug,
        file=manuscript.file,
        title=filled.shape.title or title_from(form["slug"]),
        on=day,
        body=manuscript.body,
        language=language,
        translations=translations,
        findings=(*findings, *about_translations),
    )
    return Draft(update, manuscript.sheet, name, manuscript.body_line, find_links(manuscript.body))


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _misnamed(file: str) -> Finding:
    return Finding(
        code="update-without-date",
        place=Place(file=file),
        message="the name of an update begins with its date, and this one does not",
        hint="Rename the file, such as `2026-10-02-longer-open.md`; until then the update is not shown.",
    )


def _check_name(name: str, file: str) -> Iterator[Finding]:
    finding = id_finding(name, Place(file=file), "the file's name")
    if finding is not None:
        yield finding


def _check_text(title: str, language: str, manuscript: Manuscript, portal: Portal) -> Iterator[Finding]:
    yield from check_title(title, file=manuscript.file, line=manuscript.sheet.line_of(("title",)))
    if language not in portal.languages:
        place = Place(file=manuscript.file, line=manuscript.sheet.line_of(("language",)))
        yield unknown_language(language, place, portal.languages)


def _check_reason(manuscript: Manuscript) -> Iterator[Finding]:
    if not manuscript.body.strip():
        yield Finding(
            code="answer-without-reason",
            place=Place(file=manuscript.file, line=manuscript.body_line),
            message="the answer gives no reason",
            hint="Write below the front matter why the outcome is what it is.",
        )
