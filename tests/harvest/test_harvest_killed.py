"""A harvest that dies at any write leaves nothing half new, and the next one ends as if it had never been."""

import shutil
from collections.abc import Mapping, Sequence

from harvest_town import STREETS, Town

from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import Digest
from civicgen.store.ledger_files import LedgerFolder


class Killed(BaseException):
    """Stands for the moment at which the machine lost its power."""


class Counter:
    """Counts the steps of writing, and dies before the chosen one."""

    def __init__(self, dies_at: int = 0) -> None:
        self.steps = 0
        self._dies_at = dies_at

    def __call__(self, name: str) -> None:
        self.steps += 1
        if self.steps == self._dies_at:
            raise Killed(name)


def test_t22_killed_at_any_write_the_next_harvest_ends_the_same(town: Town) -> None:
    for person in (1, 2):
        town.react(person)
    town.comment(501, 1, "Words")
    folder = town.root / "ledger"
    with town.serve() as server:
        counter = Counter()
        town.harvest_with(town.forge(server), ledger=LedgerFolder(folder, step=counter))
        expected = _kept(town)
        assert counter.steps > 5
        for number in range(1, counter.steps + 1):
            shutil.rmtree(folder)
            try:
                town.harvest_with(town.forge(server), ledger=LedgerFolder(folder, step=Counter(dies_at=number)))
            except Killed:
                assert _kept(town) in (((), {}), expected)
            town.harvest(server)
            assert _kept(town) == expected


def _kept(town: Town) -> tuple[Sequence[Row], Mapping[Digest, OpenedText]]:
    """The rows and texts of the consultation that the ledger stands by."""
    ledger = town.ledger()
    return ledger.rows.get(STREETS, ()), ledger.texts.get(STREETS, {})
