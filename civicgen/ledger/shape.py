"""What a row of each type must hold, as docs/ledger.md says, so that whoever reads rows may rely on it. Pure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Channel
from civicgen.model.observation import ThreadState

_REACTION = re.compile(r"reaction:[0-9]+")
_COMMENT = re.compile(r"(comment|review):[0-9]+")
_THREAD = re.compile(r"thread:[0-9]+")
_RECEIPT = re.compile(r"receipt:.+", re.DOTALL)
_REDACTED = re.compile(rf"{_COMMENT.pattern}|{_RECEIPT.pattern}", re.DOTALL)


class Shape(NamedTuple):
    """What a type needs: facts with their kind of value, the shape of `ref`, whether it is of a proposal."""

    facts: Mapping[str, type]
    ref: re.Pattern[str] | None = None
    is_of_proposal: bool = False


_OF_COMMENT = Shape({}, _COMMENT, is_of_proposal=True)

SHAPES: Mapping[RowType, Shape] = {
    RowType.OPENED: Shape({"rule": str, "mapping": dict, "opens": str, "closes": str}),
    RowType.CHANGED: Shape({"field": str, "settings": dict}),
    RowType.CLOSED: Shape({"closes": str, "tallies": str}),
    RowType.PUBLISHED: Shape({"wording": int, "digest": str}, is_of_proposal=True),
    RowType.REACTION_CAST: Shape({}, _REACTION, is_of_proposal=True),
    RowType.REACTION_WITHDRAWN: Shape({}, _REACTION, is_of_proposal=True),
    RowType.COMMENT_MADE: _OF_COMMENT,
    RowType.COMMENT_EDITED: _OF_COMMENT,
    RowType.COMMENT_HIDDEN: _OF_COMMENT,
    RowType.COMMENT_SHOWN: _OF_COMMENT,
    RowType.COMMENT_GONE: _OF_COMMENT,
    RowType.THREAD: Shape({"state": str}, _THREAD),
    RowType.RECEIVED: Shape({"is_open": bool}, _THREAD),
    RowType.CONTRIBUTION: Shape({"channel": str, "count": int}, _RECEIPT),
    RowType.REDACTION: Shape({"basis": str, "role": str}, _REDACTED),
}
"""Amendments are not in here yet: nothing reads more of them than their type and `ref`."""

_WORDS: Mapping[RowType, tuple[str, frozenset[str]]] = {
    RowType.THREAD: ("state", frozenset(ThreadState)),
    RowType.CONTRIBUTION: ("channel", frozenset(Channel)),
}


def problem_of(row: Row) -> str:
    """What a row lacks or has wrong; '' where it holds all that its type needs."""
    shape = SHAPES.get(row.type)
    if shape is None:
        return ""
    if shape.is_of_proposal and not row.proposal:
        return f"a row of type {row.type} without `proposal`"
    if shape.ref is not None and not shape.ref.fullmatch(row.ref or ""):
        return f"a row of type {row.type} with ref {row.ref!r}"
    for name, kind in shape.facts.items():
        if type(row.facts.get(name)) is not kind:
            return f"a row of type {row.type} whose fact `{name}` is {row.facts.get(name)!r}"
    if row.type in _WORDS:
        name, words = _WORDS[row.type]
        if row.facts[name] not in words:
            return f"a row of type {row.type} whose fact `{name}` is {row.facts[name]!r}"
    return ""
