"""Values as read + a shape -> the shape filled as far as possible, and a finding for all that is wrong.

What is wrong is left out and the rest is read again, so that one slip does not hide a file. Messages are for editors.
Reads nothing, writes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from civicgen.content.shape_problems import keys_with_shapes, problem_finding, within
from civicgen.content.shapes.base import Shape, required_keys
from civicgen.content.sheet import Path, Sheet, Value
from civicgen.model.findings import Finding, Place

AnyShape = TypeVar("AnyShape", bound=Shape)

_MOST_FINDINGS = 50
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Filled(Generic[AnyShape]):
    """A shape with all that was right, the findings for the rest, and the paths that were therefore left out."""

    shape: AnyShape
    findings: tuple[Finding, ...]
    left_out: frozenset[Path]

    def lacks(self, *keys: str) -> bool:
        """Whether something at or below one of the top keys was left out."""
        return any(not path or path[0] in keys for path in self.left_out)


def fill(shape: type[AnyShape], sheet: Sheet, file: str, *, value: Value = None, path: Path = ()) -> Filled[AnyShape]:
    """Fill a shape with the whole sheet, or with the `value` at a `path` of it."""
    data = _without_empty(sheet.value if not path and value is None else value)
    findings: list[Finding] = []
    left_out: set[Path] = set()
    for _ in range(_ROUNDS):
        try:
            filled = shape.model_validate(_pruned(data, left_out))
        except ValidationError as problems:
            found = {_original_path(data, problem["loc"], left_out): problem for problem in _each(problems)}
            for where, problem in found.items():
                findings.append(problem_finding(shape, problem, where, sheet.line_of((*path, *where)), file))
            left_out.update(found)
            continue
        if () not in left_out:
            findings.extend(_missing(filled, sheet, file, path, (), left_out))
        return Filled(filled, tuple(findings[:_MOST_FINDINGS]), frozenset(left_out))
    return Filled(shape(), tuple(findings[:_MOST_FINDINGS]), frozenset({()}))


def _each(problems: ValidationError) -> list[ErrorDetails]:
    return problems.errors(include_url=False)


def _without_empty(value: Value) -> Value:
    """Keys without a value are the same as keys left out."""
    if isinstance(value, dict):
        return {
            key: item if isinstance(item, str) else _without_empty(item)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [item if isinstance(item, str) else _without_empty(item) for item in value]
    return value


def _original_path(data: Value, location: tuple[str | int, ...], left_out: set[Path]) -> Path:
    """Where in the data a location lies that pydantic gave for what was left of it; pydantic adds steps of its own."""
    path: Path = ()
    current: Any = data
    for given in location:
        is_entry = isinstance(current, list) and isinstance(given, int)
        step = _original_index(path, int(given), left_out) if is_entry else given
        is_key = isinstance(current, dict) and step in current
        is_index = isinstance(current, list) and isinstance(step, int) and step < len(current)
        if not (is_key or is_index):
            break
        current, path = current[step], (*path, step)
    return path


def _original_index(path: Path, index: int, left_out: set[Path]) -> int:
    """The place in the list at `path` of the entry that is at `index` once entries were left out."""
    original = -1
    for _ in range(index + 1):
        original += 1
        while (*path, original) in left_out:
            original += 1
    return original


def _pruned(value: Value, left_out: set[Path], path: Path = ()) -> Value:
    """The data without what was found wrong."""
    if not left_out:
        return value
    if path in left_out:
        return {}
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if (*path, key) not in left_out}
        return {key: _pruned(item, left_out, (*path, key)) for key, item in kept.items()}
    if isinstance(value, list):
        indexes = [at for at in range(len(value)) if (*path, at) not in left_out]
        return [_pruned(value[at], left_out, (*path, at)) for at in indexes]
    return value


def _missing(
    filled: BaseModel, sheet: Sheet, file: str, base: Path, path: Path, left_out: set[Path]
) -> Iterator[Finding]:
    """Required keys that were not written; those written wrong have their finding already."""
    written = filled.model_fields_set
    for key in required_keys(type(filled)):
        is_unwritten = key not in written and (*path, key) not in left_out
        if is_unwritten or (key in written and getattr(filled, key) in ("", (), {})):
            yield Finding(
                code="missing-key",
                place=Place(file=file, line=sheet.line_of((*base, *path))),
                message=f"`{key}` is missing{within(path)}",
                hint=f"Write `{key}: ...`; docs/content.md says what belongs there.",
            )
    for key in keys_with_shapes(type(filled)):
        if key not in written:
            continue
        for step, part in _parts(key, getattr(filled, key), path, left_out):
            yield from _missing(part, sheet, file, base, (*path, *step), left_out)


def _parts(key: str, value: Any, path: Path, left_out: set[Path]) -> Iterator[tuple[Path, BaseModel]]:
    """The shapes below a key, with the steps that lead there."""
    if isinstance(value, BaseModel):
        yield (key,), value
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            if isinstance(item, BaseModel):
                yield (key, _original_index((*path, key), at, left_out)), item
    elif isinstance(value, dict):
        yield from (((key, name), item) for name, item in value.items() if isinstance(item, BaseModel))
