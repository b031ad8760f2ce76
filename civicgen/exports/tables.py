"""Kinds of data files: how the pieces of proposals become a whole file. Bytes in, bytes out. Pure.

A piece holds the lines of one proposal and is made from that proposal alone. A file is what stands `before` all pieces,
the pieces with what stands `between` them, and an end. So it can be published in parts, and a part be made anew without
counting anything else again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from civicgen.exports.csv_text import csv_lines
from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData
from civicgen.model.names import ConsultationSlug

Piece = Callable[[ProposalData], bytes]


class CsvTable(msgspec.Struct, frozen=True, kw_only=True):
    """Lines under a heading. `heading` gets the measures that the consultation's tables show."""

    heading: Callable[[Sequence[str]], Sequence[str]]
    piece: Piece
    between: bytes = b""

    def before(self, *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return csv_lines([self.heading(columns)])

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return self.before(slug=slug, columns=columns) + b"".join(pieces)


class JsonTable(msgspec.Struct, frozen=True, kw_only=True):
    """An object with one list or one object, `name`, of which each item stands on a line of its own.

    A piece is its items, joined by `,\\n`. `brackets` are `[]` or `{}`.
    """

    name: str
    brackets: bytes
    piece: Piece
    between: bytes = b",\n"

    def before(self, *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return b'{\n"consultation": %b,\n%b: %b\n' % (json_value(slug), json_value(self.name), self.brackets[:1])

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        before, after = self.before(slug=slug, columns=columns), b"%b\n}\n" % self.brackets[1:]
        body = self.between.join(piece for piece in pieces if piece)
        return before + body + b"\n" + after if body else before.removesuffix(b"\n") + after


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """Lines and nothing else; a file without lines is not published."""

    piece: Piece
    between: bytes = b""

    def before(self, *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return b""

    def whole(self, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
        return b"".join(pieces)


Table = CsvTable | JsonTable | Lines


def items(values: Iterable[bytes]) -> bytes:
    """Items of a JSON table as a piece."""
    return b",\n".join(values)


def entries(values: Mapping[str, int]) -> bytes:
    """Entries of a JSON table's object as a piece."""
    lines = msgspec.json.format(json_value(values), indent=1)
    return lines[3:-2].replace(b",\n ", b",\n")
