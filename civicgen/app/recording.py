"""The use case of a harvest whose record lives on a branch: fetch, harvest, push; again when another was faster.

No I/O but through its ports.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from civicgen.app.harvesting.harvest import Harvested
from civicgen.errors import TemporaryError

TRIES = 3


class AnotherWasFasterError(TemporaryError):
    """Somebody else's harvest is on the branch, and ours is void: it was sealed behind something else."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a fetch or a push.

    `carried` attempts were moved, and there are `attempts` now. `tags` are new at the remote; `untagged` says why
    closings have no tag, '' where they have.
    """

    carried: int
    attempts: int
    tags: tuple[str, ...] = ()
    untagged: str = ""


class Record(Protocol):
    """The record's branch, and the folder that continues it."""

    def fetch(self) -> Moved: ...

    def push(self) -> Moved:
        """Raises AnotherWasFasterError, the branch being fetched then."""
        ...


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A harvest that is on the branch. `void` are those before it that another was faster than."""

    harvested: Harvested
    pushed: Moved
    void: int


def record_harvest(record: Record, harvest: Callable[[Moved], Harvested], *, tries: int = TRIES) -> Recorded:
    """Harvest onto what the branch holds, and push it.

    Args:
        harvest: one attempt; it is told what was fetched before it.

    Raises:
        AnotherWasFasterError: so it was each time.
        LedgerError, ConfigurationError, TemporaryError: as fetch, harvest and push; what was harvested and could not be
            pushed stays in the folder.
    """
    void = 0
    while True:
        harvested = harvest(record.fetch())
        try:
            return Recorded(harvested=harvested, pushed=record.push(), void=void)
        except AnotherWasFasterError:
            void += 1
            if void >= tries:
                raise
