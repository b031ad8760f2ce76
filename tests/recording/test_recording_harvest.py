"""A harvest that another was faster than is made again on top of theirs, a few times and no more."""

from typing import Any

import pytest

from civicgen.app.recording import AnotherWasFasterError, Moved, record_harvest
from civicgen.errors import TemporaryError


class Branch:
    """A record whose branch others push to as often as is said."""

    def __init__(self, *, faster: int = 0, refuses: bool = False) -> None:
        self._faster = faster
        self._refuses = refuses
        self.done: list[str] = []

    def fetch(self) -> Moved:
        self.done.append("fetch")
        return Moved(carried=0, attempts=0)

    def push(self) -> Moved:
        self.done.append("push")
        if self._refuses:
            raise TemporaryError("nobody there")
        self._faster -= 1
        if self._faster >= 0:
            raise AnotherWasFasterError("another was faster")
        return Moved(carried=1, attempts=1)

    def harvest(self, fetched: Moved) -> Any:
        self.done.append("harvest")
        return f"harvest {self.done.count('harvest')}"


def test_fetch_harvest_push() -> None:
    branch = Branch()
    recorded = record_harvest(branch, branch.harvest)
    assert branch.done == ["fetch", "harvest", "push"]
    assert (recorded.harvested, recorded.void) == ("harvest 1", 0)


def test_a_void_harvest_is_followed_by_another_one_from_what_was_fetched() -> None:
    branch = Branch(faster=2)
    recorded = record_harvest(branch, branch.harvest)
    assert branch.done == ["fetch", "harvest", "push"] * 3
    assert (recorded.harvested, recorded.void) == ("harvest 3", 2)


def test_it_does_not_go_on_for_ever() -> None:
    branch = Branch(faster=100)
    with pytest.raises(AnotherWasFasterError):
        record_harvest(branch, branch.harvest, tries=2)
    assert branch.done.count("harvest") == 2


def test_a_push_that_fails_otherwise_is_not_repeated() -> None:
    branch = Branch(refuses=True)
    with pytest.raises(TemporaryError, match="nobody there"):
        record_harvest(branch, branch.harvest)
    assert branch.done == ["fetch", "harvest", "push"]
