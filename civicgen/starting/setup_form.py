"""The form with which a portal begins without a terminal: its text, and what its answers mean. No I/O.

It asks for what `civicgen init` asks, but for the repository, and for what a first consultation needs.
"""

from collections.abc import Mapping

import msgspec

from civicgen.starting import new_consultation, setup
from civicgen.starting.inputs import Input
from civicgen.starting.written import Value, mapping

PATH = ".github/ISSUE_TEMPLATE/setup.yml"
_KNOWN = ("repository",)
_NOTICE = """\
**From this form civicgen makes your portal.** Fill it in and submit it. Then open *Actions*, choose the workflow *set \
up*, and give it the number of this issue. It opens a pull request with all the files. Nothing is published before you \
merge it, and you can change every word in it.

What you write here is **public at once**, if this repository is. All of it will stand on the portal anyway; do not \
write anything else."""

PORTAL_FIELDS = tuple(asked for asked in setup.INPUTS if asked.name not in _KNOWN)
CONSULTATION_FIELDS = tuple(asked for asked in new_consultation.INPUTS if asked.is_required)
FIELDS: tuple[Input, ...] = (*PORTAL_FIELDS, *CONSULTATION_FIELDS)
"""What is asked, in the order of the form. A field's name is its id, its question the heading above the answer."""


class SetupAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """`portal` are inputs for `setup_from`, `first` those of the button `new-consultation`."""

    portal: Mapping[str, str]
    first: Mapping[str, str]


def setup_form() -> str:
    """The text of the issue form."""
    form: dict[str, Value] = {
        "name": "Set up this portal",
        "description": "Ten minutes, once. Your answers become the portal and its first consultation.",
        "title": "Set up this portal",
        "labels": ["setup"],
        "body": [
            {"type": "markdown", "attributes": {"value": _NOTICE}},
            *map(_element, PORTAL_FIELDS),
            {"type": "markdown", "attributes": {"value": "## The first consultation"}},
            *map(_element, CONSULTATION_FIELDS),
        ],
    }
    return f"# Made by civicgen: what `civicgen init` asks, as a form.\n{mapping(form)}\n"


def answers_of(answers: Mapping[str, str], *, repository: str) -> SetupAnswers:
    """What the answers by the fields' ids, in a repository (owner/name), say about the portal and its consultation."""

    def given(fields: tuple[Input, ...]) -> dict[str, str]:
        return {field.name: text for field in fields if (text := answers.get(field.name, "").strip())}

    return SetupAnswers(
        portal={**given(PORTAL_FIELDS), "repository": repository},
        first=given(CONSULTATION_FIELDS),
    )


def _element(asked: Input) -> Value:
    attributes: dict[str, Value] = {"label": asked.question}
    if asked.hint:
        attributes["description"] = asked.hint
    if asked.choices:
        attributes["options"] = list(asked.choices)
    kind = "dropdown" if asked.choices else "textarea" if asked.is_long else "input"
    element: dict[str, Value] = {"type": kind, "id": asked.name, "attributes": attributes}
    if asked.is_required:
        element["validations"] = {"required": "true"}
    return element
