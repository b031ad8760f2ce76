"""What can happen in a repository: the acts of a seed's history, of its events, and of people at the web page.

Each is a plain value; `changes.py` says what it does to the world. No I/O.
"""

from typing import Annotated, Literal

import msgspec

from civicgen.model.times import Instant

At = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
"""An instant as written in a seed; `reading.py` makes sure that it is on the calendar."""
Content = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Login = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?\Z", max_length=60)]
Number = Annotated[int, msgspec.Meta(ge=1)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]+\Z", max_length=100)]
FullName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\Z")]
LabelName = Annotated[str, msgspec.Meta(min_length=1)]
Colour = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]{6}\Z")]
Described = Annotated[str, msgspec.Meta(max_length=100)]
Commit = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{40}\Z")]
WorkflowState = Literal["active", "disabled_inactivity", "disabled_manually", "disabled_fork", "deleted"]


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    text: str


class Workflow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A workflow of Actions. `name` is that of its file where it is left out."""

    path: str
    state: WorkflowState = "active"
    name: str | None = None


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
    """Open an issue, or with `head` a pull request. Without `number` or `id` the next free ones are taken.

    `commit` is where the head stood then, if there is a Git repository. Labels that the repository lacks are made.
    """

    title: str
    body: str | None = None
    user: int | None = None
    number: Number | None = None
    id: Number | None = None
    labels: tuple[LabelName, ...] = ()
    head: str | None = None
    base: str = "main"
    files: tuple[File, ...] = ()
    commit: Commit | None = None


class EditIssue(Act, tag="edit_issue", frozen=True, kw_only=True):
    issue: Number
    title: str | None = None
    body: str | None = None


class CloseIssue(Act, tag="close_issue", frozen=True, kw_only=True):
    issue: Number
    reason: str = "completed"
    user: int | None = None


class ReopenIssue(Act, tag="reopen_issue", frozen=True, kw_only=True):
    issue: Number


class MergePull(Act, tag="merge_pull", frozen=True, kw_only=True):
    """Merge. With a Git repository `commit` is what came of it, and `head_commit` where the head stood."""

    pull: Number
    user: int | None = None
    commit: Commit | None = None
    head_commit: Commit | None = None


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


class MakeLabel(Act, tag="make_label", frozen=True, kw_only=True):
    name: LabelName
    color: Colour = "ededed"
    description: Described | None = None


class EditLabel(Act, tag="edit_label", frozen=True, kw_only=True):
    label: LabelName
    name: LabelName | None = None
    color: Colour | None = None
    description: Described | None = None


class DeleteLabel(Act, tag="delete_label", frozen=True, kw_only=True):
    label: LabelName


class LabelIssue(Act, tag="label_issue", frozen=True, kw_only=True):
    """Put labels on a thread; those that the repository lacks are made."""

    issue: Number
    labels: tuple[LabelName, ...]


class UnlabelIssue(Act, tag="unlabel_issue", frozen=True, kw_only=True):
    issue: Number
    label: LabelName


class ChangeSettings(Act, tag="change_settings", frozen=True, kw_only=True):
    """Change what an administrator sets; what is left out stays."""

    private: bool | None = None
    archived: bool | None = None
    has_issues: bool | None = None
    has_pages: bool | None = None
    can_approve_pull_request_reviews: bool | None = None
    workflows: tuple[Workflow, ...] = ()


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
    | MakeLabel
    | EditLabel
    | DeleteLabel
    | LabelIssue
    | UnlabelIssue
    | ChangeSettings
)


class Happening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An act at its moment. `line` is the seed's line that it comes from, 0 when it does not come from one."""

    at: Instant
    act: AnyAct
    line: int = 0
