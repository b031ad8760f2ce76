"""What the record says of proposals' conversations: since when, which wordings, what was announced. Rows in; no I/O."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from civicgen.ledger.fold import fold
from civicgen.ledger.state import ConsultationState, ThreadKnown
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ProposalId
from civicgen.model.notices import Conversation, NoticeKnown, WordingTold
from civicgen.model.times import Instant


def conversations(rows: Sequence[Row]) -> dict[ProposalId, Conversation]:
    """The conversations of the proposals that have a thread, from all rows of their consultation."""
    state = fold(rows)
    published: dict[ProposalId, list[Row]] = defaultdict(list)
    announcing: dict[str, Row] = {}
    for row in rows:
        if row.type is RowType.PUBLISHED and row.proposal is not None:
            published[row.proposal].append(row)
        elif row.type is RowType.COMMENT_MADE and row.ref is not None and "notice" in row.facts:
            announcing[row.ref] = row
    notices: dict[int, dict[str, NoticeKnown]] = defaultdict(dict)
    for (number, event), ref in state.notices.items():
        notices[number][event] = _notice(announcing[ref], state)
    found = {}
    for proposal, history in published.items():
        thread = state.thread_of(proposal)
        if thread is not None:
            found[proposal] = _conversation(proposal, thread, history, notices.get(thread, {}), state)
    return found


def _conversation(
    proposal: ProposalId,
    number: int,
    history: Sequence[Row],
    notices: Mapping[str, NoticeKnown],
    state: ConsultationState,
) -> Conversation:
    first_seen: dict[int, Instant] = {}
    for row in history:
        first_seen.setdefault(row.facts["wording"], row.seen_at)
    thread = state.threads.get(number, ThreadKnown(number=number))
    return Conversation(
        thread=number,
        since=_since(number, history),
        is_gone=thread.state.is_gone,
        is_locked=thread.is_locked,
        wordings=tuple(
            WordingTold(number=known.number, seen_at=first_seen[known.number], is_editorial=known.is_editorial)
            for known in state.wordings[proposal]
        ),
        notices=notices,
    )


def _since(number: int, history: Sequence[Row]) -> Instant:
    """The observation since which the proposal has had this thread without a break."""
    since, thread, newest = history[0].seen_at, None, 0
    for row in history:
        if row.facts["wording"] >= newest:  # what is said later of an older wording leaves it the thread it had
            newest = row.facts["wording"]
            if row.facts.get("thread") != thread:
                since, thread = row.seen_at, row.facts.get("thread")
    assert thread == number
    return since


def _notice(made: Row, state: ConsultationState) -> NoticeKnown:
    assert made.ref is not None
    known = state.comments[made.ref]
    return NoticeKnown(
        ref=known.ref,
        made_at=made.made_at or made.seen_at,
        text=None if known.ref in state.redacted else known.text,
        is_gone=known.is_gone,
    )
