"""Rows of the ledger: what was observed, in the order in which it was written down. Format 2, see docs/ledger.md."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from civicgen.model.names import ConsultationSlug, Digest, PersonId, ProposalId
from civicgen.model.times import Instant


class RowType(StrEnum):
    OPENED = "opened"
    CHANGED = "changed"
    CLOSED = "closed"
    PUBLISHED = "published"
    REACTION_CAST = "reaction-cast"
    REACTION_WITHDRAWN = "reaction-withdrawn"
    COMMENT_MADE = "comment-made"
    COMMENT_EDITED = "comment-edited"
    COMMENT_HIDDEN = "comment-hidden"
    COMMENT_SHOWN = "comment-shown"
    COMMENT_GONE = "comment-gone"
    AMENDMENT_OPENED = "amendment-opened"
    AMENDMENT_CHANGED = "amendment-changed"
    AMENDMENT_MERGED = "amendment-merged"
    AMENDMENT_CLOSED = "amendment-closed"
    THREAD = "thread"
    RECEIVED = "received"
    CONTRIBUTION = "contribution"
    REDACTION = "redaction"


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a consultation's ledger; fields that a type does not need are left out.

    seq: 1, 2, 3 ... within the consultation. prev: SHA-256 of the line before (its bytes without the newline).
    made_at: when it happened, by the forge's clock; absent where nobody knows (a withdrawal).
    seen_at: the observation that first showed it; not_before: the last complete observation that did not.
    kind: the reaction's kind. ref: what it is about, such as `reaction:17`, `comment:9`, `receipt:A-12`.
    text: commitment to a text. facts: what counting and showing need, per type as docs/ledger.md lists them.
    """

    seq: int
    type: RowType
    seen_at: Instant
    prev: Digest
    proposal: ProposalId | None = None
    person: PersonId | None = None
    kind: str | None = None
    made_at: Instant | None = None
    not_before: Instant | None = None
    ref: str | None = None
    text: Digest | None = None
    facts: Mapping[str, Any] = {}


class ConsultationMark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one attempt left of one consultation: `rows` and `head` say how far its ledger is committed.

    `complete`: all its threads were observed, so its numbers are as of this attempt. `reason`: why not.
    """

    complete: bool
    rows: int
    head: Digest
    reason: str = ""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """REST requests and GraphQL points that an attempt cost."""

    requests: int
    points: int


class HarvestRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One attempt to harvest; its append is the commit point and its hash the checkpoint.

    `at` is the forge's Date header at the start; `clock` is `local` where the forge did not answer.
    `outcome`: complete, partial (some consultation incomplete) or failed (nothing observed).
    """

    n: int
    at: Instant
    clock: str
    outcome: str
    cost: Cost
    consultations: Mapping[ConsultationSlug, ConsultationMark]
    prev: Digest
    reason: str = ""


class LedgerMeta(msgspec.Struct, frozen=True, kw_only=True):
    """`ledger.json`: written once. `key` is the fingerprint of the key that made the pseudonyms."""

    format: str
    repository: str
    key: str


class OpenedText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a commitment opens to: `commitment == sha256(salt + canonical JSON of [text, login])`.

    `login` is there only where the consultation names its commenters.
    """

    commitment: Digest
    salt: str
    text: str
    login: str = ""


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger as committed: rows beyond the last harvest row's marks are not in here.

    `rows` and `texts` are by consultation. `checkpoint` is the hash of the last harvest row, None before the first.
    """

    meta: LedgerMeta | None
    harvests: tuple[HarvestRow, ...]
    rows: Mapping[ConsultationSlug, tuple[Row, ...]]
    texts: Mapping[ConsultationSlug, Mapping[Digest, OpenedText]]
    checkpoint: Digest | None

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
