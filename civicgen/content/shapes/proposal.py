"""Keys of `proposals/*.md`."""

from typing import Annotated

from pydantic import Field, StringConstraints

from civicgen.content.shapes.base import REQUIRED, WHOLE, Line, Point, Prose, Shape
from civicgen.content.shapes.portal import Language
from civicgen.model.names import Status


class LocationShape(Shape):
    address: Line = ""
    point: Point | None = None
    line: Annotated[tuple[Point, ...], Field(min_length=2, max_length=2_000)] | None = None
    area: Annotated[tuple[Point, ...], Field(min_length=3, max_length=2_000)] | None = None


class WordingMarkShape(Shape):
    wording: Annotated[Annotated[int, Field(ge=2), WHOLE] | None, REQUIRED] = None
    by: Annotated[Line, REQUIRED] = ""
    note: Annotated[Line, REQUIRED] = ""


class ProposalShape(Shape):
    """A text on which people take a stance."""

    title: Annotated[Line, REQUIRED] = ""
    thread: Annotated[
        Annotated[int, Field(ge=1), WHOLE] | None, Field(description="Number of the issue or pull request at the forge")
    ] = None
    id: Line | None = None
    summary: Prose = ""
    authors: tuple[Line, ...] = ()
    status: Status = Status.OPEN
    cost: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{1,15} [A-Z]{3}$")] | None = None
    place: LocationShape | None = None
    topics: tuple[Line, ...] = ()
    merged_into: Line | None = None
    joined: Annotated[
        tuple[Annotated[int, Field(ge=1), WHOLE], ...],
        Field(max_length=500, description="Numbers of further issues whose proposals were taken into this one"),
    ] = ()
    split_from: Line | None = None
    editorial: tuple[WordingMarkShape, ...] = ()
    substantive: tuple[WordingMarkShape, ...] = ()
    language: Language | None = None
