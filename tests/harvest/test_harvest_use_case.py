"""The use case by itself, with a forge that says whatever a test wants it to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from harvest_town import LATER, NOW, STREETS, Town, event

from civicgen.errors import CivicgenError, ConfigurationError, TemporaryError
from civicgen.model.ledger import Cost, RowType
from civicgen.model.names import AccountKind
from civicgen.model.observation import AccountSeen, KnownThread, ReactionSeen, Sweep, ThreadSeen, ThreadState
from civicgen.model.times import Instant

AT = Instant(NOW)
ADA = AccountSeen(kind=AccountKind.USER, id=1, login="ada", created_at=Instant("2020-01-01T00:00:00Z"))


@dataclass
class PlayedForge:
    """A forge with the threads given to it. `fails` is raised instead of a sweep."""

    threads: dict[int, ThreadSeen] = field(default_factory=dict)
    at: Instant = AT
    fails: CivicgenError | None = None
    former_names: tuple[str, ...] = ()
    asked: Sequence[KnownThread] = ()
    clock: Instant | None = None

    @property
    def cost(self) -> Cost:
        return Cost(requests=1, points=0)

    def now(self) -> Instant:
        return self.at

    def is_same(self, repository: str) -> bool:
        return repository in self.former_names

    def sweep(
        self,
        threads: Sequence[KnownThread],
        *,
        received_since: Instant | None,
        progress: Callable[[str, int, int | None], None],
    ) -> Sweep:
        self.asked = threads
        if self.fails is not None:
            raise self.fails
        return Sweep(at=self.at, threads=self.threads, cost=self.cost)


def supported(number: int, *ids: int) -> ThreadSeen:
    reactions = tuple(
        ReactionSeen(id=id_, kind="+1", made_at=Instant("2026-09-05T10:00:00Z"), account=ADA) for id_ in ids
    )
    return ThreadSeen(number=number, state=ThreadState.OPEN, reactions=reactions)


def test_the_forge_is_asked_for_what_the_ledger_does_not_know(town: Town) -> None:
    town.harvest_with(PlayedForge(threads={1: supported(1, 17)}))
    forge = PlayedForge(threads={1: supported(1, 17)}, at=Instant(LATER))
    town.harvest_with(forge)
    (known,) = forge.asked
    assert (known.as_of, known.reactions) == (NOW, {17})


@pytest.mark.parametrize("problem", [TemporaryError("later"), ConfigurationError("the token is wrong")])
def test_a_failed_attempt_is_recorded_with_its_reason_and_cost(town: Town, problem: CivicgenError) -> None:
    town.harvest_with(PlayedForge(threads={1: supported(1, 17)}))
    harvested = town.harvest_with(PlayedForge(fails=problem, at=Instant(LATER)))
    assert harvested.problem is problem
    _, row = town.ledger().harvests
    assert (row.outcome, row.reason, row.cost.requests) == ("failed", str(problem), 1)
    assert row.consultations[STREETS].complete is False
    assert town.ledger().as_of(STREETS) == NOW


def test_a_first_attempt_that_nobody_answered_is_recorded(town: Town) -> None:
    town.harvest_with(PlayedForge(fails=TemporaryError("later")))
    (row,) = town.ledger().harvests
    assert row.outcome == "failed"
    assert town.ledger().as_of(STREETS) is None


def test_no_ledger_is_begun_for_a_repository_that_the_forge_does_not_show(town: Town) -> None:
    with pytest.raises(ConfigurationError, match="no repository"):
        town.harvest_with(PlayedForge(fails=ConfigurationError("the forge shows no repository town/tallk")))
    assert town.ledger().meta is None
    assert town.harvest_with(PlayedForge(threads={1: supported(1, 17)})).row.n == 1


def test_a_partial_thread_keeps_its_consultation_as_it_was(town: Town) -> None:
    town.harvest_with(PlayedForge(threads={1: supported(1, 17)}))
    broken = ThreadSeen(number=1, state=ThreadState.OPEN, problem="half of it is missing")
    harvested = town.harvest_with(PlayedForge(threads={1: broken}, at=Instant(LATER)))
    assert harvested.row.outcome == "partial"
    assert "half of it is missing" in harvested.row.consultations[STREETS].reason
    assert town.ledger().as_of(STREETS) == NOW
    assert town.tally("lamps").support == 1


def test_drafts_are_not_observed(town: Town) -> None:
    path = town.root / "content/consultations/streets/proposals/lamps.md"
    path.write_text(path.read_text().replace("status: open", "status: draft"))
    forge = PlayedForge()
    assert town.harvest_with(forge).row.outcome == "complete"
    assert forge.asked == []


def test_two_consultations_are_complete_each_on_its_own(town: Town) -> None:
    town.consultation("parks")
    town.proposal("trees", 2, consultation="parks")
    broken = ThreadSeen(number=2, state=ThreadState.OPEN, problem="it is broken")
    harvested = town.harvest_with(PlayedForge(threads={1: supported(1, 17), 2: broken}))
    marks = harvested.row.consultations
    assert {slug: mark.complete for slug, mark in marks.items()} == {"streets": True, "parks": False}


def test_a_ledger_is_not_continued_with_another_repository(town: Town) -> None:
    town.harvest_with(PlayedForge(threads={1: supported(1, 17)}))
    portal = town.root / "content/portal.yml"
    portal.write_text(portal.read_text().replace("town/talk", "somebody/else"))
    harvested = town.harvest_with(PlayedForge(threads={1: supported(1, 18)}, at=Instant(LATER)))
    assert isinstance(harvested.problem, ConfigurationError)
    assert len(town.rows(RowType.REACTION_CAST)) == 1


def test_a_ledger_goes_on_under_the_new_name_of_its_repository(town: Town) -> None:
    town.react(1)
    with town.serve() as server:
        town.harvest(server)
        server.advance(LATER)
        server.add_events(event({"request": 1}, "rename_repository", name="renamed"))
        portal = town.root / "content/portal.yml"
        portal.write_text(portal.read_text().replace("town/talk", "town/renamed"))
        assert town.harvest(server).row.outcome == "complete"
        assert town.harvest(server).row.outcome == "complete"
    assert len(town.rows(RowType.REACTION_CAST)) == 1
