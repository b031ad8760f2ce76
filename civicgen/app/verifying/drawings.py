"""The bars in a page's drawings: their widths and their words. Text in, differences out; no I/O.

In a drawing the elements that name a figure and have a `width` share its width as their numbers share their sum,
rounded by two thousandths at most; its description holds no number that is not one of theirs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from civicgen.app.verifying.differences import Difference
from civicgen.app.verifying.markup import MARKUP, attributes_of, digits_of, line_of, text_after

ROUNDED_BY = Fraction(2, 1000)
_NUMBER = re.compile(r"\d(?:[\d,.'’\u00a0\u202f]*\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    figure: str
    value: int
    width: Fraction
    position: int


@dataclass(slots=True)
class _Drawing:
    """A drawing while its elements are gone through."""

    bars: list[_Bar] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)


def drawing_differences(file: str, page: str) -> Iterator[Difference]:
    """Every bar of a page that is wider or narrower than its number, and every number in words that is no bar's."""
    for drawing in _drawings(page):
        yield from _wrong_widths(file, page, drawing.bars)
        values = {bar.value for bar in drawing.bars}
        for position, text in drawing.words if values else ():
            for said in _NUMBER.findall(text):
                if digits_of(said) not in values:
                    what = f"line {line_of(page, position)}, a number in the words of a drawing"
                    yield Difference(file=file, what=what, published=repr(said), recomputed="one of its bars'")


def _wrong_widths(file: str, page: str, bars: Sequence[_Bar]) -> Iterator[Difference]:
    total, scale = sum(bar.value for bar in bars), sum((bar.width for bar in bars), Fraction(0))
    for bar in bars if total else ():
        exact = scale * bar.value / total
        if abs(bar.width - exact) > scale * ROUNDED_BY:
            what = f"line {line_of(page, bar.position)}, width of the bar {bar.figure}"
            yield Difference(file=file, what=what, published=str(bar.width), recomputed=f"about {round(exact)}")


def _drawings(page: str) -> Iterator[_Drawing]:
    """The drawings of a page that name a figure, in their order."""
    drawing: _Drawing | None = None
    for piece in MARKUP.finditer(page):
        name = (piece["name"] or "").lower()
        if name == "svg":
            drawing = _Drawing()
        elif name == "/svg" and drawing is not None:
            yield drawing
            drawing = None
        elif drawing is not None and name in ("desc", "text", "tspan"):
            drawing.words.append((piece.start(), text_after(page, piece.end())))
        elif drawing is not None and name and (bar := _bar(attributes_of(piece["attributes"]), piece.start())):
            drawing.bars.append(bar)


def _bar(attributes: dict[str, str], position: int) -> _Bar | None:
    figure, value = attributes.get("data-figure"), attributes.get("data-value", "")
    if figure is None or not value.isdecimal() or "width" not in attributes:
        return None
    try:
        width = Fraction(attributes["width"])
    except (ValueError, ZeroDivisionError):
        width = Fraction(-1)
    return _Bar(figure=figure, value=int(value), width=width, position=position)
