"""The files of a ledger, made from its value: what a site publishes and what disk and Git hold. Writes nothing.

Everything is canonical, so that the same ledger gives the same bytes wherever it is written.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from civicgen.ledger.canonical import encode, meta_bytes
from civicgen.ledger.chain import HARVESTS_FILE, META_FILE, SEGMENT_ROWS, TEXTS_FOLDER, segment_file
from civicgen.model.ledger import Ledger, OpenedText
from civicgen.model.names import ConsultationSlug

FORMAT = "civicgen-ledger-2"
SEGMENT_NAME = re.compile(r"[0-9]{6}\.jsonl")


def texts_file(consultation: ConsultationSlug) -> str:
    """Where the texts of a consultation lie, relative to the ledger's folder."""
    return f"{TEXTS_FOLDER}/{consultation}.jsonl"


class Kept(NamedTuple):
    """How many rows of a segment are committed; a full one never changes again."""

    rows: int
    is_full: bool


def rows_in_segment(name: str, committed: int) -> Kept:
    """What of the segment with this file name is committed when the consultation has so many rows."""
    before = (int(name.removesuffix(".jsonl")) - 1) * SEGMENT_ROWS
    rows = min(max(committed - before, 0), SEGMENT_ROWS)
    return Kept(rows=rows, is_full=rows == SEGMENT_ROWS)


def ledger_files(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Each file of the ledger, texts included, by its path relative to the ledger's folder, in a fixed order.

    Holds what is committed and nothing else: no left-overs of a crash, no text that no row commits to.
    """
    if ledger.meta is None:
        return
    yield META_FILE, meta_bytes(ledger.meta)
    yield HARVESTS_FILE, _lines(ledger.harvests)
    for consultation in sorted(ledger.rows):
        rows = ledger.rows[consultation]
        for start in range(0, len(rows), SEGMENT_ROWS):
            yield segment_file(consultation, start + 1), _lines(rows[start : start + SEGMENT_ROWS])
    for consultation in sorted(ledger.texts):
        opened = ledger.texts[consultation]
        if opened:
            yield texts_file(consultation), text_lines(opened[key] for key in sorted(opened))


def text_lines(texts: Iterable[OpenedText]) -> bytes:
    """The lines of a file of texts."""
    return _lines(texts)


def _lines(values: Iterable[object]) -> bytes:
    return b"".join(encode(value) + b"\n" for value in values)
