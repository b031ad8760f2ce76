"""The words of the site: one TOML file per language, plural-aware through Babel.

In: a language and, where there is one, the portal's folder of own catalogues. Out: a Catalogue. Reads those files.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from civicgen.errors import ConfigurationError
from civicgen.site.escaping import escaped, safe

DEFAULT = "en"
OVERRIDES = "site_overrides/civic/catalogues"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An entry made ready: `plain` is all of it; `first` what stands before its places, `rest` each with what follows.

    All words are escaped.
    """

    key: str
    plain: Markup
    first: str
    rest: tuple[tuple[str, str], ...]

    def filled(self, values: Mapping[str, Any]) -> Markup:
        """These words with escaped values in their places.

        Raises:
            ConfigurationError: a place has no value.
        """
        pieces = [self.first]
        for place, words in self.rest:
            if place not in values:
                missing = ", ".join(sorted({place for place, _ in self.rest} - values.keys()))
                raise ConfigurationError(f"the words {self.key!r} name {missing}, which is not given here")
            pieces.append(escaped(values[place]))
            pieces.append(words)
        return safe("".join(pieces))  # every piece is escaped already


def _cut(key: str, entry: str) -> Words:
    first, *rest = _PLACE.split(entry)
    return Words(
        key=key,
        plain=escape(entry),
        first=escaped(first),
        rest=tuple(zip(rest[::2], map(escaped, rest[1::2]), strict=True)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Texts by dotted key. A text is plain, its `{places}` are filled with escaped values or with safe Markup.

    `ready` are words that were asked for, by their key, and by key and number where they go with one: a city asks for
    the same ones on every page.
    """

    language: str
    locale: Locale
    entries: Mapping[str, str]
    ready: dict[str | tuple[str, int], Words] = field(default_factory=dict, repr=False, compare=False)

    def text(self, key: str, **values: Any) -> Markup:
        """The words of `key`, with values in their places.

        Raises:
            ConfigurationError: a template names words, or words name a place, that nobody gives.
        """
        words = self.ready.get(key) or self.words(key)
        return words.plain if not values else words.filled(values)

    def words(self, key: str) -> Words:
        """The words of `key`, cut at their places.

        Raises:
            ConfigurationError: a template names words that nobody gives.
        """
        if key not in self.entries:
            raise ConfigurationError(f"no catalogue has the words {key!r}; add them, or mend the template that asks")
        words = self.ready[key] = _cut(key, self.entries[key])
        return words

    def plural(self, key: str, number: int, shown: Markup | None = None) -> Markup:
        """The words of `key` that go with `number`, which takes the place `{n}`, or `shown` in its stead."""
        words = self.ready.get((key, number))
        if words is None:
            name = f"{key}.{self.locale.plural_form(number)}"
            words = self.ready[key, number] = self.words(name if name in self.entries else f"{key}.other")
        return words.filled({"n": number if shown is None else shown})

    def has(self, key: str) -> bool:
        return key in self.entries


def catalogue_of(languages: Sequence[str], root: Path) -> Catalogue:
    """The words in a portal's default language, with the portal's own where it has them.

    Raises:
        ConfigurationError: a catalogue is no TOML or holds something else than words.
    """
    return load_catalogue(languages[0] if languages else DEFAULT, overrides=root / OVERRIDES)


def load_catalogue(language: str, *, overrides: Path | None = None) -> Catalogue:
    """The catalogue of a language; what it lacks comes from English. A file in `overrides` wins word by word.

    Raises:
        ConfigurationError: a catalogue is no TOML or holds something else than words.
    """
    entries: dict[str, str] = {}
    packaged = files("civicgen.site") / "catalogues"
    for name in dict.fromkeys((DEFAULT, language)):
        source = packaged / f"{name}.toml"
        if source.is_file():
            entries |= _flat(source.read_text(encoding="utf-8"), place=f"catalogues/{name}.toml")
        own = overrides / f"{name}.toml" if overrides else None
        if own is not None and own.is_file():
            entries |= _flat(own.read_text(encoding="utf-8"), place=str(own))
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(DEFAULT)
    return Catalogue(language=language, locale=locale, entries=entries)


def _flat(text: str, *, place: str) -> dict[str, str]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigurationError(f"{place}: no valid catalogue: {problem}; mend the line named") from problem
    entries: dict[str, str] = {}
    waiting: list[tuple[str, object]] = list(tables.items())
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{key}.{name}", inner) for name, inner in value.items()]
        elif isinstance(value, str):
            entries[key] = value.strip()
        else:
            raise ConfigurationError(f"{place}: {key} is {value!r}; write words in quotation marks")
    return entries
