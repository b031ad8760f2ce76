"""Seed -> the world as it is at the start, with its future ahead of it. Pure."""

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import ChangeSettings, MakeLabel
from civicgen.rehearsal.changes import advance, perform
from civicgen.rehearsal.entities import Account, Repository
from civicgen.rehearsal.history import history
from civicgen.rehearsal.seed import LabelLine, Seed, SettingsLine, UserLine
from civicgen.rehearsal.world import Ids, World

OWNER_ID = 900_000_000


def begin(seed: Seed, at: Instant) -> World:
    """The world of the seed at this moment.

    The repository's owner is the user with that login; where the seed has none, an organisation is made up.
    """
    happenings = history(seed)
    line = seed.repository
    repository = Repository(id=line.id, owner=line.owner, name=line.name, created_at=Instant(line.created_at))
    made_up = Account(id=OWNER_ID + line.id, login=line.owner, kind="Organization", created_at=Instant(line.created_at))
    world = World(repository, made_up, Ids.after(happening.act for happening in happenings))
    editors = {login.lower() for login in line.editors}
    world.editors = frozenset(
        user.id for _, user in seed.lines if isinstance(user, UserLine) and user.login.lower() in editors
    )
    _furnish(world, seed)
    world.schedule(happenings)
    advance(world, at)
    return world


def _furnish(world: World, seed: Seed) -> None:
    """What the repository has from its beginning: labels and settings."""
    since = world.repository.created_at
    for _, line in seed.lines:
        if isinstance(line, LabelLine):
            perform(world, MakeLabel(name=line.name, color=line.color, description=line.description), since)
        elif isinstance(line, SettingsLine):
            values = {name: getattr(line, name) for name in SettingsLine.__struct_fields__}
            perform(world, ChangeSettings(**values), since)
