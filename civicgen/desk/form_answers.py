"""An issue's body -> what was answered to the form, or why that cannot be told. Text in, answers and doubts out.

The forge writes a form's answers as text: a heading `### Label`, a blank line, the answer. An answer may hold such
lines of its own, and people edit the text later. So only the form's own headings count, each once and in the form's
order; where that is not so, nothing is read, and the doubts say why. No I/O.
"""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from civicgen.desk.doubts import Doubt
from civicgen.desk.form_fields import Field, FieldKind, Form

AnyForm = TypeVar("AnyForm", bound=Form)

NO_ANSWER = "_No response_"
NO_CHOICE = "None"
"""What the forge writes where nothing was answered, or nothing chosen."""

_TICKS = ("- [x] ", "- [X] ")


class FormAnswers(msgspec.Struct, Generic[AnyForm], frozen=True, kw_only=True):
    """The answers by the field's id, '' where there is none.

    `form` is None, and nothing is answered, where it cannot be told which text answers which question.
    """

    form: AnyForm | None
    answers: Mapping[str, str] = {}
    doubts: tuple[Doubt, ...] = ()


def read_answers(body: str, forms: Sequence[AnyForm]) -> FormAnswers[AnyForm]:
    """The answers to one of the forms, which are those of a consultation in the portal's languages."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not body.strip():
        return FormAnswers(form=None, doubts=(Doubt(key="empty"),))
    whole = [form for form in forms if not _problems(form, lines)]
    if not whole:
        return FormAnswers(form=None, doubts=tuple(_why_not(forms, lines)))
    texts = [_texts(form, lines) for form in whole]
    if any(each != texts[0] for each in texts):
        languages = ", ".join(form.language for form in whole)
        return FormAnswers(form=None, doubts=(Doubt(key="several_forms", values={"languages": languages}),))
    form = whole[0]
    answers = {field.id: _answer(field, texts[0][field.id]) for field in form.fields}
    doubts = [doubt for field in form.fields for doubt in _doubts(field, texts[0][field.id], answers[field.id])]
    return FormAnswers(form=form, answers=answers, doubts=tuple(doubts))


def _heading(field: Field) -> str:
    return f"### {field.label}"


def _positions(field: Field, lines: Sequence[str]) -> list[int]:
    heading = _heading(field)
    return [at for at, line in enumerate(lines) if line.rstrip() == heading]


def _problems(form: Form, lines: Sequence[str]) -> list[Doubt]:
    """Why a text is not one that the forge made of this form."""
    problems: list[Doubt] = []
    found: list[int] = []
    for field in form.fields:
        positions = _positions(field, lines)
        found += positions
        if len(positions) != 1:
            key = "repeated" if positions else "missing"
            problems.append(Doubt(key=key, values={"heading": field.label}))
    if found != sorted(found) and not problems:
        problems.append(Doubt(key="order"))
    above = " ".join(lines[: min(found, default=0)]).strip()
    if above:
        problems.append(Doubt(key="before", values={"text": above}))
    return problems


def _why_not(forms: Sequence[Form], lines: Sequence[str]) -> list[Doubt]:
    """What is wrong by the form that the text is most like."""
    present = [sum(bool(_positions(field, lines)) for field in form.fields) for form in forms]
    if not any(present):
        return [Doubt(key="no_form")]
    return _problems(forms[present.index(max(present))], lines)


def _texts(form: Form, lines: Sequence[str]) -> dict[str, str]:
    """What stands under each heading."""
    begins = [_positions(field, lines)[0] for field in form.fields]
    ends = [*begins[1:], len(lines)]
    return {
        field.id: "\n".join(lines[begin + 1 : end]).strip()
        for field, begin, end in zip(form.fields, begins, ends, strict=True)
    }


def _answer(field: Field, text: str) -> str:
    if text == NO_ANSWER or (field.kind is FieldKind.DROPDOWN and text not in field.options):
        return ""
    return text


def _doubts(field: Field, text: str, answer: str) -> list[Doubt]:
    heading = {"heading": field.label}
    if field.kind is FieldKind.CHECKBOXES:
        is_confirmed = _ticked(text) == [_same(option) for option in field.options]
        return [] if is_confirmed else [Doubt(key="unconfirmed", values=heading)]
    if field.kind is FieldKind.DROPDOWN and text not in ("", NO_ANSWER, NO_CHOICE, *field.options):
        return [Doubt(key="choice", values={**heading, "text": text})]
    if not answer:
        return [Doubt(key="unanswered", values=heading)] if field.is_required else []
    if field.kind is FieldKind.INPUT and "\n" in answer:
        return [Doubt(key="several_lines", values=heading)]
    return []


def _ticked(text: str) -> list[str]:
    """The boxes of a list in which every line is a ticked box; none otherwise."""
    lines = [line for line in text.split("\n") if line.strip()]
    return [_same(line[len(_TICKS[0]) :]) for line in lines] if all(line.startswith(_TICKS) for line in lines) else []


def _same(option: str) -> str:
    return " ".join(option.split())
