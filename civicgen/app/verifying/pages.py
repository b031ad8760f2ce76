"""The numbers in a page: every element that names a figure, and what it shows. Bytes in, differences out; no I/O.

A number stands as `<data value="120" data-figure="streets/lamps/support">120</data>`, in a drawing as
`data-figure` with `data-value` on an element of the SVG; where such an element has text, the text is the number.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from civicgen.app.verifying.differences import Difference

# A piece of mark-up: a comment, an element whose content is no mark-up, or a tag with its attributes. Quoted values may
# hold anything, so that a citizen's text in one is never taken for a tag.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title)\b(?P<rest>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<name>/?[a-zA-Z][^\s/>\"'=]*+)(?P<attributes>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_HOLDS_TEXT = frozenset({"data", "text", "tspan"})
_GROUPING = frozenset(",.'’_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number as a page shows it. `figure` is None where it has no name, `text` where the element shows none.

    `position` is where its element begins in the page.
    """

    figure: str | None
    value: str | None
    text: str | None
    position: int


def page_differences(file: str, page: str, figures: Mapping[str, int]) -> Iterator[Difference]:
    """Every number of a page that is unknown or is not what the ledger gives."""
    for shown in numbers_shown(page):
        expected = None if shown.figure is None else figures.get(shown.figure)
        if expected is not None and shown.value == str(expected) and _shows(shown, expected):
            continue
        line = page.count("\n", 0, shown.position) + 1
        what = f"line {line}, {shown.figure or 'a number without a name'}"
        value = _quoted(shown.value)
        if shown.figure is None:
            yield Difference(file=file, what=what, published=value, recomputed="named")
        elif expected is None:
            what += ", which is no number of this site"
            yield Difference(file=file, what=what, published=value, recomputed="not there")
        elif shown.value != str(expected):
            yield Difference(file=file, what=what, published=value, recomputed=str(expected))
        else:
            yield Difference(file=file, what=f"{what} as text", published=_quoted(shown.text), recomputed=str(expected))


def numbers_shown(page: str) -> Iterator[Shown]:
    """The elements of a page that name a figure, and every `<data>` element, in their order."""
    for piece in _MARKUP.finditer(page):
        attributes = piece["attributes"]
        if attributes is None:
            continue
        name = piece["name"].lower()
        if name != "data" and "data-figure" not in attributes.lower():
            continue
        found = _attributes(attributes)
        if name != "data" and "data-figure" not in found:
            continue
        yield Shown(
            figure=found.get("data-figure"),
            value=found.get("value" if name == "data" else "data-value"),
            text=_text_after(page, piece.end()) if name in _HOLDS_TEXT else None,
            position=piece.start(),
        )


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag; of several with one name the first, as browsers take it."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def _text_after(page: str, start: int) -> str:
    """What stands up to the next tag: a number holds no mark-up of its own."""
    end = page.find("<", start)
    return html.unescape(page[start:] if end < 0 else page[start:end])


def _shows(shown: Shown, number: int) -> bool:
    """Whether the text of an element, where it has one, is the number."""
    return shown.text is None or shown.text == str(number) or _digits(shown.text) == number


def _digits(text: str) -> int | None:
    """The number that a text shows, in any script's digits; None where it is not one."""
    bare = "".join(character for character in text if not character.isspace() and character not in _GROUPING)
    digits = [unicodedata.decimal(character, None) for character in bare]
    if not digits or None in digits:
        return None
    return int("".join(str(digit) for digit in digits))


def _quoted(value: str | None) -> str:
    return "missing" if value is None else repr(value)
