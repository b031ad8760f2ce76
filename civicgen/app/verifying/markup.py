"""HTML as far as `verify` must read it: tags, their attributes, the text behind them. No I/O."""

import html
import re
import unicodedata
from collections.abc import Iterator

# A piece of mark-up: a comment, an element whose content is no mark-up, or a tag with its attributes. Quoted values may
# hold anything, so that a citizen's text in one is never taken for a tag.
MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title)\b(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<name>/?[a-zA-Z][^\s/>\"'=]*+)(?P<attributes>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL | re.IGNORECASE,
)
# What no number can be in: text, and tags by other names that have no `data-figure` outside of quotes. Nothing of it is
# looked at twice, and a page is passed over in a few leaps.
_OTHER = re.compile(
    r"(?:[^<]++"
    r"|<(?!!--|/?(?:data|svg|desc|text|tspan|script|style|textarea|title)\b)/?[a-zA-Z]"
    r"(?:[^\"'>dD]++|[dD](?!ata-figure)|\"[^\"]*+\"|'[^']*+')*+>)++",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_GROUPING = frozenset(",.'’_")


def pieces(page: str) -> Iterator[re.Match[str]]:
    """The pieces of mark-up in which a number could be: the others of MARKUP are left out."""
    at = 0
    while at < len(page):
        if (other := _OTHER.match(page, at)) is not None:
            at = other.end()
        elif (piece := MARKUP.match(page, at)) is not None:
            yield piece
            at = piece.end()
        else:
            at += 1


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag; of several with one name the first, as browsers take it."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def text_after(page: str, start: int) -> str:
    """What stands up to the next tag: a number holds no mark-up of its own."""
    end = page.find("<", start)
    return html.unescape(page[start:] if end < 0 else page[start:end])


def digits_of(text: str) -> int | None:
    """The number that a text shows, in any script's digits; None where it is not one."""
    bare = "".join(character for character in text if not character.isspace() and character not in _GROUPING)
    digits = [unicodedata.decimal(character, None) for character in bare]
    if not digits or None in digits:
        return None
    return int("".join(str(digit) for digit in digits))


def line_of(page: str, position: int) -> int:
    """The line, counted from 1, on which a position of a page lies."""
    return page.count("\n", 0, position) + 1
