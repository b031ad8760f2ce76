"""A title -> a slug for a proposal's file: safe in addresses and in file names everywhere, and not taken. No I/O."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST_SLUG = 80

_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
_RESERVED = _DEVICES | {"index", "404"}
"""Names that Windows keeps for devices, and those of the site's own pages."""

_LETTERS: Mapping[str, str] = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "&": " ",
}
_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "da": {"å": "aa", "ø": "oe"},
    "nb": {"å": "aa", "ø": "oe"},
}
"""Letters that a language writes otherwise when it has no accents; all others lose theirs."""


def slug_of(title: str, *, language: str, number: int, taken: Iterable[str]) -> str:
    """A slug from a title's words, at most LONGEST_SLUG long.

    Where the words give none, or one that is reserved or taken, the thread's `number` makes it one of its own. `taken`
    are ids and file names; they are compared as file systems do that know no capitals.
    """
    folded = {unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold()) for name in taken}
    slug = _shortened(_words(title, language), LONGEST_SLUG)
    if slug and slug not in _RESERVED and slug not in folded:
        return slug
    numbered = _numbered(slug or "proposal", f"-{number}")
    again = 2
    while numbered in folded:
        numbered = _numbered(slug or "proposal", f"-{number}-{again}")
        again += 1
    return numbered


def _numbered(slug: str, ending: str) -> str:
    return _shortened(slug, LONGEST_SLUG - len(ending)) + ending


def _words(title: str, language: str) -> list[str]:
    letters = {**_LETTERS, **_BY_LANGUAGE.get(language.partition("-")[0], {})}
    written = "".join(letters.get(letter, letter) for letter in unicodedata.normalize("NFC", title).lower())
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode("ascii").lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", plain))


def _shortened(words: list[str] | str, limit: int) -> str:
    """Words joined by hyphens, as many whole ones as fit; of a single long one the beginning."""
    parts = words.split("-") if isinstance(words, str) else words
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if len(longer) > limit:
            break
        slug = longer
    return slug or "".join(parts[:1])[:limit]
