"""What of the ledger is new since somebody last looked, and what of it concerns a whole consultation. Types only."""

from collections.abc import Mapping

import msgspec

from civicgen.model.ledger import HarvestRow, LedgerMeta, Row
from civicgen.model.names import ConsultationSlug, Digest, ProposalId
from civicgen.model.times import Instant


class PublicFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the ledger as committed: its path in the ledger's folder, its first `size` bytes and their hash."""

    path: str
    size: int
    sha256: str


class ConsultationNews(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation in the ledger.

    `rows` counts the committed ones. `changed` are the proposals of which rows or texts tell something new, None where
    all of them may. `terms` are the rows of its terms, `received` those of
    what was proposed, `kinds` the reaction kinds of its rows that are new to us.
    `proposals` are all that rows name, '' among them where a contribution names none.
    """

    rows: int = 0
    changed: frozenset[ProposalId] | None = frozenset()
    terms: tuple[Row, ...] = ()
    received: tuple[Row, ...] = ()
    kinds: frozenset[str] = frozenset()
    proposals: frozenset[ProposalId] = frozenset()


class LedgerNews(msgspec.Struct, frozen=True, kw_only=True):
    """The whole ledger. `checkpoint` is the hash of the last harvest row. `files` are what is published of it."""

    meta: LedgerMeta | None
    harvests: tuple[HarvestRow, ...]
    checkpoint: Digest | None
    files: tuple[PublicFile, ...]
    consultations: Mapping[ConsultationSlug, ConsultationNews] = msgspec.field(default_factory=dict)

    @property
    def built_for(self) -> Instant | None:
        """The time of the last attempt, complete or not."""
        return self.harvests[-1].at if self.harvests else None

    def as_of(self, consultation: ConsultationSlug) -> Instant | None:
        """The time of the last complete observation of a consultation; None before the first."""
        for harvest in reversed(self.harvests):
            mark = harvest.consultations.get(consultation)
            if mark is not None and mark.complete:
                return harvest.at
        return None

    def of(self, consultation: ConsultationSlug) -> ConsultationNews:
        """What it has of a consultation; nothing where none was looked at."""
        return self.consultations.get(consultation, ConsultationNews())
