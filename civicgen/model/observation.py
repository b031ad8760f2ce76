"""What a forge showed at one moment, converted eagerly: plain values, no lazy objects, no requests hidden in them."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from civicgen.model.ledger import Cost
from civicgen.model.names import AccountKind
from civicgen.model.times import Instant


class ThreadState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    DELETED = "deleted"
    INACCESSIBLE = "inaccessible"
    DISCUSSION = "discussion"

    @property
    def is_gone(self) -> bool:
        """Whether the thread can no longer be read: the last known numbers stay."""
        return self not in (ThreadState.OPEN, ThreadState.CLOSED)


class AccountSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An account at the forge. `id` is numeric and stays when the login changes; it is None with `deleted`."""

    kind: AccountKind
    id: int | None = None
    login: str = ""
    created_at: Instant | None = None


class ReactionSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A live reaction. Removed and added again it has another `id`.

    Of a reaction that the ledger holds already only the `id` need say anything; its `kind` may then be ''.
    """

    id: int
    kind: str
    made_at: Instant
    account: AccountSeen


class CommentSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A live comment. `text` and `reactions` are None where they are known not to have changed.

    `ref` is `comment:<id>` for a comment of the thread, `review:<id>` for one on a pull request's lines. `hidden` is
    the forge's reason for hiding it, None when it is shown. `account` is None where only weights were observed.
    """

    ref: str
    made_at: Instant | None = None
    edited_at: Instant | None = None
    text: str | None = None
    account: AccountSeen | None = None
    hidden: str | None = None
    reply_to: str | None = None
    reactions: tuple[ReactionSeen, ...] | None = None


class ThreadSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One thread. `reactions` (on its first post) is None where they are known not to have changed.

    `comments` are those observed; `gone_comments` are known ones that are no longer there. `problem` says why the
    observation of this thread is partial; a partial thread makes its consultation's observation incomplete.
    """

    number: int
    state: ThreadState
    is_locked: bool = False
    is_pull_request: bool = False
    moved_to: str = ""
    reactions: tuple[ReactionSeen, ...] | None = None
    comments: tuple[CommentSeen, ...] = ()
    gone_comments: tuple[str, ...] = ()
    problem: str = ""


class KnownComment(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger already holds of a live comment: its live reactions by forge id."""

    ref: str
    reactions: frozenset[int]
    is_hidden: bool
    edited_at: Instant | None


class KnownThread(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger already holds of a thread, so that the forge is asked only for what is new.

    `as_of` is the last complete observation; None for a thread never observed, whose everything is read. `moved_to` is
    where it was transferred to.
    """

    number: int
    as_of: Instant | None
    state: ThreadState
    reactions: frozenset[int]
    comments: Mapping[str, KnownComment]
    moved_to: str = ""


class ThreadReceived(msgspec.Struct, frozen=True, kw_only=True):
    """An issue by which somebody proposes something, whatever became of it. `labels` are the forge's, as written."""

    number: int
    made_at: Instant
    is_open: bool
    labels: frozenset[str]


class Sweep(msgspec.Struct, frozen=True, kw_only=True):
    """The observation of all threads asked for. `at` is the forge's own time when it began.

    `received` are the issues by which something is proposed that changed since the moment asked for.
    """

    at: Instant
    threads: Mapping[int, ThreadSeen]
    cost: Cost
    received: tuple[ThreadReceived, ...] = ()
