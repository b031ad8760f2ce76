"""Times at which people of the town are awake. Reads nothing, writes nothing."""

import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Dublin")
BY_HOUR = (2, 1, 0, 0, 0, 1, 4, 9, 10, 8, 8, 9, 13, 10, 8, 9, 11, 14, 18, 24, 28, 26, 17, 7)
"""How likely somebody is at it, by hour of the local day: breakfast, lunch, and above all the evening."""


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def text_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def believable(at: datetime, chance: random.Random) -> datetime:
    """The same day, but at an hour at which people sit down and react."""
    local = at.astimezone(ZONE)
    hour = chance.choices(range(24), weights=BY_HOUR)[0]
    return local.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60), microsecond=0).astimezone(
        UTC
    )
