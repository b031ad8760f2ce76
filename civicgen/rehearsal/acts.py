"""What can happen in a repository: the acts of a seed's history, of its events, and of people at the web page.

Each is a plain value; `changes.py` says what it does to the world. No I/O.
"""

from typing import Annotated

import msgspec

from civicgen.model.times import Instant

At = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
"""An instant as written in a seed; `reading.py` makes sure that it is on the calendar."""
Content = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Login = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?\Z", max_length=60)]
Number = Annotated[int, msgspec.Meta(ge=1)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]+\Z", max_length=100)]
FullName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\Z")]


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    text: str


class Act(msgspec.Struct, frozen=True, kw_only=True, tag_field="action", forbid_unknown_fields=True, gc=False):
    """Root of the acts. Persons are account ids; None is a deleted account. `on` names a post (`comment:501`)."""


class AddUser(Act, tag="add_user", frozen=True, kw_only=True):
    id: Number
    login: Login
    kind: str = "User"
    created_at: At | None = None


class RenameUser(Act, tag="rename_user", frozen=True, kw_only=True):
    user: Number
    login: Login


class DeleteUser(Act, tag="delete_user", frozen=True, kw_only=True):
    user: Number


class OpenIssue(Act, tag="open_issue", frozen=True, kw_only=True):
    """Open an issue, or with `head` a pull request. Without `number` or `id` the next free ones are taken."""

    title: str
    body: str | None = None
    user: int | None = None
    number: Number | None = None
    id: Number | None = None
    labels: tuple[str, ...] = ()
    head: str | None = None
    base: str = "main"
    files: tuple[File, ...] = ()


class EditIssue(Act, tag="edit_issue", frozen=True, kw_only=True):
    issue: Number
    title: str | None = None
    body: str | None = None


class CloseIssue(Act, tag="close_issue", frozen=True, kw_only=True):
    issue: Number
    reason: str = "completed"


class ReopenIssue(Act, tag="reopen_issue", frozen=True, kw_only=True):
    issue: Number


class MergePull(Act, tag="merge_pull", frozen=True, kw_only=True):
    pull: Number


class LockIssue(Act, tag="lock_issue", frozen=True, kw_only=True):
    issue: Number
    reason: str | None = None


class UnlockIssue(Act, tag="unlock_issue", frozen=True, kw_only=True):
    issue: Number


class TransferIssue(Act, tag="transfer_issue", frozen=True, kw_only=True):
    """Move an issue to the repository `to` (numeric `id`), where it has `number`."""

    issue: Number
    to: FullName
    number: Number
    id: Number | None = None


class DeleteIssue(Act, tag="delete_issue", frozen=True, kw_only=True):
    issue: Number


class ConvertIssue(Act, tag="convert_issue", frozen=True, kw_only=True):
    """Convert an issue to a discussion: it stays, closed and locked."""

    issue: Number


class AddComment(Act, tag="add_comment", frozen=True, kw_only=True):
    issue: Number
    body: str
    user: int | None = None
    id: Number | None = None


class AddReviewComment(Act, tag="add_review_comment", frozen=True, kw_only=True):
    pull: Number
    body: str
    user: int | None = None
    id: Number | None = None
    path: str = "README.md"
    line: Number = 1
    reply_to: Number | None = None


class EditComment(Act, tag="edit_comment", frozen=True, kw_only=True):
    on: str
    body: str


class HideComment(Act, tag="hide_comment", frozen=True, kw_only=True):
    on: str
    reason: str = "off-topic"


class ShowComment(Act, tag="show_comment", frozen=True, kw_only=True):
    on: str


class DeleteComment(Act, tag="delete_comment", frozen=True, kw_only=True):
    on: str


class AddReaction(Act, tag="add_reaction", frozen=True, kw_only=True):
    on: str
    content: Content
    user: int | None = None
    id: Number | None = None


class RemoveReaction(Act, tag="remove_reaction", frozen=True, kw_only=True):
    """Take a reaction back, by its `id`, or by who reacted how `on` what."""

    id: Number | None = None
    on: str | None = None
    user: int | None = None
    content: Content | None = None


class RenameRepository(Act, tag="rename_repository", frozen=True, kw_only=True):
    name: Name
    owner: Name | None = None


AnyAct = (
    AddUser
    | RenameUser
    | DeleteUser
    | OpenIssue
    | EditIssue
    | CloseIssue
    | ReopenIssue
    | MergePull
    | LockIssue
    | UnlockIssue
    | TransferIssue
    | DeleteIssue
    | ConvertIssue
    | AddComment
    | AddReviewComment
    | EditComment
    | HideComment
    | ShowComment
    | DeleteComment
    | AddReaction
    | RemoveReaction
    | RenameRepository
)


class Happening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An act at its moment. `line` is the seed's line that it comes from, 0 when it does not come from one."""

    at: Instant
    act: AnyAct
    line: int = 0
