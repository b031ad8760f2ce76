"""The people of the town: those who speak in the conversations, and their quieter neighbours. Pure.

All of them are invented; every name at the forge begins with `lin`, so that nobody real is meant.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from town_times import believable, moment, text_of

CITIZENS = 300
BOTS = ("timetable-bot", "duck-bot", "stale-bot")
FIRST_NAMES = """
aoife bela carmel declan edith farah gretel hamid iris jonas kasia leo mona niall olga padraig queenie rafa
saoirse teo una viktor wanda xenia yusuf zita anselm brona cosmo dervla emre fintan gwen horst ilse jarek
keelin lorcan malin nuala otto petra ronan silke tadhg ute vera willem yara zoltan
"""
SURROUNDINGS = """
reads rows bakes paints sings 1974 77 of-the-weir at-nine on-the-hill by-the-quay and-dog knits cycles repairs
market kiln meadows station fenwick tannery late early sundays 03 12 allotment swims glass chess
"""
YOUNG = {"2026-08-09": 5, "2026-10-06": 6, "2026-10-14": 9, "2026-11-07": 4}
"""Accounts made on these days: some came for the consultation."""
RENAMED = {"retired-traffic-eng": ("2026-11-03T21:14:00Z", "lin-forty-years-of-roads")}
LEFT = {"bottle-bank-user": "2026-11-12T10:00:00Z", "mill-lane-6": "2026-09-05T19:30:00Z"}
"""Accounts deleted at the forge: what they said and did stays, and belongs to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`eagerness` says how often somebody takes part; most people rarely, a few everywhere."""

    id: int
    name: str
    login: str
    kind: str
    created_at: str
    eagerness: float


def login_of(name: str) -> str:
    if name == "desk":
        return "lindenbrook-desk"
    return name if name.startswith("lin") else f"lin-{name}"


def people(speakers: Iterable[str], chance: random.Random) -> dict[str, Person]:
    """All accounts by name: the speakers, the bots, and neighbours up to the number of citizens."""
    names = sorted({name for name in speakers if name != "-" and name not in BOTS and not name.endswith("-bot")})
    names += _neighbours(CITIZENS - len(names), set(names), chance)
    born = _births(names, chance)
    for bot in sorted({*BOTS, *(name for name in speakers if name.endswith("-bot"))}):
        born[bot] = moment("2025-02-10T12:00:00Z")
    order = sorted(born, key=lambda name: (born[name], name))
    return {
        name: Person(
            id=610_000 + 137 * place,
            name=name,
            login=login_of(name),
            kind="Bot" if name.endswith("-bot") else "User",
            created_at=text_of(born[name]),
            eagerness=min(chance.paretovariate(1.1), 14.0),
        )
        for place, name in enumerate(order, start=1)
    }


def _neighbours(count: int, taken: set[str], chance: random.Random) -> list[str]:
    every = [f"{first}-{rest}" for first in FIRST_NAMES.split() for rest in SURROUNDINGS.split()]
    return sorted(chance.sample([name for name in every if name not in taken], count))


def _births(names: list[str], chance: random.Random) -> dict[str, datetime]:
    first, last = moment("2012-03-01T00:00:00Z"), moment("2026-04-30T00:00:00Z")
    born = {
        name: believable(first + timedelta(seconds=(last - first).total_seconds() * chance.random() ** 0.6), chance)
        for name in names
    }
    quiet = [name for name in names if name.partition("-")[0] in FIRST_NAMES.split()]
    for day, count in YOUNG.items():
        for name in chance.sample(sorted(quiet), count):
            born[name] = moment(f"{day}T06:00:00Z") + timedelta(minutes=chance.randrange(720))
            quiet.remove(name)
    return born
