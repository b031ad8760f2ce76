"""The JSON Schemas of all kinds of file, made from the shapes that read them. No I/O."""

from collections.abc import Mapping
from typing import Any

from civicgen.content.shapes.answer import (
    AnswerShape,
    ContributionShape,
    DocumentShape,
    TranslationShape,
    UpdateShape,
)
from civicgen.content.shapes.base import Shape
from civicgen.content.shapes.consultation import ConsultationShape
from civicgen.content.shapes.portal import ModerationShape, PortalShape
from civicgen.content.shapes.proposal import ProposalShape

KINDS: Mapping[str, type[Shape]] = {
    "portal": PortalShape,
    "moderation": ModerationShape,
    "consultation": ConsultationShape,
    "proposal": ProposalShape,
    "answer": AnswerShape,
    "update": UpdateShape,
    "documents": DocumentShape,
    "contribution": ContributionShape,
    "translation": TranslationShape,
}
"""The kinds of file, in the order of docs/content.md, with the shape of each, or of each of its entries."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LISTS = frozenset(("documents",))


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind.

    Raises:
        KeyError: there is no such kind.
    """
    schema = KINDS[kind].model_json_schema()
    if kind not in _LISTS:
        return {"$schema": _DIALECT, **schema}
    definitions = schema.pop("$defs", {})
    return {"$schema": _DIALECT, "$defs": definitions, "type": "array", "items": schema}
