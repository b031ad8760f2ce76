"""Canonical JSON: one value, one sequence of bytes. Values in, lines out and back. Reads nothing, writes nothing.

Keys sorted, no spaces, UTF-8 unescaped, integers only, no duplicate keys. Reading checks by writing again: a line that
does not encode back to itself is refused, whatever was different in it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import msgspec

from civicgen.ledger.shape import problem_of
from civicgen.ledger.sharing import share
from civicgen.model.ledger import HarvestRow, LedgerMeta, OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest, ProposalId, Stance

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")
_OTHER_BYTES = "not canonical: written again, the line has other bytes"
_PLAIN = frozenset({str, int, bool, type(None)})


def encode(value: Any) -> bytes:
    """The canonical JSON of a value, without a newline.

    Raises:
        ValueError: a text in it holds half a surrogate pair, which UTF-8 cannot say.
    """
    return _ENCODER.encode(value)


def digest(data: bytes) -> Digest:
    """SHA-256 in 64 lower-case hexadecimal digits."""
    return Digest(hashlib.sha256(data).hexdigest())


class LineReader(Generic[T]):
    """Reads lines of one shape; msgspec decoders are made once and then fast."""

    def __init__(self, shape: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(shape)

    def read(self, line: bytes) -> T:
        """The value of a line (without its newline).

        Raises:
            ValueError: it is no canonical JSON of this shape; the message says why.
        """
        try:
            value = self._decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
            raise ValueError(f"not a row of this ledger's format: {problem}") from problem
        if encode(value) != line:
            raise ValueError(_OTHER_BYTES)
        return value

    def read_lines(self, lines: bytes) -> list[T]:
        """The values of several lines, each with its newline, in a third of the time.

        Raises:
            ValueError: one of them is not what `read` would take; which one, only `read` can say.
        """
        try:
            values = self._decoder.decode_lines(lines)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
            raise ValueError(f"not a row of this ledger's format: {problem}") from problem
        if _ENCODER.encode_lines(values) != lines:  # newlines, too: no value begins on one line and ends on another
            raise ValueError(_OTHER_BYTES)
        return values


class RowReader(LineReader[Row]):
    """Reads rows of a consultation; refuses numbers that are no integers, and rows that lack what their type needs."""

    def __init__(self) -> None:
        super().__init__(Row)

    def read(self, line: bytes) -> Row:
        row = super().read(line)
        _refuse_wrong(row)
        share(row)
        return row

    def read_lines(self, lines: bytes) -> list[Row]:
        """As above. The rows share nothing in memory: they are for those who soon let go of them."""
        rows = super().read_lines(lines)
        for row in rows:
            _refuse_wrong(row)
        return rows


def _refuse_wrong(row: Row) -> None:
    if not all(type(fact) in _PLAIN for fact in row.facts.values()) and _has_float(row.facts):
        raise ValueError("not canonical: a number that is no integer")
    if problem := problem_of(row):
        raise ValueError(f"not a row of this ledger's format: {problem}")


HARVESTS = LineReader(HarvestRow)
TEXTS = LineReader(OpenedText)
META = LineReader(LedgerMeta)
ROWS = RowReader()


def meta_bytes(meta: LedgerMeta) -> bytes:
    """The bytes of `ledger.json`."""
    return encode(meta) + b"\n"


def genesis(consultation: ConsultationSlug, meta: LedgerMeta) -> Digest:
    """`prev` of a consultation's first row, and its head while it has none."""
    return digest(encode({"consultation": consultation, "ledger": digest(meta_bytes(meta))}))


def tallies_digest(tallies: Mapping[ProposalId, Mapping[Stance, int]]) -> Digest:
    """What a `closed` row says of the tallies at that closing: support, oppose and abstain of each proposal."""
    return digest(
        encode(
            {
                proposal: [numbers.get(stance, 0) for stance in (Stance.SUPPORT, Stance.OPPOSE, Stance.ABSTAIN)]
                for proposal, numbers in tallies.items()
            }
        )
    )


def _has_float(value: Any) -> bool:
    """Whether a decoded value holds a float anywhere; it is asked for every row, so it asks for exact types."""
    kind = type(value)
    if kind is dict:
        return any(map(_has_float, value.values()))
    if kind is list:
        return any(map(_has_float, value))
    return kind is float
