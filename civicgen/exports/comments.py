"""`comments.csv` and `comments.json`: every comment with its text, as far as it may be shown. Pure.

Logins are there only where the consultation names its commenters; hidden and deleted comments are there without text.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from civicgen.exports.csv_text import csv_cells, csv_numbers
from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.tables import items
from civicgen.model.counting import CommentWeight
from civicgen.model.ledger import OpenedText
from civicgen.model.names import Digest, ReactionKind

_FIELDS = (
    "proposal",
    "comment",
    "row",
    "person",
    "login",
    "account",
    "notice",
    "made_at",
    "edited_at",
    "state",
    "hidden_for",
    "reply_to",
    "redacted",
    "text",
)
_KINDS = tuple(kind.value for kind in ReactionKind)


def comments_heading(columns: Sequence[str]) -> Sequence[str]:
    return (*_FIELDS, *(f"kind-{kind}" for kind in _KINDS))


def comments_csv_piece(data: ProposalData) -> bytes:
    """One line a comment, with its reactions by kind."""
    return "".join([_line(record) for record in _records(data)]).encode()


def comments_json_piece(data: ProposalData) -> bytes:
    """The same, with the reactions as an object."""
    return items(json_value(record) for record in _records(data))


def _line(record: Mapping[str, Any]) -> str:
    *fields, reactions = record.values()
    return f"{csv_cells(fields)},{csv_numbers([reactions.get(kind, 0) for kind in _KINDS])}\r\n"


def _records(data: ProposalData) -> Iterator[dict[str, Any]]:
    for comment in data.numbers.comments:
        redacted = data.numbers.redacted.get(comment.ref)
        yield _record(comment, data.texts, redacted=redacted.basis if redacted else None)


def _record(comment: CommentWeight, texts: Mapping[Digest, OpenedText], *, redacted: str | None) -> dict[str, Any]:
    """The fields in the order of `_FIELDS`, and the reactions. `redacted` is why its text was removed on request."""
    state = _state(comment)
    opened = texts.get(comment.text) if comment.text is not None and state == "shown" else None
    return {
        "proposal": comment.proposal,
        "comment": comment.ref,
        "row": comment.seq,
        "person": comment.person,
        "login": (opened.login or None) if opened else None,
        "account": comment.account,
        "notice": comment.notice or None,
        "made_at": comment.made_at,
        "edited_at": comment.edited_at,
        "state": state,
        "hidden_for": comment.hidden,
        "reply_to": comment.reply_to,
        "redacted": redacted,
        "text": opened.text if opened else None,
        "reactions": comment.reactions,
    }


def _state(comment: CommentWeight) -> str:
    if comment.is_gone:
        return "gone"
    return "shown" if comment.hidden is None else "hidden"
