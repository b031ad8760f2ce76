"""Where the texts of one consultation lie in their file. Reads that file; keeps places in the build's cache."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from civicgen.errors import LedgerError
from civicgen.ledger.layout import texts_file
from civicgen.model.names import ConsultationSlug, ProposalId


class _Named(msgspec.Struct, frozen=True):
    commitment: str


class _Known(msgspec.Struct, frozen=True):
    """How far the file is known: its first `size` bytes and their hash."""

    size: int = 0
    sha256: str = ""


_NAMED = msgspec.json.Decoder(_Named)


class TextIndex:
    """The index of one consultation's texts. They are proved when they are read for use."""

    def __init__(self, folder: Path, consultation: ConsultationSlug, connection: sqlite3.Connection) -> None:
        self._file = texts_file(consultation)
        self._path = folder / self._file
        self._slug = consultation
        self._connection = connection

    def refresh(self) -> frozenset[ProposalId]:
        """Note the texts that are new; gives the proposals of which there are other texts now than before."""
        data = self._path.read_bytes() if self._path.is_file() else b""
        known = self._known()
        if known.size and hashlib.sha256(data[: known.size]).hexdigest() != known.sha256:
            return self._anew(data)
        found = dict(self._texts(data, known.size))
        if not found:
            return frozenset()
        self._note(found, data)
        return self._proposals_of(found)

    def _anew(self, data: bytes) -> frozenset[ProposalId]:
        rows = self._connection.execute("SELECT text FROM text_place WHERE consultation = ?", (self._slug,))
        before = {text for (text,) in rows}
        self._connection.execute("DELETE FROM text_place WHERE consultation = ?", (self._slug,))
        found = dict(self._texts(data, 0))
        self._note(found, data)
        return self._proposals_of(before ^ found.keys())

    def _known(self) -> _Known:
        row = self._connection.execute("SELECT value FROM text_state WHERE consultation = ?", (self._slug,)).fetchone()
        return _Known() if row is None else msgspec.msgpack.decode(row[0], type=_Known)

    def _note(self, found: dict[str, tuple[int, int]], data: bytes) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO text_place VALUES (?, ?, ?, ?)",
            ((self._slug, text, start, size) for text, (start, size) in found.items()),
        )
        size = data.rfind(b"\n") + 1
        known = _Known(size, hashlib.sha256(data[:size]).hexdigest())
        self._connection.execute(
            "INSERT OR REPLACE INTO text_state VALUES (?, ?)", (self._slug, msgspec.msgpack.encode(known))
        )

    def _proposals_of(self, texts: set[str] | dict[str, tuple[int, int]]) -> frozenset[ProposalId]:
        found: set[ProposalId] = set()
        for text in texts:
            rows = self._connection.execute(
                "SELECT proposal FROM committed WHERE consultation = ? AND text = ?", (self._slug, text)
            )
            found.update(ProposalId(proposal) for (proposal,) in rows)
        return frozenset(found)

    def _texts(self, data: bytes, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Each text from `start` on with its place; a last line without an end is left over by a crash."""
        while (end := data.find(b"\n", start)) >= 0:
            try:
                yield _NAMED.decode(data[start:end]).commitment, (start, end - start)
            except (msgspec.MsgspecError, UnicodeError) as problem:
                line = data.count(b"\n", 0, start) + 1
                raise LedgerError(f"not a text of this ledger: {problem}", file=self._file, line=line) from problem
            start = end + 1
