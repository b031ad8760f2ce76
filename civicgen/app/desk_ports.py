"""What the desk's use cases need from outside, as Protocols: the forge to write to, Git to deliver through."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from civicgen.errors import ConfigurationError
from civicgen.model.desk import CommentText, DeskFile, Label, Pull, RepositoryFacts, ThreadText
from civicgen.model.times import Instant


class LockedError(ConfigurationError):
    """The thread is locked: nothing can be written there."""


class PullsForbiddenError(ConfigurationError):
    """The forge's settings do not let workflows open pull requests; the message says where to allow it."""


class ForgeDesk(Protocol):
    """The forge, as somebody who works there sees it. Everything may raise TemporaryError or ConfigurationError."""

    def facts(self) -> RepositoryFacts: ...

    def now(self) -> Instant:
        """The forge's own clock."""
        ...

    def threads(self, *, label: str) -> tuple[ThreadText, ...]:
        """All issues that carry a label, open and closed, oldest first."""
        ...

    def thread(self, number: int) -> ThreadText | None:
        """One issue or pull request; None where it is not there, not ours any more, or gone."""
        ...

    def comments(self, number: int, *, since: Instant | None = None) -> tuple[CommentText, ...]:
        """A thread's comments, oldest first; `since` leaves out those last changed before."""
        ...

    def add_comment(self, number: int, text: str) -> CommentText: ...

    def edit_comment(self, comment: int, text: str) -> None: ...

    def labels(self) -> tuple[Label, ...]: ...

    def put_label(self, label: Label, *, is_new: bool) -> None:
        """Make the label, or give an existing one this colour and description."""
        ...

    def tag(self, number: int, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Put labels on a thread and take others off; one that is not on it is passed over."""
        ...

    def close(self, number: int, *, reason: str) -> None:
        """Close a thread: `completed` or `not_planned`."""
        ...

    def pull_of(self, head: str) -> Pull | None:
        """The newest pull request from a branch of this repository, in whatever state."""
        ...

    def open_pull(self, *, title: str, body: str, head: str, base: str) -> Pull: ...

    def edit_pull(self, number: int, *, title: str, body: str) -> None: ...


class Branches(Protocol):
    """The portal's repository, as far as the desk writes to it: a commit on a branch of its own, pushed."""

    def files(self, branch: str) -> Mapping[str, str]:
        """The text files below `content/` and `.github/ISSUE_TEMPLATE/` of a branch at the remote; none without it."""
        ...

    def differs(self, branch: str, *, base: str) -> bool:
        """Whether a branch at the remote is there and has other files than `base`."""
        ...

    def deliver(self, branch: str, files: Sequence[DeskFile], *, base: str, message: str) -> "Delivery": ...


class Delivery(Protocol):
    """What became of a delivery.

    `is_changed`: the branch at the remote has a new commit. `is_foreign`: somebody else committed to the branch since,
    so it was left as it is.
    """

    @property
    def is_changed(self) -> bool: ...

    @property
    def is_foreign(self) -> bool: ...
