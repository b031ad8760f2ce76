"""What resolvers work with, and the things that exist in GraphQL only. No I/O."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphql import GraphQLError

from civicgen.model.times import Instant, instant
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Account, Comment, Thread
from civicgen.rehearsal.limits import Window
from civicgen.rehearsal.world import World

LARGEST_INT = 2**31 - 1
NAMES = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "hooray": "HOORAY",
    "confused": "CONFUSED",
    "heart": "HEART",
    "rocket": "ROCKET",
    "eyes": "EYES",
}
"""Kinds of reactions as REST names them -> as GraphQL does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The world at the moment of a query. `window` is the asker's budget, this query already paid."""

    world: World
    commits: Commits
    site: str
    viewer: Account
    points: int
    nodes: int
    window: Window

    @property
    def page(self) -> str:
        return f"{self.site}/{self.world.repository.full_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewThread:
    """A comment on a line of a pull request, with its replies."""

    thread: Thread
    comments: tuple[Comment, ...]

    @property
    def root(self) -> Comment:
        return self.comments[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review that consists of one comment on a line, as all do here."""

    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """That an issue was converted to a discussion."""

    thread: Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All reactions of one kind on a post."""

    content: str
    reactions: tuple[Any, ...]


def review_threads(thread: Thread) -> list[ReviewThread]:
    """The pull request's comments on lines, replies with what they reply to."""
    roots: dict[int, list[Comment]] = {}
    for comment in thread.review_comments.values():
        root = comment.reply_to if comment.reply_to in roots else comment.id
        assert root is not None
        roots.setdefault(root, []).append(comment)
    return [ReviewThread(thread=thread, comments=tuple(comments)) for comments in roots.values()]


def not_found(message: str) -> GraphQLError:
    """The error of a thing that is not there; the rest of the data is given all the same."""
    return GraphQLError(message, extensions={"type": "NOT_FOUND"})


def small(number: int) -> int | None:
    """A `databaseId`, which GraphQL holds in 32 bits; None when it does not fit."""
    return number if number <= LARGEST_INT else None


def instant_at(seconds: int) -> Instant:
    """The instant that many seconds after 1970."""
    return instant(datetime.fromtimestamp(seconds, UTC))
