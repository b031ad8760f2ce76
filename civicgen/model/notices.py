"""What the portal announces in conversations: events, their ids, and the marker that its comments end with. No I/O."""

import re
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from civicgen.model.names import Digest
from civicgen.model.times import Instant

_MARKER = re.compile(r"<!-- civicgen:([a-z][A-Za-z0-9:-]{0,199}):([0-9a-f]{16}) -->")


class NoticeKind(StrEnum):
    """Kinds of events. An event's id is its kind, alone or with a hyphen and what tells it from others of its kind."""

    PUBLISHED = "published"
    OPENED = "opened"
    WORDING = "wording"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    CLOSING_SOON = "closing-soon"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    FOLLOW_UP = "follow-up"


class WordingTold(msgspec.Struct, frozen=True, kw_only=True):
    """A wording in the public record. `seen_at` is the observation that first had it."""

    number: int
    seen_at: Instant
    is_editorial: bool


class NoticeKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A comment of the portal's own in the public record, `ref` as there. `text` commits to its last known words."""

    ref: str
    made_at: Instant
    text: Digest | None
    is_gone: bool

    @property
    def comment(self) -> int:
        """Its number at the forge."""
        return int(self.ref.removeprefix("comment:"))


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """What the public record says of a proposal's conversation.

    `since`: the observation that first had this thread for this proposal. `is_gone`: it can no longer be read.
    `wordings` are the proposal's, oldest first; `notices` what was announced in this thread, by the ids of events,
    whatever became of it since.
    """

    thread: int
    since: Instant
    is_gone: bool
    is_locked: bool
    wordings: tuple[WordingTold, ...]
    notices: Mapping[str, NoticeKnown]

    @property
    def followed_since(self) -> Instant | None:
        """When the portal first announced something here; None where it never did."""
        return min((notice.made_at for notice in self.notices.values()), default=None)


def kind_of(event: str) -> NoticeKind | None:
    """The kind of an event by its id; None for one that another version of civicgen knows."""
    return next((kind for kind in NoticeKind if event == kind or event.startswith(f"{kind}-")), None)


def marker(event: str, mark: str) -> str:
    """The last line of a comment that announces an event; nobody sees it. `mark` is what the portal's key makes."""
    return f"<!-- civicgen:{event}:{mark} -->"


def marker_in(text: str) -> tuple[str, str] | None:
    """Event and mark in a comment's last line. Anybody may write them: only the key tells whether they are true."""
    found = _MARKER.fullmatch(text.rstrip().rpartition("\n")[2].strip())
    return (found[1], found[2]) if found else None
