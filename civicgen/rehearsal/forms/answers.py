"""What a person sent in a form -> the text of the issue, exactly as the forge writes it, or what is missing. Pure."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from civicgen.rehearsal.forms.form import Checkboxes, Dropdown, Form, Question, Textarea

NO_RESPONSE = "_No response_"
NONE = "None"
"""The choice that the forge adds to a list in which nothing has to be chosen."""

Sent = Mapping[str, Sequence[str]]
"""The values sent for each key of a question; of checkboxes the places of those that are ticked."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is not answered as it must be."""

    key: str
    label: str
    message: str


def missing(form: Form, sent: Sent) -> tuple[Missing, ...]:
    """What the forge would object to."""
    return tuple(
        Missing(key=key, label=question.attributes.label, message=message)
        for key, question in form.questions
        for message in _objections(question, sent.get(key, ()))
    )


def text_of(form: Form, sent: Sent) -> str:
    """The issue's text: every question as a heading with its answer below.

    Answers are put in as they are, as the forge does: one that holds a heading of its own looks like another question.
    """
    parts = (
        f"### {question.attributes.label}\n\n{_answer(question, sent.get(key, ()))}" for key, question in form.questions
    )
    return "\n\n".join(parts)


def is_ticked(place: int, values: Sequence[str]) -> bool:
    return str(place) in values


def offers_none(question: Dropdown) -> bool:
    """Whether the forge adds a choice that says nothing."""
    return not question.validations.required and not question.attributes.multiple


def _answer(question: Question, values: Sequence[str]) -> str:
    if isinstance(question, Checkboxes):
        boxes = enumerate(question.attributes.options)
        return "\n".join(f"- [{'x' if is_ticked(place, values) else ' '}] {box.label}" for place, box in boxes)
    if isinstance(question, Dropdown):
        return ", ".join(value for value in values if value) or NO_RESPONSE
    text = values[0] if values else ""
    if not text.strip():
        return NO_RESPONSE
    if isinstance(question, Textarea) and question.attributes.render:
        return f"```{question.attributes.render}\n{text}\n```"
    return text


def _objections(question: Question, values: Sequence[str]) -> Iterator[str]:
    if isinstance(question, Checkboxes):
        for place, box in enumerate(question.attributes.options):
            if box.required and not is_ticked(place, values):
                yield f"Tick this: {box.label}"
        if question.validations.required and not values:
            yield "Tick at least one"
        return
    chosen = [value for value in values if value.strip()]
    if isinstance(question, Dropdown):
        allowed = (*question.options, *([NONE] if offers_none(question) else ()))
        if any(value not in allowed for value in chosen) or (len(chosen) > 1 and not question.attributes.multiple):
            yield "Choose from the list"
            return
    if question.validations.required and not chosen:
        yield "Choose one" if isinstance(question, Dropdown) else "This must be filled in"
