"""Kinds of data files: how the pieces of proposals become a whole file. Bytes in, bytes out. Pure.

A piece holds the lines of one proposal and is made from that proposal alone. A file is a heading and pieces one after
the other, so that it can be published in parts, and a part be made anew without counting anything else again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from civicgen.exports.csv_text import csv_lines
from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData
from civicgen.model.names import ConsultationSlug

Piece = Callable[[ProposalData], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Lines under a heading. `heading` gets the measures that the consultation's tables show."""

    heading: Callable[[Sequence[str]], Sequence[str]]
    piece: Piece

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return csv_lines([self.heading(columns)]) + b"".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonTable:
    """An object with one list or one object, `name`, of which each item stands on a line of its own.

    A piece is its items, joined by `,\\n`. `brackets` are `[]` or `{}`.
    """

    name: str
    brackets: bytes
    piece: Piece

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        body = b",\n".join(piece for piece in pieces if piece)
        lines = b"\n" + body + b"\n" if body else b""
        opening, closing = self.brackets[:1], self.brackets[1:]
        head = b'"consultation": %b' % json_value(slug)
        return b"{\n%b,\n%b: %b%b%b\n}\n" % (head, json_value(self.name), opening, lines, closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines and nothing else; a file without lines is not published."""

    piece: Piece

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return b"".join(pieces)


Table = CsvTable | JsonTable | Lines


def items(values: Iterable[bytes]) -> bytes:
    """Items of a JSON table as a piece."""
    return b",\n".join(values)
