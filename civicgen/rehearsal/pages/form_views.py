"""Issue forms -> frozen data that their pages show. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from civicgen.rehearsal.forms.answers import NONE, Missing, is_ticked, offers_none
from civicgen.rehearsal.forms.form import Checkboxes, Dropdown, Form, Input, Markdown, Question, Textarea
from civicgen.rehearsal.pages.markdown import in_line, shown

PREFIX = "answer:"
"""Begins the names of a form's fields, so that no question can be taken for another field of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a list, or a box to tick. `value` is what is sent."""

    value: str
    label: Markup | str
    is_chosen: bool
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """What stands in a form. `kind` is the type in the form's file; `markdown` has `text` alone."""

    kind: str
    field: str = ""
    label: str = ""
    text: Markup | str = ""
    placeholder: str = ""
    value: str = ""
    render: str = ""
    is_required: bool = False
    is_multiple: bool = False
    choices: tuple[Choice, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    template: str
    name: str
    description: str
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is filled in: by the person (`is_sent`), or by the link that led to the form, for some questions."""

    values: Mapping[str, Sequence[str]]
    is_sent: bool = False
    problems: Sequence[Missing] = ()

    def answer(self, key: str) -> Sequence[str] | None:
        """None where the form's own values stand."""
        return self.values.get(key, () if self.is_sent else None)


def form_view(template: str, form: Form, given: Given) -> FormView:
    """A form with what is filled in and what is missing."""
    keys = iter(form.questions)
    elements = tuple(
        ElementView(kind="markdown", text=shown(element.attributes.value))
        if isinstance(element, Markdown)
        else _question(*next(keys), given)
        for element in form.body
    )
    return FormView(template=template, name=form.name, description=form.description, elements=elements)


def _question(key: str, question: Question, given: Given) -> ElementView:
    attributes, answer = question.attributes, given.answer(key)
    view = ElementView(
        kind=type(question).__name__.lower(),
        field=PREFIX + key,
        label=attributes.label,
        text=shown(attributes.description) if attributes.description else "",
        is_required=question.validations.required,
        problems=tuple(problem.message for problem in given.problems if problem.key == key),
    )
    match question:
        case Checkboxes():
            return replace(view, choices=_boxes(question, answer))
        case Dropdown():
            return replace(view, choices=_options(question, answer), is_multiple=question.attributes.multiple)
        case Input() | Textarea():
            value = question.attributes.value if answer is None else "".join(answer[:1])
            render = question.attributes.render if isinstance(question, Textarea) else ""
            return replace(view, value=value, placeholder=question.attributes.placeholder, render=render)


def _boxes(question: Checkboxes, answer: Sequence[str] | None) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=str(place),
            label=in_line(box.label),
            is_chosen=is_ticked(place, answer or ()),
            is_required=box.required,
        )
        for place, box in enumerate(question.attributes.options)
    )


def _options(question: Dropdown, answer: Sequence[str] | None) -> tuple[Choice, ...]:
    default = question.attributes.default
    chosen = answer if answer is not None else () if default is None else (question.options[default],)
    offered = (*([NONE] if offers_none(question) else ()), *question.options)
    return tuple(Choice(value=option, label=option, is_chosen=option in chosen) for option in offered)
