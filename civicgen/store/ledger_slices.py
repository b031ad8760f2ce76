"""Reads the rows and texts that concern one proposal by their places, and proves each of them. Reads files.

That the places lead to what was committed has been proved when they were noted.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civicgen.errors import LedgerError
from civicgen.ledger.canonical import ROWS, TEXTS
from civicgen.ledger.layout import texts_file
from civicgen.ledger.pseudonyms import is_true
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest

PLACE = struct.Struct("<III")
"""One line or several neighbours: number of the segment (0 for the file of texts), where they begin, and how many bytes
they have, newlines between them included, the last one not."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows and the texts of one proposal lie, each place packed, rows in their order."""

    rows: bytes = b""
    texts: bytes = b""


class SliceReader:
    """Reads slices of one consultation. Files are opened when they are needed, and stay open.

    It may be copied to another process: reading moves no position.
    """

    def __init__(self, folder: Path, consultation: ConsultationSlug) -> None:
        self._folder = folder
        self._consultation = consultation
        self._open: dict[str, int] = {}

    def read(self, places: Places) -> tuple[tuple[Row, ...], dict[Digest, OpenedText]]:
        """The rows, and the texts by their commitments.

        Raises:
            LedgerError: a line is not canonical, or a text is not the one that was committed to.
        """
        return self._rows(places.rows), self._texts(places.texts)

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()

    def _rows(self, places: bytes) -> tuple[Row, ...]:
        found = list(self._lines(places))
        try:
            return tuple(ROWS.read_lines(b"".join(lines + b"\n" for _, _, lines in found)))
        except ValueError:
            return tuple(row for each in found for row in _read_each(*each))

    def _texts(self, places: bytes) -> dict[Digest, OpenedText]:
        texts = {}
        for name, offset, line in self._lines(places):
            try:
                opened = TEXTS.read(line)
            except ValueError as problem:
                raise LedgerError(f"the text at byte {offset}: {problem}", file=name) from problem
            if not is_true(opened):
                raise LedgerError(f"the text at byte {offset} is not the one that the ledger committed to", file=name)
            texts[opened.commitment] = opened
        return texts

    def _lines(self, places: bytes) -> Iterator[tuple[str, int, bytes]]:
        for segment, offset, size in PLACE.iter_unpack(places):
            name = f"{self._consultation}/{segment:06}.jsonl" if segment else texts_file(self._consultation)
            descriptor = self._open.get(name)
            if descriptor is None:
                descriptor = self._open[name] = os.open(self._folder / name, os.O_RDONLY)
            yield name, offset, os.pread(descriptor, size, offset)


def _read_each(name: str, offset: int, lines: bytes) -> Iterator[Row]:
    """Row by row, to say which one is wrong."""
    for line in lines.split(b"\n"):
        try:
            yield ROWS.read(line)
        except ValueError as problem:
            raise LedgerError(f"the row at byte {offset} was edited: {problem}", file=name) from problem
        offset += len(line) + 1
