"""The rows of one consultation by the proposals that they concern. Reads segments; keeps places in the cache."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from civicgen.ledger.canonical import ROWS, genesis
from civicgen.ledger.layout import SEGMENT_NAME
from civicgen.model.ledger import ConsultationMark, HarvestRow, LedgerMeta, Row
from civicgen.model.names import ConsultationSlug, Digest, ProposalId
from civicgen.model.times import Instant
from civicgen.store.row_runs import Run, UnfitError, follow

_OF_CONSULTATIONS = ("ledger_state", "text_state", "row_places", "subject", "committed", "text_place")


class Segment(msgspec.Struct, frozen=True):
    """A segment as far as it is committed."""

    path: str
    number: int
    size: int
    sha256: str


class RowState(msgspec.Struct, kw_only=True):
    """How far a consultation's rows are known.

    `head` is the hash of the last one, `checkpoint` that of the harvest row then, the `harvests`-th. `of_all` are the
    lines of rows that concern all of it. `unseen` are proposals that rows not yet seen as of `as_of` concern, with the
    time they were.
    `orphans` are comments and receipts that rows are about and no proposal's row names.
    """

    rows: int = 0
    head: str = ""
    harvests: int = 0
    checkpoint: str = ""
    as_of: str = ""
    segments: list[Segment] = []
    of_all: list[bytes] = []
    kinds: list[str] = []
    unseen: list[tuple[str, str]] = []
    orphans: list[str] = []

    def rows_of_all(self) -> tuple[Row, ...]:
        return tuple(map(ROWS.read, self.of_all))


class RowIndex:
    """The index of one consultation's rows."""

    def __init__(
        self,
        folder: Path,
        consultation: ConsultationSlug,
        connection: sqlite3.Connection,
        *,
        hash_of: Callable[[Path], str],
    ) -> None:
        self._folder = folder
        self._slug = consultation
        self._connection = connection
        self._hash_of = hash_of

    def forget(self) -> None:
        """Forget everything about the consultation's rows and texts."""
        for table in _OF_CONSULTATIONS:
            self._connection.execute(f"DELETE FROM {table} WHERE consultation = ?", (self._slug,))  # noqa: S608  # ours

    def proposals(self) -> frozenset[ProposalId]:
        """Every proposal that a row concerns."""
        rows = self._connection.execute("SELECT proposal FROM row_places WHERE consultation = ?", (self._slug,))
        return frozenset(ProposalId(proposal) for (proposal,) in rows)

    def refresh(
        self, meta: LedgerMeta, harvests: Sequence[HarvestRow]
    ) -> tuple[frozenset[ProposalId] | None, RowState]:
        """Note the rows that are new; gives the proposals that they concern, None for all.

        Raises:
            UnfitError: what is known is not what is there, or what is there is not what harvests left.
        """
        kept = self._state()
        before = RowState(head=genesis(self._slug, meta)) if kept is None else kept
        marks = [(row.n, row.at, row.consultations[self._slug]) for row in harvests if self._slug in row.consultations]
        state = msgspec.structs.replace(before)
        _require_same_past(before, harvests)
        new = self._new_lines(state, marks, known_harvests=before.harvests)
        state.harvests, state.checkpoint = len(harvests), harvests[-1].prev if harvests else ""
        state.as_of = next((at for _, at, mark in reversed(marks) if mark.complete), "")
        if state.as_of < before.as_of:
            raise UnfitError("time went back, and rows that were seen are not yet")
        state.unseen = [each for each in before.unseen if each[0] > state.as_of]
        changed = self._enter(new, state, is_first=kept is None)
        self._connection.execute(
            "INSERT OR REPLACE INTO ledger_state VALUES (?, ?)", (self._slug, msgspec.msgpack.encode(state))
        )
        if changed is None or (not before.as_of and state.as_of):
            return None, state
        seen_now = {ProposalId(owner) for seen_at, owner in before.unseen if seen_at <= state.as_of}
        return changed | seen_now, state

    def _state(self) -> RowState | None:
        row = self._connection.execute(
            "SELECT value FROM ledger_state WHERE consultation = ?", (self._slug,)
        ).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(row[0], type=RowState)
        except msgspec.DecodeError as problem:
            raise UnfitError(str(problem)) from problem

    def _new_lines(
        self, state: RowState, marks: Sequence[tuple[int, Instant, ConsultationMark]], *, known_harvests: int
    ) -> list[Run]:
        """The rows behind those that are known, up to the last mark, proved; `state` then says so."""
        committed = marks[-1][2].rows if marks else 0
        # No later attempt vouches for the last one that is known, so it is held against its rows again.
        recent = [mark for n, _, mark in marks if n >= known_harvests]
        heads = {mark.rows: mark.head for mark in recent}
        if committed < state.rows or heads.get(state.rows, state.head) != state.head:
            raise UnfitError("another history")
        if any(heads[mark.rows] != mark.head for mark in recent):
            raise UnfitError("attempts that left the same rows differ")
        found: list[Run] = []
        segments: list[Segment] = []
        known = {each.number: each for each in state.segments}
        for number, path in self._segments():
            old = known.pop(number, None)
            if state.rows == committed and old is None:
                break  # left over by a crash
            segments.append(self._segment(number, path, old, committed, state, heads, found))
        if known or state.rows < committed:
            raise UnfitError("rows are missing")
        state.segments = segments
        return found

    def _segment(
        self,
        number: int,
        path: Path,
        old: Segment | None,
        committed: int,
        state: RowState,
        heads: dict[int, Digest],
        found: list[Run],
    ) -> Segment:
        """Prove a segment: what is known of it by its hash, what is new by the chain."""
        if not path.is_file():
            raise UnfitError("not an ordinary file")  # a pipe would never end
        if old is not None and (path.stat().st_size == old.size or state.rows == committed):
            is_whole = path.stat().st_size == old.size
            sha256 = self._hash_of(path) if is_whole else hashlib.sha256(path.read_bytes()[: old.size]).hexdigest()
            if sha256 != old.sha256:
                raise UnfitError("a known segment was changed")
            return old
        data = path.read_bytes()
        start = old.size if old is not None else 0
        if old is not None and hashlib.sha256(data[:start]).hexdigest() != old.sha256:
            raise UnfitError("a known segment was changed")
        new = follow(data, start, segment=number, rows=state.rows, head=state.head, committed=committed, heads=heads)
        found += new.runs
        state.of_all, state.rows, state.head = [*state.of_all, *new.of_all], new.rows, new.head
        return Segment(
            path=f"{self._slug}/{path.name}",
            number=number,
            size=new.end,
            sha256=hashlib.sha256(memoryview(data)[: new.end]).hexdigest(),
        )

    def _enter(self, new: Sequence[Run], state: RowState, *, is_first: bool) -> frozenset[ProposalId] | None:
        """Note which proposals the rows concern."""
        owners = self._owners(new, state, is_first=is_first)
        if owners is None:
            raise UnfitError("a comment or receipt came to another proposal")
        places: dict[ProposalId, list[bytes]] = {}
        committed: set[tuple[str, ProposalId]] = set()
        kinds = set(state.kinds)
        unseen: set[tuple[str, str]] = set()
        for run in new:
            concerned: Iterable[ProposalId] = (
                owners.get(run.subject, ()) if run.subject is not None else () if run.owner is None else (run.owner,)
            )
            for proposal in concerned:
                places.setdefault(proposal, []).append(run.place)
                if run.seen_at > state.as_of:
                    unseen.add((run.seen_at, proposal))
                if run.text is not None:
                    committed.add((run.text, proposal))
            if run.kind is not None:
                kinds.add(run.kind)
        state.kinds = sorted(kinds)
        state.unseen = sorted({*state.unseen, *unseen})
        self._write(places, committed, is_first=is_first)
        return None if is_first else frozenset(places)

    def _owners(self, new: Sequence[Run], state: RowState, *, is_first: bool) -> dict[str, list[ProposalId]] | None:
        """The proposals of each comment and receipt that new rows are about; None where one got another than before."""
        found: dict[str, list[ProposalId]] = {}
        before: dict[str, list[ProposalId]] = {}
        orphans = set(state.orphans)
        for run in new:
            owner, subject = run.owner, run.subject
            if subject is None:
                continue
            if subject not in found:
                before[subject] = [] if is_first else self._known_owners(subject)
                found[subject] = list(before[subject])
            if owner is not None and owner not in found[subject]:
                if before[subject] or subject in orphans:
                    return None
                found[subject].append(owner)
        state.orphans = sorted(orphans | {subject for subject, owners in found.items() if not owners})
        self._connection.executemany(
            "INSERT OR IGNORE INTO subject VALUES (?, ?, ?)",
            ((self._slug, subject, owner) for subject, owners in found.items() for owner in owners),
        )
        return found

    def _known_owners(self, subject: str) -> list[ProposalId]:
        rows = self._connection.execute(
            "SELECT proposal FROM subject WHERE consultation = ? AND name = ?", (self._slug, subject)
        )
        return [ProposalId(proposal) for (proposal,) in rows]

    def _places(self, proposal: ProposalId) -> bytes:
        row = self._connection.execute(
            "SELECT places FROM row_places WHERE consultation = ? AND proposal = ?", (self._slug, proposal)
        ).fetchone()
        return b"" if row is None else bytes(row[0])

    def _write(
        self,
        places: dict[ProposalId, list[bytes]],
        committed: Iterable[tuple[str, ProposalId]],
        *,
        is_first: bool,
    ) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO row_places VALUES (?, ?, ?)",
            [
                (self._slug, proposal, (b"" if is_first else self._places(proposal)) + b"".join(found))
                for proposal, found in places.items()
            ],
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO committed VALUES (?, ?, ?)",
            ((self._slug, text, proposal) for text, proposal in committed),
        )

    def _segments(self) -> Iterator[tuple[int, Path]]:
        folder = self._folder / self._slug
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if SEGMENT_NAME.fullmatch(path.name):
                    yield int(path.stem), path


def _require_same_past(state: RowState, harvests: Sequence[HarvestRow]) -> None:
    """The attempts that were known are still the first ones: the last of them is chained to the same one before it."""
    if state.harvests > len(harvests):
        raise UnfitError("attempts are missing")
    if state.harvests and harvests[state.harvests - 1].prev != state.checkpoint:
        raise UnfitError("another history of attempts")
