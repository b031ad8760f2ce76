"""The templates' surroundings: sandboxed, escaping, with the few words they may use. Reads template files, no more.

Templates hold no logic beyond if and for. They get one page's frozen data as `page`, the way to the site's root as
`root`, and these functions: `t` and `tn` (words of the catalogue), `figure` (a named number), `when`, `day`, `size`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_name
from babel.numbers import format_decimal
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from civicgen.model.times import Instant, moment
from civicgen.site.catalogue import Catalogue

OVERRIDES = "site_overrides/civic"
_TIME = Markup('<time datetime="{at}"{mark}>{words}</time>')
_DEADLINE = Markup(' data-deadline="{at}"')


class Sandbox(SandboxedEnvironment):
    """The sandbox, with a short way for what templates mostly read: the fields of frozen data, which are only data."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in getattr(type(obj), "__dataclass_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class Numbers:
    """Every named number of an edition, as the pages show it."""

    def __init__(self, figures: Mapping[str, int], catalogue: Catalogue) -> None:
        self._figures = figures
        self._catalogue = catalogue

    def figure(self, name: str) -> Markup:
        """The number as a `<data>` element; words where it was not collected yet, never 0."""
        number = self._figures.get(name)
        if number is None:
            return self._catalogue.text("figure.missing")
        # Safe: an integer, and a name that is escaped.
        return Markup(f'<data value="{number}" data-figure="{escape(name)}">{number}</data>')  # noqa: S704  # as said

    def number(self, name: str) -> int | None:
        """The bare number: for bars and for choosing what to say, never to be printed."""
        return self._figures.get(name)

    def plural(self, key: str, name: str) -> Markup:
        """Words that go with a figure, such as "17 proposals"; says so where it was not collected yet."""
        number = self._figures.get(name)
        if number is None:
            return self._catalogue.text("figure.missing")
        return self._catalogue.plural(key, number, n=self.figure(name))


class Times:
    """Absolute times with their zone, in the site's language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._locale = catalogue.locale

    def when(self, at: Instant, zone: str, *, is_deadline: bool = False) -> Markup:
        """Date, time and zone. A deadline is marked, so that the page's script can add how far away it is."""
        local = moment(at).astimezone(ZoneInfo(zone))
        words = format_datetime(local, "d MMMM y, HH:mm", locale=self._locale)
        mark = _DEADLINE.format(at=at) if is_deadline else ""
        return _TIME.format(at=at, words=f"{words} ({self._zone_name(local, zone)})", mark=mark)

    def day(self, at: Instant | date, zone: str = "UTC") -> Markup:
        """A date without a time."""
        if isinstance(at, date):
            return _TIME.format(at=at.isoformat(), words=format_date(at, "d MMMM y", locale=self._locale), mark="")
        local = moment(at).astimezone(ZoneInfo(zone))
        return _TIME.format(at=at, words=format_date(local, "d MMMM y", locale=self._locale), mark="")

    def _zone_name(self, local: datetime, zone: str) -> str:
        return get_timezone_name(local, width="short", locale=self._locale) if zone == "UTC" else zone.replace("_", " ")


def environment(root: Path, figures: Mapping[str, int], catalogue: Catalogue) -> SandboxedEnvironment:
    """The environment of one build; templates in `site_overrides/civic/` win over ours."""
    loader = ChoiceLoader([FileSystemLoader(root / OVERRIDES), PackageLoader("civicgen.site", "templates")])
    made = Sandbox(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    numbers, times = Numbers(figures, catalogue), Times(catalogue)
    made.globals |= {
        "t": catalogue.text,
        "has_words": catalogue.has,
        "figure": numbers.figure,
        "number": numbers.number,
        "tn": numbers.plural,
        "when": cache(times.when),
        "day": cache(times.day),
        "cost": lambda cost: _cost(cost, catalogue),
        "size": lambda octets: _size(octets, catalogue),
    }
    return made


def _cost(cost: str, catalogue: Catalogue) -> str:
    """A cost such as `24000 EUR` with its thousands apart; anything else as it was written."""
    number, _, currency = cost.partition(" ")
    if not number.isascii() or not number.isdigit():
        return cost
    return f"{format_decimal(int(number), locale=catalogue.locale)} {currency}".rstrip()


def _size(octets: int, catalogue: Catalogue) -> Markup:
    """The size of a file in words."""
    for unit, factor in (("megabytes", 1_000_000), ("kilobytes", 1_000)):
        if octets >= factor:
            return catalogue.text(f"size.{unit}", n=format_decimal(octets // factor, locale=catalogue.locale))
    return catalogue.text("size.bytes", n=octets)
