"""Where the texts of one consultation lie in their file. Reads that file; keeps places in the build's cache."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from civicgen.ledger.canonical import TEXTS
from civicgen.ledger.layout import texts_file
from civicgen.ledger.pseudonyms import is_true
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.store.row_runs import UnfitError
from civicgen.store.texts import read_regular


class _Named(msgspec.Struct, frozen=True):
    commitment: str


class _Known(msgspec.Struct, frozen=True):
    """How far the file is known: its first `size` bytes and their hash."""

    size: int = 0
    sha256: str = ""


_NAMED = msgspec.json.Decoder(_Named)
_KNOWN = msgspec.msgpack.Decoder(_Known)


class TextIndex:
    """The index of one consultation's texts. They are proved when they are read for use."""

    def __init__(
        self,
        folder: Path,
        consultation: ConsultationSlug,
        connection: sqlite3.Connection,
        *,
        hash_of: Callable[[Path], str],
    ) -> None:
        self._file = texts_file(consultation)
        self._path = folder / self._file
        self._slug = consultation
        self._connection = connection
        self._hash_of = hash_of

    def refresh(self) -> frozenset[str]:
        """Note the texts that are new; gives those that are there now and were not before, or the other way round.

        Raises:
            UnfitError: a line is not a text of this ledger.
            LedgerError: the file is no ordinary one.
        """
        known = self._known()
        if known.size and self._is_as_known(known):
            return frozenset()
        data = read_regular(self._path, self._file) if self._path.exists() else b""
        size = data.rfind(b"\n") + 1  # a last line without an end is left over by a crash
        whole = memoryview(data)
        sha256 = hashlib.sha256(whole[: known.size])
        if known.size and sha256.hexdigest() != known.sha256:
            return self._anew(data, size)
        found = dict(_texts(data, known.size))
        if found:
            sha256.update(whole[known.size : size])
            self._note(found, _Known(size, sha256.hexdigest()))
        return frozenset(found)

    def _anew(self, data: bytes, size: int) -> frozenset[str]:
        """Note all of a file that was written anew, as when texts are erased; what it holds is proved at once.

        Otherwise a text that was put in another one's place would be told to nobody, and be found by nobody.
        """
        rows = self._connection.execute("SELECT text FROM text_place WHERE consultation = ?", (self._slug,))
        before = {text for (text,) in rows}
        self._connection.execute("DELETE FROM text_place WHERE consultation = ?", (self._slug,))
        found = dict(_texts(data, 0))
        for start, length in found.values():
            _prove(data[start : start + length])
        self._note(found, _Known(size, hashlib.sha256(memoryview(data)[:size]).hexdigest()))
        return frozenset(before ^ found.keys())

    def _is_as_known(self, known: _Known) -> bool:
        return (
            self._path.is_file()
            and self._path.stat().st_size == known.size
            and self._hash_of(self._path) == known.sha256
        )

    def _known(self) -> _Known:
        row = self._connection.execute("SELECT value FROM text_state WHERE consultation = ?", (self._slug,)).fetchone()
        if row is None:
            return _Known()
        try:
            return _KNOWN.decode(row[0])
        except msgspec.DecodeError:
            return _Known(1, "")  # fits no file, so all is noted anew

    def _note(self, found: Mapping[str, tuple[int, int]], known: _Known) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO text_place VALUES (?, ?, ?, ?)",
            ((self._slug, text, start, size) for text, (start, size) in found.items()),
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO text_state VALUES (?, ?)", (self._slug, msgspec.msgpack.encode(known))
        )

    def proposals_of(self, texts: Iterable[str]) -> frozenset[ProposalId]:
        """The proposals to which texts belong."""
        found: set[ProposalId] = set()
        for text in texts:
            rows = self._connection.execute(
                "SELECT proposal FROM committed WHERE consultation = ? AND text = ?", (self._slug, text)
            )
            found.update(ProposalId(proposal) for (proposal,) in rows)
        return frozenset(found)


def _texts(data: bytes, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each text from `start` on with its place: where it begins, and how many bytes it has."""
    while (end := data.find(b"\n", start)) >= 0:
        try:
            yield _NAMED.decode(data[start:end]).commitment, (start, end - start)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
            raise UnfitError(str(problem)) from problem
        start = end + 1


def _prove(line: bytes) -> None:
    try:
        opened = TEXTS.read(line)
    except ValueError as problem:
        raise UnfitError(str(problem)) from problem
    if not is_true(opened):
        raise UnfitError("a text is not the one that was committed to")
