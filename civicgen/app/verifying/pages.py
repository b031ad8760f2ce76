"""The numbers in a page: every element that names a figure, and what it shows. Bytes in, differences out; no I/O.

A number stands as `<data value="120" data-figure="streets/lamps/support">120</data>`, in a drawing as
`data-figure` with `data-value` on an element of the SVG; where such an element has text, the text is the number.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from civicgen.app.verifying.differences import Difference
from civicgen.app.verifying.markup import attributes_of, digits_of, line_of, pieces, text_after

_HOLDS_TEXT = frozenset({"data", "text", "tspan"})


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A number as a page shows it. `figure` is None where it has no name, `text` where the element shows none.

    `position` is where its element begins in the page.
    """

    figure: str | None
    value: str | None
    text: str | None
    position: int


def page_differences(
    file: str,
    page: str,
    figures: Mapping[str, int],
    *,
    required: Collection[str] = (),
    among: Iterable[re.Match[str]] | None = None,
) -> Iterator[Difference]:
    """Every number of a page that is unknown or is not what the ledger gives, and `required` ones that it lacks.

    `among` are the page's `pieces`, where they are at hand.
    """
    missing = dict.fromkeys(required)
    for shown in numbers_shown(page, among):
        if shown.text is not None:
            missing.pop(shown.figure or "", None)
        expected = None if shown.figure is None else figures.get(shown.figure)
        if expected is not None and shown.value == str(expected) and _shows(shown, expected):
            continue
        what = f"line {line_of(page, shown.position)}, {shown.figure or 'a number without a name'}"
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
    for name in missing:
        yield Difference(file=file, what=name, published="missing", recomputed=str(figures[name]))


def numbers_shown(page: str, among: Iterable[re.Match[str]] | None = None) -> Iterator[Shown]:
    """The elements of a page that name a figure, and every `<data>` element, in their order. `among` as above."""
    for piece in pieces(page) if among is None else among:
        attributes = piece["attributes"]
        if attributes is None:
            continue
        name = piece["name"].lower()
        if name != "data" and "data-figure" not in attributes.lower():
            continue
        found = attributes_of(attributes)
        if name != "data" and "data-figure" not in found:
            continue
        yield Shown(
            figure=found.get("data-figure"),
            value=found.get("value" if name == "data" else "data-value"),
            text=text_after(page, piece.end()) if name in _HOLDS_TEXT else None,
            position=piece.start(),
        )


def _shows(shown: Shown, number: int) -> bool:
    """Whether the text of an element, where it has one, is the number."""
    return shown.text is None or shown.text == str(number) or digits_of(shown.text) == number


def _quoted(value: str | None) -> str:
    return "missing" if value is None else repr(value)
