"""The fields of the form for proposals: what is asked, under which headings. Content and words in, fields out; no I/O.

The same fields make the form and read what people sent with it, see `issue_forms` and `form_answers`.
"""

from enum import StrEnum

import msgspec

from civicgen.desk.inert import link, literal
from civicgen.desk.words import DeskWords
from civicgen.model.consultation import Consultation
from civicgen.model.names import ConsultationSlug
from civicgen.model.portal import Portal

SUMMARY = "summary"
PLACE = "place"
TEXT = "text"
COST = "cost"
AUTHORS = "authors"
AGREED = "agreed"

_AREA_LIMIT = 200


class FieldKind(StrEnum):
    """How the forge asks for an answer."""

    INPUT = "input"
    TEXTAREA = "textarea"
    DROPDOWN = "dropdown"
    CHECKBOXES = "checkboxes"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `options` are what can be chosen or must be confirmed; all boxes must be."""

    id: str
    kind: FieldKind
    label: str
    help: str = ""
    example: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = True


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a form at the forge asks, in one language."""

    language: str
    fields: tuple[Field, ...]


class ProposalForm(Form, frozen=True, kw_only=True):
    """The form for proposals of one consultation. `title` is what an issue's title begins with."""

    consultation: ConsultationSlug
    title: str


def proposal_form(consultation: Consultation, portal: Portal, words: DeskWords) -> ProposalForm:
    """The form in the words' language. Where authors are not named, nobody is asked whether to be."""

    def said(key: str) -> str:
        return words.text(f"desk.propose.{key}")

    fields = [
        Field(
            id=SUMMARY,
            kind=FieldKind.INPUT,
            label=said("summary"),
            help=said("summary_help"),
            example=said("summary_example"),
        ),
        _place(consultation, words),
        Field(id=TEXT, kind=FieldKind.TEXTAREA, label=said("text"), help=said("text_help")),
        Field(
            id=COST,
            kind=FieldKind.INPUT,
            label=said("cost"),
            help=said("cost_help"),
            example=said("cost_example"),
            is_required=False,
        ),
    ]
    if consultation.are_authors_named:
        options = (said("authors_unnamed"), said("authors_named"))
        fields.append(
            Field(
                id=AUTHORS,
                kind=FieldKind.DROPDOWN,
                label=said("authors"),
                help=said("authors_help"),
                options=options,
            )
        )
    fields.append(
        Field(id=AGREED, kind=FieldKind.CHECKBOXES, label=said("agreed"), options=_confirmations(portal, words))
    )
    return ProposalForm(
        consultation=consultation.slug,
        language=words.language,
        title=said("title").strip() + " ",
        fields=tuple(fields),
    )


def licence_words(portal: Portal) -> str:
    """The licence as Markdown, with its own page where it has one; '' where the portal names none."""
    name = literal(portal.licence_name)
    return link(name, portal.licence_url) if name and portal.licence_url else name


def _place(consultation: Consultation, words: DeskWords) -> Field:
    """Where; it must be said where the consultation is about an area."""
    area = literal((consultation.area or consultation.location)[:_AREA_LIMIT].rstrip(". "))
    key = "place_help" if area else "place_help_anywhere"
    return Field(
        id=PLACE,
        kind=FieldKind.INPUT,
        label=words.text("desk.propose.place"),
        help=words.text(f"desk.propose.{key}", area=area),
        example=words.text("desk.propose.place_example"),
        is_required=bool(area),
    )


def _confirmations(portal: Portal, words: DeskWords) -> tuple[str, ...]:
    licence = licence_words(portal)
    key = "agreed_licence" if licence else "agreed_public"
    confirmed = [words.text(f"desk.propose.{key}", licence=licence), words.text("desk.propose.agreed_own")]
    if portal.minimum_age > 0:
        confirmed.append(words.text("desk.propose.agreed_age", age=portal.minimum_age))
    return tuple(confirmed)
