"""Comments as the ledger knows them at a moment: where they stand, and how they are weighed. No words, no logins.

In: a consultation's rows. Out: comments by proposal. Reads nothing, writes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from civicgen.model.counting import CommentWeight
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import AccountKind, Digest, ProposalId
from civicgen.model.times import Instant

_UNKNOWN = AccountKind.UNKNOWN.value


@dataclass(slots=True)
class _Comment:
    """A comment while its rows are gone through."""

    made: Row
    text: Digest | None
    edited_at: Instant | None = None
    hidden: str | None = None
    is_gone: bool = False
    is_redacted: bool = False
    reactions: dict[str, int] = field(default_factory=dict)


def comment_weights(rows: Iterable[Row], *, as_of: Instant) -> Mapping[ProposalId, tuple[CommentWeight, ...]]:
    """The comments seen up to `as_of`, oldest first, of every proposal that has a row. Closings do not bind them."""
    rows = [row for row in rows if row.seen_at <= as_of]
    comments: dict[str, _Comment] = {}
    reactions: dict[str, tuple[str, str]] = {}
    cast, withdrawn = RowType.REACTION_CAST, RowType.REACTION_WITHDRAWN
    for row in rows:
        if row.ref is None:
            continue
        if row.type is cast:
            if "on" in row.facts:
                reactions[row.ref] = (str(row.facts["on"]), row.kind or "")
        elif row.type is withdrawn:
            reactions.pop(row.ref, None)
        else:
            _follow(comments, row)
    for on, kind in reactions.values():
        if on in comments:
            weighed = comments[on].reactions
            weighed[kind] = weighed.get(kind, 0) + 1
    return _by_proposal({row.proposal for row in rows if row.proposal is not None}, comments)


def _follow(comments: dict[str, _Comment], row: Row) -> None:
    """Take one row into account: a comment's making, or something that became of it."""
    assert row.ref is not None
    if row.type is RowType.COMMENT_MADE and row.proposal is not None:
        comments[row.ref] = _Comment(made=row, text=row.text)
        return
    comment = comments.get(row.ref)
    if comment is None:
        return
    if row.type is RowType.COMMENT_EDITED:
        comment.text, comment.edited_at = row.text, row.made_at or row.seen_at
    elif row.type is RowType.COMMENT_HIDDEN:
        comment.hidden = str(row.facts.get("reason", ""))
    elif row.type is RowType.COMMENT_SHOWN:
        comment.hidden, comment.is_gone = None, False
    elif row.type is RowType.COMMENT_GONE:
        comment.is_gone = True
    elif row.type is RowType.REDACTION:
        comment.is_redacted = True


def _by_proposal(
    proposals: Iterable[ProposalId], comments: Mapping[str, _Comment]
) -> dict[ProposalId, tuple[CommentWeight, ...]]:
    found: dict[ProposalId, list[CommentWeight]] = {proposal: [] for proposal in proposals}
    for comment in comments.values():
        assert comment.made.proposal is not None
        found[comment.made.proposal].append(_weight(comment))
    return {
        proposal: tuple(sorted(found[proposal], key=lambda each: (each.made_at, len(each.ref), each.ref)))
        for proposal in sorted(found)
    }


def _weight(comment: _Comment) -> CommentWeight:
    made = comment.made
    assert made.proposal is not None
    assert made.ref is not None
    reply_to = made.facts.get("reply_to")
    return CommentWeight(
        seq=made.seq,
        proposal=made.proposal,
        ref=made.ref,
        person=made.person,
        account=str(made.facts.get("account", _UNKNOWN)),
        made_at=made.made_at or made.seen_at,
        edited_at=comment.edited_at,
        text=None if comment.is_redacted else comment.text,
        hidden=comment.hidden,
        is_gone=comment.is_gone,
        reply_to=None if reply_to is None else str(reply_to),
        reactions=dict(sorted(comment.reactions.items())) if comment.reactions else {},
        notice=str(made.facts.get("notice", "")),
    )
