"""The lines of a seed file (format 3, docs/rehearsal/seed.md) as frozen values. Reads nothing, writes nothing."""

from typing import Annotated, Literal

import msgspec

from civicgen.rehearsal.acts import (
    AnyAct,
    At,
    Colour,
    Content,
    Described,
    File,
    FullName,
    LabelName,
    Login,
    Name,
    Number,
    Workflow,
)
from civicgen.rehearsal.faults import AnyFault

PostName = Annotated[str, msgspec.Meta(pattern=r"^(issue|comment|review_comment):[1-9][0-9]*\Z")]


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True, gc=False):
    """Root of the lines of a seed."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of the objects within a line."""


class RepositoryLine(Line, tag="repository", frozen=True, kw_only=True):
    owner: Name
    name: Name
    id: Number
    created_at: At
    now: At
    editors: tuple[Login, ...] = ()


class LabelLine(Line, tag="label", frozen=True, kw_only=True):
    """A label that the repository has from its beginning."""

    name: LabelName
    color: Colour = "ededed"
    description: Described | None = None


class SettingsLine(Line, tag="settings", frozen=True, kw_only=True):
    """What an administrator has set from the beginning."""

    private: bool = False
    archived: bool = False
    has_issues: bool = True
    has_pages: bool = False
    can_approve_pull_request_reviews: bool = True
    workflows: tuple[Workflow, ...] = ()


class Renaming(Part, frozen=True, kw_only=True):
    at: At
    login: Login


class UserLine(Line, tag="user", frozen=True, kw_only=True):
    id: Number
    login: Login
    created_at: At
    kind: Literal["User", "Bot", "Organization"] = "User"
    deleted_at: At | None = None
    renamed: tuple[Renaming, ...] = ()


class Edit(Part, frozen=True, kw_only=True):
    at: At
    title: str | None = None
    body: str | None = None


class Transfer(Part, frozen=True, kw_only=True):
    at: At
    to: FullName
    number: Number
    id: Number | None = None


class ThreadLine(Line, frozen=True, kw_only=True):
    """What issues and pull requests share."""

    number: Number
    title: str
    created_at: At
    user: int | None = None
    body: str | None = None
    id: Number | None = None
    labels: tuple[LabelName, ...] = ()
    closed_at: At | None = None
    locked_at: At | None = None
    transferred: Transfer | None = None
    deleted_at: At | None = None
    converted_at: At | None = None
    edits: tuple[Edit, ...] = ()


class IssueLine(ThreadLine, tag="issue", frozen=True, kw_only=True):
    pass


class PullLine(ThreadLine, tag="pull", frozen=True, kw_only=True):
    head: str
    base: str = "main"
    merged_at: At | None = None
    files: tuple[File, ...] = ()


class CommentEdit(Part, frozen=True, kw_only=True):
    at: At
    body: str


class Hiding(Part, frozen=True, kw_only=True):
    at: At
    reason: str = "off-topic"


class WrittenLine(Line, frozen=True, kw_only=True):
    """What both kinds of comments share."""

    id: Number
    body: str
    created_at: At
    user: int | None = None
    edits: tuple[CommentEdit, ...] = ()
    hidden: Hiding | None = None
    shown_at: At | None = None
    deleted_at: At | None = None


class CommentLine(WrittenLine, tag="comment", frozen=True, kw_only=True):
    issue: Number


class ReviewCommentLine(WrittenLine, tag="review_comment", frozen=True, kw_only=True):
    pull: Number
    path: Annotated[str, msgspec.Meta(min_length=1)]
    line: Number = 1
    reply_to: Number | None = None


class ReactionLine(Line, tag="reaction", frozen=True, kw_only=True):
    on: PostName
    content: Content
    created_at: At
    user: int | None = None
    id: Number | None = None
    removed_at: At | None = None


class CommitLine(Line, tag="commit", frozen=True, kw_only=True):
    """A commit that the demo replays; the server passes over it. A file's text is None when it is removed."""

    at: At
    author: str
    message: str
    files: dict[str, str | None]


class StopLine(Line, tag="stop", frozen=True, kw_only=True):
    """A moment at which the demo harvests; the server passes over it."""

    at: At


class When(Part, frozen=True, kw_only=True):
    """One of: the `request`-th request; the `nth` request that `path` matches; from the instant `at` on."""

    request: Number | None = None
    path: str | None = None
    nth: Number = 1
    at: At | None = None


class EventLine(Line, tag="event", frozen=True, kw_only=True):
    when: When
    do: AnyAct | AnyFault


AnyLine = (
    RepositoryLine
    | SettingsLine
    | LabelLine
    | UserLine
    | IssueLine
    | PullLine
    | CommentLine
    | ReviewCommentLine
    | ReactionLine
    | CommitLine
    | StopLine
    | EventLine
)


class Seed(msgspec.Struct, frozen=True, kw_only=True):
    """A whole seed. Each entry is (line number, line), in the order of the file."""

    repository: RepositoryLine
    lines: tuple[tuple[int, AnyLine], ...]
