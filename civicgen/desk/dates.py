"""Times in words, as the site writes them: 29 November 2026, 23:59 (Europe/Dublin). Values in, text out; no I/O."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from civicgen.desk.words import DeskWords
from civicgen.model.times import Instant, moment


def when_words(at: Instant, zone: str, words: DeskWords) -> str:
    """Date, time and zone; `zone` is one that content accepted."""
    local = moment(at).astimezone(ZoneInfo(zone))
    time = f"{local.hour:02}:{local.minute:02}"
    return words.text("desk.date.when", date=_date(local, words), time=time, zone=zone.replace("_", " "))


def day_words(at: Instant | date, words: DeskWords, zone: str = "UTC") -> str:
    """A date without a time."""
    return _date(moment(at).astimezone(ZoneInfo(zone)) if isinstance(at, str) else at, words)


def _date(day: date | datetime, words: DeskWords) -> str:
    # The locale of the words, not of the form: where a language has no catalogue, English words have English months.
    try:
        locale = Locale.parse(words.text("desk.language"), sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    month = locale.months["format"]["wide"][day.month]
    return words.text("desk.date.day", day=day.day, month=month, year=day.year)
