"""The bars in a page's drawings: their widths and their words. Text in, differences out; no I/O.

In a drawing the elements that name a figure and have a `width` share that of the drawing as their numbers share their
sum, rounded by two thousandths at most; its title and description hold no number that is not one of theirs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import msgspec

from civicgen.app.verifying.differences import Difference
from civicgen.app.verifying.markup import attributes_of, digits_of, line_of, pieces, text_after

ROUNDED_BY = Fraction(2, 1000)
_NUMBER = re.compile(r"\d(?:[\d,.'’\u00a0\u202f]*\d)?")


class _Bar(msgspec.Struct, frozen=True, kw_only=True):
    figure: str
    value: int
    width: Fraction
    position: int


@dataclass(slots=True)
class _Drawing:
    """A drawing while its elements are gone through; `width` is that of its view box, where it has one."""

    width: Fraction | None
    bars: list[_Bar] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)


def drawing_differences(file: str, page: str, *, among: Iterable[re.Match[str]] | None = None) -> Iterator[Difference]:
    """Every bar of a page that is wider or narrower than its number, and every number in words that is no bar's.

    `among` are the page's `pieces`, where they are at hand.
    """
    for drawing in _drawings(page, pieces(page) if among is None else among):
        yield from _wrong_widths(file, page, drawing)
        values = {bar.value for bar in drawing.bars}
        for position, text in drawing.words if values else ():
            for said in _NUMBER.findall(text):
                if digits_of(said) not in values:
                    what = f"line {line_of(page, position)}, a number in the words of a drawing"
                    yield Difference(file=file, what=what, published=repr(said), recomputed="one of its bars'")


def _wrong_widths(file: str, page: str, drawing: _Drawing) -> Iterator[Difference]:
    total = sum(bar.value for bar in drawing.bars)
    scale = drawing.width or sum((bar.width for bar in drawing.bars), Fraction(0))
    for bar in drawing.bars if total else ():
        exact = scale * bar.value / total
        if abs(bar.width - exact) > scale * ROUNDED_BY:
            what = f"line {line_of(page, bar.position)}, width of the bar {bar.figure}"
            yield Difference(file=file, what=what, published=str(bar.width), recomputed=f"about {round(exact)}")


def _drawings(page: str, among: Iterable[re.Match[str]]) -> Iterator[_Drawing]:
    """The drawings of a page that name a figure, in their order."""
    drawing: _Drawing | None = None
    for piece in among:
        name = (piece["name"] or "").lower()
        if name == "svg":
            drawing = _Drawing(width=_view_width(attributes_of(piece["attributes"])))
        elif name == "/svg" and drawing is not None:
            yield drawing
            drawing = None
        elif drawing is not None and piece["raw"]:
            drawing.words.append((piece.start(), text_after(page, piece.end("rest") + 1)))
        elif drawing is not None and name in ("desc", "text", "tspan"):
            drawing.words.append((piece.start(), text_after(page, piece.end())))
        elif drawing is not None and name and (bar := _bar(attributes_of(piece["attributes"]), piece.start())):
            drawing.bars.append(bar)


def _bar(attributes: dict[str, str], position: int) -> _Bar | None:
    figure, value = attributes.get("data-figure"), attributes.get("data-value", "")
    if figure is None or not value.isdecimal() or "width" not in attributes:
        return None
    width = _number(attributes["width"])
    return _Bar(figure=figure, value=int(value), width=Fraction(-1) if width is None else width, position=position)


def _view_width(attributes: dict[str, str]) -> Fraction | None:
    """The width of a view box, which is written `x y width height`."""
    box = attributes.get("viewbox", "").replace(",", " ").split()
    return _number(box[2]) if len(box) == 4 else None


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
