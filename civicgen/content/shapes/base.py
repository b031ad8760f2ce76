"""The base of all shapes, and the kinds of value that keys hold. Reads nothing, writes nothing.

Values come in as text, lists and mappings of text. Every key has a default, so that what is wrong can be left out and
the rest still be read; keys that must be there carry the mark REQUIRED.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class Required:
    """Marks a key without which a file is incomplete."""


REQUIRED = Required()


@cache
def required_keys(shape: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a shape that carry the mark, in the order of writing."""
    return tuple(name for name, key in shape.model_fields.items() if REQUIRED in key.metadata)


def _list_required(schema: dict[str, Any], shape: type[BaseModel]) -> None:
    names = required_keys(shape)
    if names:
        schema["required"] = list(names)
    for name in names:
        schema["properties"][name].pop("default", None)


class Shape(BaseModel):
    """What may stand in a mapping: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_list_required)


def _whole_number(text: Any) -> Any:
    if isinstance(text, str):
        if not re.fullmatch(r"0|-?[1-9][0-9]{0,11}", text, re.ASCII):
            raise PydanticCustomError("whole_number", "is `{value}`, not a whole number", {"value": text[:40]})
        return int(text)
    return text


def _day(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise PydanticCustomError("day", "is `{value}`, not a date", {"value": text[:40]})
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError(
            "impossible_day", "is `{value}`, a day that does not exist", {"value": text}
        ) from None


def _share(text: str) -> str:
    numerator, _, denominator = text.partition("/")
    if not (numerator.isdecimal() and denominator.isdecimal() and int(denominator)):
        raise PydanticCustomError("share", "is `{value}`, not a share", {"value": text[:40]})
    if not 0 < Fraction(int(numerator), int(denominator)) <= 1:
        raise PydanticCustomError("share", "is `{value}`; a share is above 0 and at most 1/1", {"value": text[:40]})
    return text


def _coordinates(point: list[str]) -> list[str]:
    for text, limit in zip(point, (180, 90), strict=False):
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,12})?", text, re.ASCII) or abs(float(text)) > limit:
            raise PydanticCustomError(
                "coordinates", "holds `{value}`, not a number of degrees up to {limit}", {"value": text, "limit": limit}
            )
    return point


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)]
"""A short text, such as a title or a name."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
"""A text of some sentences."""
WhenText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
"""A time or a date as the editor wrote it; civicgen.content.when gives it its meaning."""
WHOLE = BeforeValidator(_whole_number)
"""Reads a whole number that is written in digits; stands behind the limits, so that schemas show them."""
Day = Annotated[date, BeforeValidator(_day)]
Share = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_share)]
Point = Annotated[
    list[Annotated[str, WithJsonSchema({"type": "number"})]],
    Field(min_length=2, max_length=2),
    AfterValidator(_coordinates),
]
"""Longitude and latitude in degrees."""
