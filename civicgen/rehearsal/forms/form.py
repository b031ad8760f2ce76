"""An issue form as its file describes it (docs.github.com, "Syntax for GitHub's form schema"). Plain values, no I/O."""

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]+\Z")]
Option = str | int | float
"""A choice as YAML gives it; a word that YAML takes for true or false must be quoted, the forge refuses it."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of the objects in a form's file: a key that the forge does not know is an error, there and here."""


class Validations(Part, frozen=True, kw_only=True):
    required: bool = False


class MarkdownAttributes(Part, frozen=True, kw_only=True):
    value: Text


class InputAttributes(Part, frozen=True, kw_only=True):
    label: Text
    description: str = ""
    placeholder: str = ""
    value: str = ""


class TextareaAttributes(InputAttributes, frozen=True, kw_only=True):
    render: str = ""


class DropdownAttributes(Part, frozen=True, kw_only=True):
    label: Text
    options: Annotated[tuple[Option, ...], msgspec.Meta(min_length=1)]
    description: str = ""
    multiple: bool = False
    default: int | None = None


class Box(Part, frozen=True, kw_only=True):
    label: Text
    required: bool = False


class CheckboxesAttributes(Part, frozen=True, kw_only=True):
    label: Text
    options: Annotated[tuple[Box, ...], msgspec.Meta(min_length=1)]
    description: str = ""


class Element(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """Root of what stands in a form."""

    id: Key | None = None


class Markdown(Element, tag="markdown", frozen=True, kw_only=True):
    attributes: MarkdownAttributes


class Input(Element, tag="input", frozen=True, kw_only=True):
    attributes: InputAttributes
    validations: Validations = Validations()


class Textarea(Element, tag="textarea", frozen=True, kw_only=True):
    attributes: TextareaAttributes
    validations: Validations = Validations()


class Dropdown(Element, tag="dropdown", frozen=True, kw_only=True):
    attributes: DropdownAttributes
    validations: Validations = Validations()

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(str(option) for option in self.attributes.options)


class Checkboxes(Element, tag="checkboxes", frozen=True, kw_only=True):
    attributes: CheckboxesAttributes
    validations: Validations = Validations()


Question = Input | Textarea | Dropdown | Checkboxes
AnyElement = Markdown | Question


class Form(Part, frozen=True, kw_only=True):
    """A form. `title` is what the issue's title begins with."""

    name: Text
    description: Text
    body: Annotated[tuple[AnyElement, ...], msgspec.Meta(min_length=1)]
    title: str = ""
    labels: tuple[str, ...] | str = ()
    assignees: tuple[str, ...] | str = ()
    projects: tuple[str, ...] | str = ()
    type: str = ""

    @property
    def label_names(self) -> tuple[str, ...]:
        """The labels, which the file may also list in one line with commas."""
        listed = self.labels.split(",") if isinstance(self.labels, str) else self.labels
        return tuple(name.strip() for name in listed if name.strip())

    @property
    def questions(self) -> tuple[tuple[str, Question], ...]:
        """What is asked, each with its key: the `id`, or its place where it has none."""
        return tuple(
            (element.id or f"question-{place}", element)
            for place, element in enumerate(self.body)
            if not isinstance(element, Markdown)
        )


class ContactLink(Part, frozen=True, kw_only=True):
    name: Text
    url: Text
    about: Text


class Config(Part, frozen=True, kw_only=True):
    """`config.yml`: whether an issue may be opened without a form, and where else to turn."""

    blank_issues_enabled: bool = True
    contact_links: tuple[ContactLink, ...] = ()
