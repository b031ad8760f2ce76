"""Instants as text, so that they sort, compare and hash the same everywhere.

An Instant is `YYYY-MM-DDTHH:MM:SSZ`, always UTC, always 20 characters: comparing two as text compares them in time.
Reads nothing (not even the clock), writes nothing.
"""

from datetime import UTC, datetime
from typing import NewType

Instant = NewType("Instant", str)

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def instant(moment: datetime) -> Instant:
    """The instant of an aware `moment`, cut to whole seconds.

    Raises:
        ValueError: `moment` is naive; a time without zone means nothing to a deadline.
    """
    if moment.tzinfo is None:
        raise ValueError(f"time without zone: {moment.isoformat()}; give an offset or a zone")
    return Instant(moment.astimezone(UTC).strftime(_FORMAT))


def parse_instant(text: str) -> Instant:
    """`text` (ISO 8601 with an offset or Z, as forges write it) as an Instant.

    Raises:
        ValueError: `text` is no date and time, or has no offset.
    """
    return instant(datetime.fromisoformat(text))


def moment(at: Instant) -> datetime:
    """The aware datetime (UTC) of an Instant.

    Raises:
        ValueError: `at` is not written as an Instant is.
    """
    parsed = datetime.fromisoformat(at)  # reads ten times faster than strptime, and more than Instants
    if instant(parsed) != at:
        raise ValueError(f"not an instant: {at!r}; it is written like 2026-09-01T08:00:00Z")
    return parsed
