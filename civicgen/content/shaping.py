"""Values as read + a shape -> the shape filled as far as possible, and a finding for all that is wrong.

What is wrong is left out and the rest is read again, so that one slip does not hide a file. Messages are for editors.
Reads nothing, writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from civicgen.content.shapes.base import Shape, required_keys
from civicgen.content.sheet import Path, Sheet, Value
from civicgen.model.findings import Finding, Place

AnyShape = TypeVar("AnyShape", bound=Shape)

_MOST_FINDINGS = 50
_ROUNDS = 8

_PROBLEMS = {
    "string_type": ("not-text", "is a list or keys, where a text should be", "Write one text; put it in quotes."),
    "list_type": ("not-a-list", "is not a list", "Write it as `[longitude, latitude]`."),
    "tuple_type": (
        "not-a-list",
        "is not a list",
        "Write it as `[one, another]`, or one entry on each line after `- `.",
    ),
    "dict_type": ("not-keys", "has no keys below it", "Write its keys on the lines below, indented by two spaces."),
    "model_type": ("not-keys", "has no keys below it", "Write its keys on the lines below, indented by two spaces."),
    "whole_number": ("not-a-number", "", "Write digits only, without leading noughts, separators or quotes."),
    "day": ("not-a-date", "", "Write year-month-day, such as 2026-09-01."),
    "impossible_day": ("impossible-date", "", "The order is year-month-day, such as 2026-09-01."),
    "share": ("not-a-share", "", "Write a fraction such as 2/3."),
    "coordinates": ("not-coordinates", "", "Write [longitude, latitude] in degrees, such as [13.4050, 52.5200]."),
    "string_too_long": (
        "too-long",
        "is longer than {max_length:,} characters",
        "Move long text below the front matter.",
    ),
    "too_long": ("too-long", "has more than {max_length:,} entries", "Leave some out."),
    "too_short": ("too-short", "has fewer than {min_length} entries", "Add what is missing, or leave the key out."),
    "greater_than_equal": ("number-too-small", "is {value}; it must be {ge:,} or more", "Correct the number."),
    "less_than_equal": ("number-too-large", "is {value}; it must be {le:,} or less", "Correct the number."),
}
_PATTERN_HINTS = {
    "repository": "Write `owner/name`, as in the forge's address.",
    "forge_url": "Write the whole address, such as https://github.com.",
    "site_url": "Write the whole address, such as https://takepart.example/.",
    "url": "Write the whole address, beginning with https://.",
    "link": "Write the whole address, beginning with https://.",
    "language": "Write a language code such as `en` or `pt-BR`.",
    "languages": "Write language codes such as `[en, pt-BR]`.",
    "cost": "Write a whole amount and the currency's code, such as `12000 EUR`.",
    "item": "Write `comment:<id>`, `review:<id>` or `thread:<number>`, never a text or a name.",
    "receipt": "Use letters, digits, `.`, `_`, `/` and hyphens, at most 80.",
    "evidence": "Write the SHA-256 of the scanned original: 64 digits of 0-9 and a-f.",
}


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
                findings.append(_finding(shape, problem, where, sheet.line_of((*path, *where)), file))
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
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
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
    for key in required_keys(type(filled)):
        is_unwritten = key not in filled.model_fields_set and (*path, key) not in left_out
        if is_unwritten or _is_blank(filled, key):
            yield Finding(
                code="missing-key",
                place=Place(file=file, line=sheet.line_of((*base, *path))),
                message=f"`{key}` is missing{_within(path)}",
                hint=f"Write `{key}: ...`; docs/content.md says what belongs there.",
            )
    for key in type(filled).model_fields:
        if key not in filled.model_fields_set:
            continue
        for step, part in _parts(key, getattr(filled, key), path, left_out):
            yield from _missing(part, sheet, file, base, (*path, *step), left_out)


def _is_blank(filled: BaseModel, key: str) -> bool:
    return key in filled.model_fields_set and getattr(filled, key) in ("", (), {})


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


def _finding(shape: type[Shape], problem: ErrorDetails, where: Path, line: int, file: str) -> Finding:
    kind, context = problem["type"], problem.get("ctx") or {}
    name = _name(where)
    if problem["loc"][-1:] == ("[key]",):
        code, message, hint = "unknown-key", f"unknown key {name}{_within(where[:-1])}", _words_hint(problem)
    elif kind == "extra_forbidden":
        code, message, hint = "unknown-key", f"unknown key {name}{_within(where[:-1])}", _key_hint(shape, where)
    elif kind in ("enum", "literal_error"):
        code, message = "unknown-word", f"{name} is {_quoted(problem['input'])}, which is not one of its words"
        hint = _words_hint(problem)
    elif kind == "string_pattern_mismatch":
        key = next((str(step) for step in reversed(where) if isinstance(step, str)), "")
        code, message = "wrong-form", f"{name} is {_quoted(problem['input'])}, which is not of the right form"
        hint = _PATTERN_HINTS.get(key, "See docs/content.md for the form.")
    elif kind in _PROBLEMS:
        code, words, hint = _PROBLEMS[kind]
        words = words.format(**context, value=_quoted(problem["input"])) if words else problem["msg"]
        message = f"{name} {words}"
    else:
        code, message, hint = "wrong-value", f"{name}: {problem['msg']}", "See docs/content.md for what belongs there."
    return Finding(code=code, place=Place(file=file, line=line), message=message, hint=hint)


def _words_hint(problem: ErrorDetails) -> str:
    """The words that are allowed where one of a closed set belongs."""
    expected = str((problem.get("ctx") or {}).get("expected", ""))
    allowed = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    return _did_you_mean(str(problem["input"]), allowed) or f"Write one of: {', '.join(allowed)}."


def _name(where: Path) -> str:
    if not where:
        return "what stands here"
    if isinstance(where[-1], int):
        return f"entry {where[-1] + 1}{_within(where[:-1])}"
    return f"`{str(where[-1])[:60]}`"


def _within(path: Path) -> str:
    if not path:
        return ""
    words = [f"entry {step + 1}" if isinstance(step, int) else f"`{step[:60]}`" for step in reversed(path)]
    return " in " + " of ".join(words)


def _quoted(value: Any) -> str:
    return f"`{str(value)[:60]}`"


def _key_hint(shape: type[Shape], where: Path) -> str:
    known = list(_shape_at(shape, where[:-1]).model_fields)
    return _did_you_mean(str(where[-1]), known) or f"Known keys are: {', '.join(known)}."


def _did_you_mean(word: str, known: list[str]) -> str:
    close = get_close_matches(word.lower()[:80], known, n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else ""


def _shape_at(shape: type[BaseModel], path: Path) -> type[BaseModel]:
    """The shape that governs the mapping at a path."""
    for step in path:
        if isinstance(step, str) and step in shape.model_fields:
            shape = _shape_in(shape.model_fields[step].annotation) or shape
    return shape


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The shape within an annotation such as `list[PhaseShape]` or `LocationShape | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments: Mapping[str, Any] | tuple[Any, ...] = getattr(annotation, "__args__", ())
    return next((found for found in map(_shape_in, arguments) if found is not None), None)
