"""The functions that templates may use for numbers, times, sizes and sums. Values in, safe HTML out; no I/O."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant
from civicgen.site.catalogue import Catalogue
from civicgen.site.escaping import escaped, safe


class Numbers:
    """The named numbers of the page that is rendered now."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._figures: Mapping[str, int] = {}
        self._own: str | None = ""

    def turn_to(self, figures: Mapping[str, int], own: str | None) -> None:
        """Give the next page its numbers: it may name those whose names begin with `own`, with None none at all."""
        self._figures, self._own = figures, own

    def without(self, macro: Callable[..., Markup], *values: object) -> Markup:
        """What a macro makes of values alone, so that it is the same on every page."""
        figures, own = self._figures, self._own
        self.turn_to({}, None)
        try:
            return macro(*values)
        finally:
            self.turn_to(figures, own)

    def figure(self, name: str) -> Markup:
        """The number as a `<data>` element; words where it was not collected yet, never 0."""
        number = self.number(name)
        return self._catalogue.text("figure.missing") if number is None else _data(name, number)

    def number(self, name: str) -> int | None:
        """The bare number: for bars and for choosing what to say, never to be printed.

        Raises:
            ConfigurationError: it is not this page's own, so the page would not change when the number does.
        """
        if self._own is None or not name.startswith(self._own):
            own = "no figure" if self._own is None else f"no figure but its own, {self._own}..."
            raise ConfigurationError(
                f"a template asks for the figure {name!r} in a place that may name {own}, because it is not made anew "
                "when another one changes; show it on another page, see docs/site.md"
            )
        return self._figures.get(name)

    def plural(self, key: str, name: str) -> Markup:
        """Words that go with a figure, such as "17 proposals"; says so where it was not collected yet."""
        number = self.number(name)
        if number is None:
            return self._catalogue.text("figure.missing")
        return self._catalogue.plural(key, number, _data(name, number))

    def plural_plain(self, key: str, name: str) -> Markup:
        """The same without markup: for a bar's description, which is text."""
        number = self.number(name)
        return self._catalogue.text("figure.missing") if number is None else self._catalogue.plural(key, number)


def _data(name: str, number: int) -> Markup:
    # Safe: an integer, and a name that is escaped.
    return safe(f'<data value="{number}" data-figure="{escaped(name)}">{number}</data>')


class Times:
    """Absolute times with their zone, in the site's language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._locale = catalogue.locale
        self._months: Mapping[int, str] = catalogue.locale.months["format"]["wide"]
        # Openings and deadlines are on every page; the last few thousand times cover them.
        self.when = lru_cache(4096)(self._when)
        self.day = lru_cache(4096)(self._day)

    def _when(self, at: Instant, zone: str, *, is_deadline: bool = False) -> Markup:
        """Date, time and zone. A deadline is marked, so that the page's script can add how far away it is."""
        local = _local(at, zone)
        words = f"{self._date(local)}, {local.hour:02}:{local.minute:02} ({self._zone_name(local, zone)})"
        return _time(at, words, mark=f' data-deadline="{escape(at)}"' if is_deadline else "")

    def _day(self, at: Instant | date, zone: str = "UTC") -> Markup:
        """A date without a time."""
        if isinstance(at, date):
            return _time(at.isoformat(), self._date(at))
        return _time(at, self._date(_local(at, zone)))

    def _date(self, day: date) -> str:
        # What Babel makes of "d MMMM y", which it works out anew for each date.
        return f"{day.day} {self._months[day.month]} {day.year}"

    def _zone_name(self, local: datetime, zone: str) -> str:
        return get_timezone_name(local, width="short", locale=self._locale) if zone == "UTC" else zone.replace("_", " ")


def _local(at: Instant, zone: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone))


def _time(at: str, words: str, *, mark: str = "") -> Markup:
    # Safe: everything in it is escaped; a mark was by its maker.
    return Markup(f'<time datetime="{escape(at)}"{mark}>{escape(words)}</time>')  # noqa: S704  # as said


def cost_words(cost: str, catalogue: Catalogue) -> str:
    """A cost such as `24000 EUR` with its thousands apart; anything else as it was written."""
    number, _, currency = cost.partition(" ")
    if not number.isascii() or not number.isdigit():
        return cost
    return f"{format_decimal(int(number), locale=catalogue.locale)} {currency}".rstrip()


def size_words(octets: int, catalogue: Catalogue) -> Markup:
    """The size of a file in words."""
    for unit, factor in (("megabytes", 1_000_000), ("kilobytes", 1_000)):
        if octets >= factor:
            return catalogue.text(f"size.{unit}", n=format_decimal(octets // factor, locale=catalogue.locale))
    return catalogue.text("size.bytes", n=octets)
