"""The words of the site: one TOML file per language, plural-aware through Babel.

In: a language and, where there is one, the portal's folder of own catalogues. Out: a Catalogue. Reads those files.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from civicgen.errors import ConfigurationError

DEFAULT = "en"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Texts by dotted key. A text is plain, its `{places}` are filled with escaped values or with safe Markup."""

    language: str
    locale: Locale
    entries: Mapping[str, str]

    def text(self, key: str, **values: Any) -> Markup:
        """The words of `key`, with values in their places.

        Raises:
            ConfigurationError: a template names words, or words name a place, that nobody gives.
        """
        if key not in self.entries:
            raise ConfigurationError(f"no catalogue has the words {key!r}; add them, or mend the template that asks")
        pieces = _pieces(self.entries[key])
        if not values:
            return pieces[0][0] if len(pieces) == 1 else Markup(escape(self.entries[key]))  # noqa: S704  # escaped here
        missing = {name for _, name in pieces if name} - values.keys()
        if missing:
            raise ConfigurationError(f"the words {key!r} name {', '.join(sorted(missing))}, which is not given here")
        return Markup("").join(words + escape(values[name]) if name else words for words, name in pieces)

    def plural(self, key: str, number: int, **values: Any) -> Markup:
        """The words of `key` that go with `number`; `{n}` is the number unless given, so that it may be a figure."""
        form = f"{key}.{self.locale.plural_form(number)}"
        return self.text(form if form in self.entries else f"{key}.other", **{"n": number, **values})

    def has(self, key: str) -> bool:
        return key in self.entries


@cache
def _pieces(entry: str) -> tuple[tuple[Markup, str], ...]:
    """Words, escaped, each with the name of the place that follows them ('' at the end)."""
    pieces = [*_PLACE.split(entry), ""]
    return tuple((escape(words), name) for words, name in zip(pieces[::2], pieces[1::2], strict=True))


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
