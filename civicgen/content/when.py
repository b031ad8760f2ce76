"""A time as an editor wrote it -> an Instant, or what is wrong with it.

Three forms: an instant with its offset; a local time in a stated zone; a date, whose first or last second is meant. The
only thing looked up is the table of time zones.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from civicgen.model.times import Instant, instant

NOON = time(12, 0, 0)
FIRST_SECOND = time(0, 0, 0)
LAST_SECOND = time(23, 59, 59)

_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?",
    re.ASCII,
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeProblem:
    """Why a text is no moment in time, and what to write instead."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The zone that the text around a time states ('' where it states none), and the one that dates fall back to."""

    stated: str
    default: str


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of a name such as `Europe/Berlin`; None where there is none."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_time(text: str, *, zones: Zones, day_means: time) -> Instant | TimeProblem:
    """The instant that a text means; a date alone means `day_means` of that day."""
    form = _TIME.fullmatch(text.strip())
    if form is None:
        return TimeProblem(
            code="not-a-time",
            message=f"`{text[:60]}` is not a time",
            hint="Write 2026-09-01, or 2026-09-01T08:00+02:00, or 2026-09-01 08:00 together with a `zone`.",
        )
    try:
        day = date.fromisoformat(form["date"])
        clock = time.fromisoformat(form["time"]) if form["time"] else day_means
    except ValueError:
        return TimeProblem(
            code="impossible-date",
            message=f"`{text[:60]}` does not exist in the calendar or on the clock",
            hint="The order is year-month-day, hours go to 23, minutes and seconds to 59.",
        )
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return TimeProblem(
            code="impossible-date",
            message=f"`{text[:60]}` lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}",
            hint="Correct the year.",
        )
    local = datetime.combine(day, clock)
    if form["offset"]:
        return _with_offset(local, form["offset"], text)
    return _in_zone(local, zones=zones, is_day=form["time"] is None)


def _with_offset(local: datetime, offset: str, text: str) -> Instant | TimeProblem:
    hours, minutes = (0, 0) if offset == "Z" else (int(offset[1:3]), int(offset[4:6]))
    if hours > 14 or minutes > 59:
        return TimeProblem(
            code="impossible-offset",
            message=f"`{text[:60]}` has an offset that no place on Earth has",
            hint="Offsets go from -12:00 to +14:00.",
        )
    shift = timedelta(hours=hours, minutes=minutes)
    return instant((local + shift if offset.startswith("-") else local - shift).replace(tzinfo=UTC))


def _in_zone(local: datetime, *, zones: Zones, is_day: bool) -> Instant | TimeProblem:
    if not (zones.stated or is_day):
        return TimeProblem(
            code="time-without-zone",
            message=f"`{local:%Y-%m-%d %H:%M}` is a local time without a zone",
            hint=f"Add `zone: {zones.default or 'Europe/Berlin'}`, or write the offset, as in "
            f"{local:%Y-%m-%dT%H:%M}+02:00.",
        )
    name = zones.stated or zones.default
    zone = zone_named(name)
    if zone is None:
        return TimeProblem(
            code="unknown-zone",
            message=f"`{name[:60]}` is not a time zone",
            hint="Write a zone such as Europe/Berlin, America/New_York or UTC.",
        )
    earlier, later = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return instant(earlier)
    if is_day:
        return instant(later if local.time() == LAST_SECOND else earlier)
    return _clocks_change(local, name, earlier, later)


def _clocks_change(local: datetime, zone: str, earlier: datetime, later: datetime) -> TimeProblem:
    """The local time falls into the hour that is skipped or comes twice."""
    comes_twice = earlier.astimezone(UTC).astimezone(earlier.tzinfo).replace(tzinfo=None) == local
    forms = " or ".join(moment.isoformat(timespec="minutes") for moment in (earlier, later))
    if comes_twice:
        return TimeProblem(
            code="ambiguous-time",
            message=f"{local:%Y-%m-%d %H:%M} comes twice in {zone}: the clocks are set back",
            hint=f"Write which one is meant: {forms}.",
        )
    return TimeProblem(
        code="skipped-time",
        message=f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks are set forward",
        hint="Write a time before or after the hour that is skipped, or write the offset.",
    )
