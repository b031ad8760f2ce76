"""Texts that the ledger's folder lacks, taken from a published site. No I/O but through its ports.

What a site says is believed of no text: each must be the one that the ledger committed to, and one that may be shown.
What cannot be had is left to the next harvest, which reads it again at the forge.
"""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from civicgen.app.ports import PublishedFiles
from civicgen.errors import TemporaryError
from civicgen.exports.published import LEDGER_FOLDER, SUMS
from civicgen.ledger.canonical import TEXTS
from civicgen.ledger.chain import TEXTS_FOLDER
from civicgen.ledger.commitments import committed_texts
from civicgen.ledger.pseudonyms import is_true
from civicgen.model.ledger import Ledger, OpenedText
from civicgen.model.names import ConsultationSlug, Digest

MOST_FILES = 10_000
_TEXTS = re.compile(rf"[0-9a-f]{{64}}  ({LEDGER_FOLDER}/{TEXTS_FOLDER}/([^/]+?)(?:/[0-9]+)?\.jsonl)")


class TextStore(Protocol):
    """The ledger's folder, as far as texts are added to it."""

    def read(self) -> Ledger: ...

    def lock(self) -> AbstractContextManager[None]: ...

    def add_texts(self, consultation: ConsultationSlug, texts: tuple[OpenedText, ...]) -> None: ...


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """How many texts were put back, how many are missing still, and what stood in the way ('' if nothing did)."""

    restored: int
    missing: int
    problem: str = ""


def restore_texts(store: TextStore, site: PublishedFiles) -> Restored:
    """Put back what the site has of the texts that the folder lacks.

    Raises:
        LedgerError: the folder's ledger is not what was written.
        ConfigurationError: the disk refuses, or a harvest is running.
    """
    with store.lock():
        return _restore(store, site)


def _restore(store: TextStore, site: PublishedFiles) -> Restored:
    ledger = store.read()
    wanted = {slug: _lacking(ledger, slug) for slug in ledger.rows}
    wanted = {slug: texts for slug, texts in wanted.items() if texts}
    missing = sum(map(len, wanted.values()))
    if not missing:
        return Restored(restored=0, missing=0)
    restored, problem = 0, ""
    try:
        sums = site.read(f"data/{SUMS}").decode("utf-8", "replace")
        for path, slug in _files(sums, wanted):
            found = _texts(site.read(f"data/{path}"), wanted[slug])
            if found:
                store.add_texts(slug, tuple(found.values()))
                restored += len(found)
                wanted[slug] -= found.keys()
    except TemporaryError as refused:
        problem = str(refused)
    return Restored(restored=restored, missing=missing - restored, problem=problem)


def _lacking(ledger: Ledger, slug: ConsultationSlug) -> frozenset[Digest]:
    return frozenset(committed_texts(ledger.rows[slug])) - ledger.texts.get(slug, {}).keys()


def _files(sums: str, wanted: Mapping[ConsultationSlug, object]) -> list[tuple[str, ConsultationSlug]]:
    """The site's files with texts of these consultations."""
    found = (_TEXTS.fullmatch(line) for line in sums.splitlines())
    named = [(match[1], ConsultationSlug(match[2])) for match in found if match is not None]
    return [(path, slug) for path, slug in named if slug in wanted][:MOST_FILES]


def _texts(data: bytes, wanted: frozenset[Digest]) -> dict[Digest, OpenedText]:
    """Those texts of a file that are wanted and true; what cannot be read is passed over."""
    found: dict[Digest, OpenedText] = {}
    for line in data.split(b"\n"):
        try:
            opened = TEXTS.read(line)
        except ValueError:
            continue
        if opened.commitment in wanted and is_true(opened):
            found[opened.commitment] = opened
    return found
