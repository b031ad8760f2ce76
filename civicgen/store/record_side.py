"""A ledger as one of two that are held against each other: the folder's or the branch's. Values in and out, no I/O.

It keeps bytes of files rather than rows, because two whole ledgers may have to be in memory at once.
"""

import re
from collections.abc import Mapping
from enum import Enum

import msgspec

from civicgen.errors import ConfigurationError
from civicgen.ledger.chain import HARVESTS_FILE, META_FILE, TEXTS_FOLDER, is_folder
from civicgen.ledger.layout import SEGMENT_NAME, ledger_files
from civicgen.model.ledger import HarvestRow, Ledger, LedgerMeta, RowType
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.model.times import Instant
from civicgen.store.ledger_files import FOR_GIT

_PLAIN = frozenset({*FOR_GIT, META_FILE, HARVESTS_FILE})
_SEGMENT = re.compile(r"([^/]+)/([^/]+)")


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """A `closed` row: which consultation, which closing, and the tallies that it froze."""

    slug: ConsultationSlug
    seq: int
    closes: Instant
    tallies: Digest


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two. `files` are what is committed, as it lies on disk and on the branch, without texts."""

    meta: LedgerMeta | None
    harvests: tuple[HarvestRow, ...]
    checkpoint: Digest | None
    files: Mapping[str, bytes]
    closings: tuple[Closed, ...]


class Relation(Enum):
    """How the first of two sides is to the second."""

    SAME = "same"
    AHEAD = "ahead"
    BEHIND = "behind"
    APART = "apart"


def side_of(ledger: Ledger) -> Side:
    """What of a ledger is carried to and fro."""
    files = {path: data for path, data in ledger_files(ledger) if not path.startswith(f"{TEXTS_FOLDER}/")}
    closings = tuple(
        Closed(slug=slug, seq=row.seq, closes=Instant(row.facts["closes"]), tallies=Digest(row.facts["tallies"]))
        for slug in sorted(ledger.rows)
        for row in ledger.rows[slug]
        if row.type is RowType.CLOSED
    )
    return Side(
        meta=ledger.meta,
        harvests=ledger.harvests,
        checkpoint=ledger.checkpoint,
        files={**FOR_GIT, **files} if files else {},
        closings=closings,
    )


def is_of_the_record(path: str) -> bool:
    """Whether a file of the branch is one of the ledger's own; texts are never."""
    segment = _SEGMENT.fullmatch(path)
    return path in _PLAIN or (
        segment is not None and is_folder(segment[1]) and SEGMENT_NAME.fullmatch(segment[2]) is not None
    )


def compare(here: Side, there: Side) -> Relation:
    """By the chain of attempts, whose hashes stand for everything that they left.

    Raises:
        ConfigurationError: they are not the same record at all.
    """
    if here.meta is not None and there.meta is not None and here.meta != there.meta:
        raise ConfigurationError(
            f"the ledger here was begun for {here.meta.repository} with the key {here.meta.key}, the one on the branch "
            f"for {there.meta.repository} with the key {there.meta.key}: move the one that is wrong away"
        )
    common = agreed(here, there)
    has_more, lacks = len(here.harvests) > common, len(there.harvests) > common
    if has_more and lacks:
        return Relation.APART
    if lacks or (here.meta is None and there.meta is not None):
        return Relation.BEHIND
    return Relation.AHEAD if has_more else Relation.SAME


def agreed(here: Side, there: Side) -> int:
    """How many attempts both have from the beginning."""
    common = 0
    for one, other in zip(here.harvests, there.harvests, strict=False):
        if one != other:
            break
        common += 1
    return common
