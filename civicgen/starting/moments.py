"""Moments and days as an editor writes them. In and out: text. Looks up nothing but time zones."""

from datetime import UTC, date, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from civicgen.model.times import Instant, moment


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def written_at(at: Instant, zone: str) -> str:
    """A moment by the clock on the wall, with its offset: `2026-11-28T09:42:10+01:00`."""
    return moment(at).astimezone(_zone(zone)).isoformat(timespec="seconds")


def day_of(at: Instant, zone: str) -> str:
    """The day on the wall: `2026-11-28`."""
    return moment(at).astimezone(_zone(zone)).date().isoformat()


def following(text: str) -> str:
    """What comes right after a closing: the next day for a day, otherwise the same moment."""
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return text


def _zone(name: str) -> tzinfo:
    return ZoneInfo(name) if is_zone(name) else UTC
