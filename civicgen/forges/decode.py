"""The shapes of GitHub's answers, as far as a harvest needs them, and how they become observations.

In: raw JSON. Out: `model.observation` values. Unknown fields are ignored; unknown kinds are passed on. No I/O.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Annotated

import msgspec

from civicgen.model.names import AccountKind
from civicgen.model.observation import AccountSeen, ReactionSeen
from civicgen.model.times import instant

_KINDS = {"THUMBS_UP": "+1", "THUMBS_DOWN": "-1"}
_THREAD = re.compile(r"/([1-9][0-9]*)\Z")
_PLAIN_WORD = re.compile(r"[a-z0-9_-]{1,40}")
_ACCOUNT_KINDS = {"User": AccountKind.USER, "Bot": AccountKind.BOT}


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone; one without is refused, as it means nothing to a deadline."""


class Owner(msgspec.Struct):
    """A repository in REST's shape. `id` stays when it is renamed."""

    id: int
    full_name: str


class Actor(msgspec.Struct, rename="camel", gc=False):
    """A user in GraphQL's shape."""

    login: str
    database_id: int | None = None
    created_at: Moment | None = None


class ReactionNode(msgspec.Struct, rename="camel", gc=False):
    """A reaction in GraphQL's shape; `user` is null for deleted accounts and for bots."""

    database_id: int
    content: str
    created_at: Moment
    user: Actor | None = None


class PageInfo(msgspec.Struct, rename="camel"):
    has_next_page: bool
    end_cursor: str | None = None


class ReactionPage(msgspec.Struct, rename="camel"):
    """Some of a subject's reactions, and how many there are."""

    total_count: int
    nodes: list[ReactionNode | None]
    page_info: PageInfo

    @property
    def found(self) -> dict[int, ReactionNode]:
        """The reactions of this page by id."""
        return {node.database_id: node for node in self.nodes if node is not None}


class Total(msgspec.Struct, rename="camel"):
    total_count: int


class RepositoryRef(msgspec.Struct, rename="camel"):
    name_with_owner: str
    database_id: int | None = None


class ThreadNode(msgspec.Struct, rename="camel"):
    """An issue or pull request in GraphQL's shape; of another repository where it was transferred."""

    typename: str = msgspec.field(name="__typename")
    id: str
    number: int
    closed: bool
    locked: bool
    repository: RepositoryRef
    reactions: ReactionPage
    comments: Total | None = None


class Named(msgspec.Struct):
    typename: str = msgspec.field(name="__typename")


class Events(msgspec.Struct):
    nodes: list[Named | None]


class ConversionNode(msgspec.Struct, rename="camel"):
    """An issue's conversion to a discussion; no event where there was none, nothing for a pull request."""

    timeline_items: Events | None = None

    @property
    def is_converted(self) -> bool:
        return self.timeline_items is not None and any(
            event is not None and event.typename == "ConvertedToDiscussionEvent" for event in self.timeline_items.nodes
        )


class CommentNode(msgspec.Struct, rename="camel"):
    """What GraphQL says of a comment beside its text."""

    id: str
    is_minimized: bool
    reactions: ReactionPage
    minimized_reason: str | None = None
    last_edited_at: Moment | None = None


class Reacted(msgspec.Struct):
    """Anything that carries reactions."""

    reactions: ReactionPage


class RestUser(msgspec.Struct):
    id: int
    login: str
    type: str = "User"


class RollUp(msgspec.Struct):
    total_count: int


class Minimized(msgspec.Struct):
    reason: str | None = None


class RestComment(msgspec.Struct):
    """A comment in REST's shape: `issue_url` in threads, `pull_request_url` on a pull request's lines."""

    id: int
    node_id: str
    created_at: Moment
    updated_at: Moment
    body: str | None = None
    user: RestUser | None = None
    issue_url: str = ""
    pull_request_url: str = ""
    in_reply_to_id: int | None = None
    reactions: RollUp | None = None
    minimized: Minimized | msgspec.UnsetType | None = msgspec.UNSET

    def __post_init__(self) -> None:
        if _THREAD.search(self.issue_url or self.pull_request_url) is None:
            raise ValueError("a comment that belongs to no thread")

    @property
    def thread(self) -> int:
        """The number of the issue or pull request that it belongs to."""
        return int((self.issue_url or self.pull_request_url).rpartition("/")[2])


class RestReaction(msgspec.Struct):
    id: int
    user: RestUser | None = None


class RestIssue(msgspec.Struct):
    """An issue in REST's shape, perhaps of another repository."""

    number: int
    repository_url: str
    closed_at: str | None = None

    @property
    def repository(self) -> str:
        return "/".join(self.repository_url.rsplit("/", 2)[-2:])


@lru_cache(maxsize=64)
def kind_of(content: str) -> str:
    """A reaction's kind as REST names it. A kind that we do not know keeps its name, as far as it is a plain word."""
    word = _KINDS.get(content, content.lower())
    return word if word in _KINDS.values() or _PLAIN_WORD.fullmatch(word) else "unknown"


def hidden_of(*, is_hidden: bool, reason: str | None) -> str | None:
    """Why a comment is hidden, as a plain word; None where it is shown."""
    if not is_hidden:
        return None
    word = (reason or "").lower().replace("_", "-").replace(" ", "-")
    return word if _PLAIN_WORD.fullmatch(word) else "other"


def account_of(user: RestUser | None) -> AccountSeen:
    """The account as REST shows it: null is a deleted one."""
    if user is None:
        return AccountSeen(kind=AccountKind.DELETED)
    return AccountSeen(kind=_ACCOUNT_KINDS.get(user.type, AccountKind.UNKNOWN), id=user.id, login=user.login)


def reaction_of(node: ReactionNode, *, nobody: AccountSeen) -> ReactionSeen:
    """The reaction as observed; `nobody` is the account where GraphQL names none."""
    user = node.user
    account = nobody if user is None else _citizen(user.database_id, user.login, user.created_at)
    return ReactionSeen(
        id=node.database_id, kind=kind_of(node.content), made_at=instant(node.created_at), account=account
    )


@lru_cache(maxsize=65_536)
def _citizen(id_: int | None, login: str, created_at: datetime | None) -> AccountSeen:
    """The account of a person. Most react more than once, and one value serves for all of it."""
    born = None if created_at is None else instant(created_at)
    kind = AccountKind.UNKNOWN if id_ is None else AccountKind.USER
    return AccountSeen(kind=kind, id=id_, login=login, created_at=born)
