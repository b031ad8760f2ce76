"""What exists in the rehearsed repository at the server's present moment.

Unlike the model, these change: a server has state. They are changed by `changes.py` alone. No I/O.
"""

from dataclasses import dataclass, field

import msgspec

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import Workflow

KINDS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
"""The kinds of reactions that the forge has, by their REST names."""


@dataclass(slots=True, kw_only=True)
class Account:
    """A person, bot or organisation. A deleted one stays here, so that what it left behind can show nobody."""

    id: int
    login: str
    kind: str
    created_at: Instant
    is_deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Label:
    """A label of the repository. Threads hold it itself, so that a new name or colour shows everywhere."""

    id: int
    name: str
    color: str
    description: str | None = None


class Reaction(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A live reaction. A struct, because there may be hundreds of thousands and it is made in half the time."""

    id: int
    account: Account | None
    content: str
    made_at: Instant


@dataclass(slots=True, kw_only=True)
class Post:
    """Something with an author and a text to which people react. `on` is its name in seeds (`comment:501`)."""

    id: int
    on: str
    author: Account | None
    body: str
    created_at: Instant
    updated_at: Instant
    edited_at: Instant | None = None
    reactions: dict[int, Reaction] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Comment(Post):
    """A comment of a thread, or with `path` one on the lines of a pull request. `hidden` is the reason, if hidden."""

    thread: int
    hidden: str | None = None
    path: str = ""
    line: int = 1
    reply_to: int | None = None

    @property
    def is_review(self) -> bool:
        return self.path != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a transferred thread lives now."""

    repository_id: int
    full_name: str
    number: int


@dataclass(slots=True, kw_only=True)
class Branches:
    """What makes a thread a pull request. `files` are (path, text of the head).

    `commit` is where the head stood when it was last written down, `merge_commit` what came of merging; both None
    without a Git repository.
    """

    head: str
    base: str
    files: tuple[tuple[str, str], ...] = ()
    commit: str | None = None
    merged_at: Instant | None = None
    merged_by: Account | None = None
    merge_commit: str | None = None


@dataclass(slots=True, kw_only=True)
class Thread(Post):
    """An issue, or with `branches` a pull request. `moved_to` or `is_deleted`: no longer in the repository."""

    number: int
    title: str
    labels: list[Label] = field(default_factory=list)
    closed_at: Instant | None = None
    closed_by: Account | None = None
    state_reason: str | None = None
    locked: bool = False
    lock_reason: str | None = None
    converted_at: Instant | None = None
    moved_to: Address | None = None
    is_deleted: bool = False
    branches: Branches | None = None
    comments: dict[int, Comment] = field(default_factory=dict)
    review_comments: dict[int, Comment] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        return self.moved_to is None and not self.is_deleted

    @property
    def is_pull(self) -> bool:
        return self.branches is not None


@dataclass(slots=True, kw_only=True)
class Repository:
    """The repository. `former_names` (owner/name, lower case) still lead to it; `workflows` are by their paths."""

    id: int
    owner: str
    name: str
    created_at: Instant
    former_names: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    has_issues: bool = True
    has_pages: bool = False
    can_approve_pull_request_reviews: bool = True
    workflows: dict[str, Workflow] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


def shown(account: Account | None) -> Account | None:
    """The account as the forge shows it: nobody, once it is deleted."""
    return None if account is None or account.is_deleted else account
