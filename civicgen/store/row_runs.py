"""New rows of a segment: proved by the chain, and those put together that lie one behind the other and are alike.

Nearly all rows of a large record are one more reaction to the proposal of the row before, so that an index of it is an
index of runs. Bytes in, runs out. Reads nothing, writes nothing.
"""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from civicgen.ledger.slices import NO_PROPOSAL, OF_ALL, followed
from civicgen.model.ledger import RowType
from civicgen.model.names import Digest, ProposalId, ReactionKind
from civicgen.model.times import Instant
from civicgen.store.ledger_slices import PLACE

_KINDS = frozenset(kind.value for kind in ReactionKind)


class UnfitError(Exception):
    """What is there is not what was noted, or its chain does not hold."""


class _Facts(msgspec.Struct, frozen=True, gc=False):
    on: object = None


class _Glance(msgspec.Struct, frozen=True, gc=False):
    """What of a row the index needs; the rest is read, and proved to be canonical, when somebody asks for it."""

    seq: int
    type: RowType
    seen_at: Instant
    prev: str
    proposal: ProposalId | None = None
    kind: str | None = None
    ref: str | None = None
    text: str | None = None
    facts: _Facts = _Facts()


_GLANCES = msgspec.json.Decoder(_Glance)


class Run(msgspec.Struct, gc=False):
    """New rows that lie one behind the other and are alike: the proposal that they name, what they are about if that is
    followed, their text, their kind if it is new to us. `start` and `end` in the segment, without the last newline.
    """

    owner: ProposalId | None
    subject: str | None
    text: str | None
    kind: str | None
    seen_at: Instant
    segment: int
    start: int
    end: int

    @property
    def place(self) -> bytes:
        return PLACE.pack(self.segment, self.start, self.end - self.start)

    @property
    def is_plain(self) -> bool:
        """Whether reactions to the same proposal may go on behind it."""
        return self.owner is not None and self.subject is None and self.text is None


class Followed(NamedTuple):
    """What following the chain came to: runs, lines of rows of the whole, the number of the last row and its hash, and
    where its line ends in the segment, newline included.
    """

    runs: list[Run]
    of_all: list[bytes]
    rows: int
    head: str
    end: int


def follow(
    data: bytes, start: int, *, segment: int, rows: int, head: str, committed: int, heads: Mapping[int, Digest]
) -> Followed:
    """Follow the chain through the lines of a segment from `start`, behind the `rows`-th row, whose hash is `head`.

    Those beyond the `committed`-th row are what a crash left. `heads` are hashes that harvests left, by row.

    Raises:
        UnfitError: the chain does not hold.
    """
    lines = data[start:].split(b"\n")[:-1][: committed - rows]
    runs: list[Run] = []
    of_all: list[bytes] = []
    seq, sha256, cast = rows, hashlib.sha256, RowType.REACTION_CAST
    last: Run | None = None
    for line, row in zip(lines, _glances(lines), strict=True):
        seq += 1
        if row.seq != seq or row.prev != head:
            raise UnfitError(f"row {seq} is not the next")
        head = sha256(line).hexdigest()
        if seq in heads and heads[seq] != head:
            raise UnfitError(f"row {seq} is not the one that a harvest left")
        end = start + len(line)
        if (  # nearly always: one more reaction to the proposal of the row before
            last is not None
            and row.type is cast
            and row.proposal == last.owner
            and row.seen_at == last.seen_at
            and row.kind in _KINDS
            and row.facts.on is row.text is None
        ):
            last.end = end
        elif row.type in OF_ALL:
            of_all.append(line)
            last = None
        else:
            runs.append(run := _run(row, segment=segment, start=start, end=end))
            last = run if run.is_plain else None
        start = end + 1
    return Followed(runs, of_all, seq, head, start)


def _glances(lines: Sequence[bytes]) -> Sequence[_Glance]:
    """What the index needs of each line; many are read at once, in half of the time."""
    try:
        rows = _GLANCES.decode_lines(b"\n".join(lines))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
        raise UnfitError(str(problem)) from problem
    if len(rows) != len(lines):
        raise UnfitError("a line is not a row")
    return rows


def _run(row: _Glance, *, segment: int, start: int, end: int) -> Run:
    owner = row.proposal or (NO_PROPOSAL if row.type is RowType.CONTRIBUTION else None)
    is_new_kind = row.type is RowType.REACTION_CAST and row.kind not in _KINDS
    return Run(
        owner=None if owner is None else ProposalId(sys.intern(owner)),
        subject=followed(row.ref if row.facts.on is None else row.facts.on),
        text=row.text,
        kind=row.kind if is_new_kind else None,
        seen_at=row.seen_at,
        segment=segment,
        start=start,
        end=end,
    )
