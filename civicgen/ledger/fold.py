"""Rows to state: goes through a consultation's rows once. Reads nothing, writes nothing.

Row types that say nothing about what is live (amendments) are passed over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from civicgen.ledger.state import CommentKnown, ConsultationState, ThreadKnown, WordingKnown
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest, ProposalId
from civicgen.model.observation import ThreadState
from civicgen.model.times import Instant


@dataclass(slots=True)
class _Folding:
    """The state while rows are added to it."""

    rows: int = 0
    terms: Mapping[str, object] | None = None
    changes: set[tuple[str, ...]] = field(default_factory=set)
    closed: set[Instant] = field(default_factory=set)
    reactions: dict[str, Row] = field(default_factory=dict)
    comments: dict[str, CommentKnown] = field(default_factory=dict)
    wordings: dict[ProposalId, dict[int, WordingKnown]] = field(default_factory=dict)
    threads: dict[int, ThreadKnown] = field(default_factory=dict)
    received: dict[int, bool] = field(default_factory=dict)
    notices: dict[tuple[int, str], str] = field(default_factory=dict)
    receipts: dict[str, Row] = field(default_factory=dict)
    redacted: set[str] = field(default_factory=set)


def fold(rows: Iterable[Row]) -> ConsultationState:
    """The state after these rows, which begin with the consultation's first."""
    folding = _Folding()
    for row in rows:
        folding.rows += 1
        add = _ADD.get(row.type)
        if add is not None:
            add(folding, row)
    return ConsultationState(
        rows=folding.rows,
        terms=folding.terms,
        changes=frozenset(folding.changes),
        closed=frozenset(folding.closed),
        reactions=folding.reactions,
        comments=folding.comments,
        wordings={
            proposal: tuple(known[number] for number in sorted(known)) for proposal, known in folding.wordings.items()
        },
        threads=folding.threads,
        received=folding.received,
        notices=folding.notices,
        receipts=folding.receipts,
        redacted=frozenset(folding.redacted),
    )


def change_identity(*, at: str, field: str, before: str, after: str, phase: str) -> tuple[str, ...]:
    """What tells one announced change from another; its reason may be worded better later."""
    return at, field, before, after, phase


def thread_ref(number: int) -> str:
    return f"thread:{number}"


def _opened(folding: _Folding, row: Row) -> None:
    folding.terms = row.facts


def _changed(folding: _Folding, row: Row) -> None:
    facts = row.facts
    folding.terms = facts["settings"]
    folding.changes.add(
        change_identity(
            at=row.made_at or "",
            field=facts["field"],
            before=facts.get("before", ""),
            after=facts.get("after", ""),
            phase=facts.get("phase", ""),
        )
    )


def _closed(folding: _Folding, row: Row) -> None:
    folding.closed.add(Instant(row.facts["closes"]))


def _published(folding: _Folding, row: Row) -> None:
    if row.proposal is None:
        return
    facts = row.facts
    wording = WordingKnown(
        number=facts["wording"],
        digest=Digest(facts["digest"]),
        thread=facts.get("thread"),
        commit=facts.get("commit", ""),
        made_at=row.made_at,
        is_editorial=facts.get("is_editorial", False),
    )
    folding.wordings.setdefault(row.proposal, {})[wording.number] = wording


def _cast(folding: _Folding, row: Row) -> None:
    folding.reactions[row.ref or ""] = row


def _withdrawn(folding: _Folding, row: Row) -> None:
    folding.reactions.pop(row.ref or "", None)


def _comment_made(folding: _Folding, row: Row) -> None:
    if row.ref is not None and row.proposal is not None:
        folding.comments[row.ref] = CommentKnown(ref=row.ref, proposal=row.proposal, text=row.text)
        event = row.facts.get("notice")
        thread = _thread_of(folding, row.proposal)
        if event and thread is not None:
            folding.notices.setdefault((thread, event), row.ref)


def _thread_of(folding: _Folding, proposal: ProposalId) -> int | None:
    """The thread of a proposal as last published."""
    wordings = folding.wordings.get(proposal)
    return wordings[max(wordings)].thread if wordings else None


def _comment_changed(folding: _Folding, row: Row) -> None:
    known = folding.comments.get(row.ref or "")
    if known is None:
        return
    if row.type is RowType.COMMENT_EDITED:
        known = replace(known, text=row.text, edited_at=row.made_at)
    elif row.type is RowType.COMMENT_HIDDEN:
        known = replace(known, hidden=row.facts.get("reason", ""))
    elif row.type is RowType.COMMENT_SHOWN:
        known = replace(known, hidden=None, is_gone=False)
    else:
        known = replace(known, is_gone=True)
    folding.comments[known.ref] = known


def _thread(folding: _Folding, row: Row) -> None:
    number = int((row.ref or "").removeprefix("thread:"))
    facts = row.facts
    folding.threads[number] = ThreadKnown(
        number=number,
        state=ThreadState(facts["state"]),
        is_locked=facts.get("is_locked", False),
        moved_to=facts.get("moved_to", ""),
    )


def _received(folding: _Folding, row: Row) -> None:
    folding.received[int((row.ref or "").removeprefix("thread:"))] = row.facts["is_open"]


def _contribution(folding: _Folding, row: Row) -> None:
    folding.receipts[row.ref or ""] = row


def _redaction(folding: _Folding, row: Row) -> None:
    folding.redacted.add(row.ref or "")


_ADD: Mapping[RowType, Callable[[_Folding, Row], None]] = {
    RowType.OPENED: _opened,
    RowType.CHANGED: _changed,
    RowType.CLOSED: _closed,
    RowType.PUBLISHED: _published,
    RowType.REACTION_CAST: _cast,
    RowType.REACTION_WITHDRAWN: _withdrawn,
    RowType.COMMENT_MADE: _comment_made,
    RowType.COMMENT_EDITED: _comment_changed,
    RowType.COMMENT_HIDDEN: _comment_changed,
    RowType.COMMENT_SHOWN: _comment_changed,
    RowType.COMMENT_GONE: _comment_changed,
    RowType.REDACTION: _redaction,
    RowType.THREAD: _thread,
    RowType.RECEIVED: _received,
    RowType.CONTRIBUTION: _contribution,
}
