"""A seed's lines -> everything that happens in it, in the order of time. Pure."""

from collections.abc import Callable, Iterator

import msgspec

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import (
    AddComment,
    AddReaction,
    AddReviewComment,
    AddUser,
    AnyAct,
    CloseIssue,
    ConvertIssue,
    DeleteComment,
    DeleteIssue,
    DeleteUser,
    EditComment,
    EditIssue,
    Happening,
    HideComment,
    LockIssue,
    MergePull,
    OpenIssue,
    RemoveReaction,
    RenameUser,
    ShowComment,
    TransferIssue,
)
from civicgen.rehearsal.seed import (
    AnyLine,
    CommentLine,
    IssueLine,
    PullLine,
    ReactionLine,
    ReviewCommentLine,
    Seed,
    ThreadLine,
    UserLine,
    WrittenLine,
)

Moments = Iterator[tuple[str, AnyAct]]
# Within one second accounts come before threads, threads before comments, a reaction is taken back before it is made
# again, and what else takes away comes last.
_ORDER: tuple[type[AnyAct], ...] = (
    RenameUser,
    AddUser,
    OpenIssue,
    AddComment,
    AddReviewComment,
    RemoveReaction,
    AddReaction,
)
_RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}


def history(seed: Seed) -> tuple[Happening, ...]:
    """What happens, oldest first.."""
    told = [
        Happening(at=Instant(at), act=act, line=number)
        for number, line in seed.lines
        if (tell := _TELLERS.get(type(line))) is not None
        for at, act in tell(line)
    ]
    told.sort(key=lambda happening: (happening.at, _RANKS.get(type(happening.act), len(_RANKS)), happening.line))
    return tuple(told)


def _of_user(line: UserLine) -> Moments:
    yield line.created_at, AddUser(id=line.id, login=line.login, kind=line.kind, created_at=line.created_at)
    for renaming in line.renamed:
        yield renaming.at, RenameUser(user=line.id, login=renaming.login)
    if line.deleted_at is not None:
        yield line.deleted_at, DeleteUser(user=line.id)


def _of_issue(line: IssueLine) -> Moments:
    yield line.created_at, _opening(line)
    yield from _of_thread(line)


def _of_pull(line: PullLine) -> Moments:
    opening = _opening(line)
    yield line.created_at, msgspec.structs.replace(opening, head=line.head, base=line.base, files=line.files)
    if line.merged_at is not None:
        yield line.merged_at, MergePull(pull=line.number)
    yield from _of_thread(line)


def _opening(line: ThreadLine) -> OpenIssue:
    return OpenIssue(
        number=line.number, id=line.id, title=line.title, body=line.body, user=line.user, labels=line.labels
    )


def _of_thread(line: ThreadLine) -> Moments:
    for edit in line.edits:
        yield edit.at, EditIssue(issue=line.number, title=edit.title, body=edit.body)
    if line.closed_at is not None:
        yield line.closed_at, CloseIssue(issue=line.number)
    if line.locked_at is not None:
        yield line.locked_at, LockIssue(issue=line.number)
    if line.converted_at is not None:
        yield line.converted_at, ConvertIssue(issue=line.number)
    if line.transferred is not None:
        moved = line.transferred
        yield moved.at, TransferIssue(issue=line.number, to=moved.to, number=moved.number, id=moved.id)
    if line.deleted_at is not None:
        yield line.deleted_at, DeleteIssue(issue=line.number)


def _of_comment(line: CommentLine) -> Moments:
    yield line.created_at, AddComment(id=line.id, issue=line.issue, user=line.user, body=line.body)
    yield from _later(line, on=f"comment:{line.id}")


def _of_review_comment(line: ReviewCommentLine) -> Moments:
    yield (
        line.created_at,
        AddReviewComment(
            id=line.id,
            pull=line.pull,
            user=line.user,
            body=line.body,
            path=line.path,
            line=line.line,
            reply_to=line.reply_to,
        ),
    )
    yield from _later(line, on=f"review_comment:{line.id}")


def _later(line: WrittenLine, *, on: str) -> Moments:
    for edit in line.edits:
        yield edit.at, EditComment(on=on, body=edit.body)
    if line.hidden is not None:
        yield line.hidden.at, HideComment(on=on, reason=line.hidden.reason)
    if line.shown_at is not None:
        yield line.shown_at, ShowComment(on=on)
    if line.deleted_at is not None:
        yield line.deleted_at, DeleteComment(on=on)


def _of_reaction(line: ReactionLine) -> Moments:
    if line.removed_at == line.created_at:
        return  # no moment at which it is there
    yield line.created_at, AddReaction(id=line.id, on=line.on, user=line.user, content=line.content)
    if line.removed_at is not None:
        by_id = RemoveReaction(id=line.id)
        by_hand = RemoveReaction(on=line.on, user=line.user, content=line.content)
        yield line.removed_at, by_id if line.id is not None else by_hand


_TELLERS: dict[type[AnyLine], Callable[..., Moments]] = {
    UserLine: _of_user,
    IssueLine: _of_issue,
    PullLine: _of_pull,
    CommentLine: _of_comment,
    ReviewCommentLine: _of_review_comment,
    ReactionLine: _of_reaction,
}
