"""What pydantic finds wrong -> findings in editors' words, with the cure. No I/O."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from civicgen.content.shapes.base import Shape
from civicgen.content.sheet import Path
from civicgen.model.findings import Finding, Place

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
    "too_short": (
        "too-short",
        "has too few entries: {min_length} at least",
        "Add what is missing, or leave the key out.",
    ),
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
    "redactions.item": "Write `comment:<id>`, `review:<id>` or `receipt:<receipt>`, never a text or a name.",
    "receipt": "Use letters, digits, `.`, `_`, `/` and hyphens, at most 80.",
    "evidence": "Write the SHA-256 of the scanned original: 64 digits of 0-9 and a-f.",
}


def problem_finding(shape: type[Shape], problem: ErrorDetails, where: Path, line: int, file: str) -> Finding:
    """The finding for what pydantic found wrong at a path, which stands on a line of a file."""
    kind, context = problem["type"], problem.get("ctx") or {}
    name = _name(where)
    if problem["loc"][-1:] == ("[key]",):
        code, message, hint = "unknown-key", f"unknown key {name}{within(where[:-1])}", _words_hint(problem)
    elif kind == "extra_forbidden":
        code, message, hint = "unknown-key", f"unknown key {name}{within(where[:-1])}", _key_hint(shape, where)
    elif kind in ("enum", "literal_error"):
        code, message = "unknown-word", f"{name} is {_quoted(problem['input'])}, which is not one of its words"
        hint = _words_hint(problem)
    elif kind == "string_pattern_mismatch":
        key = next((str(step) for step in reversed(where) if isinstance(step, str)), "")
        code, message = "wrong-form", f"{name} is {_quoted(problem['input'])}, which is not of the right form"
        names = (f"{where[0]}.{key}" if where else key, key)
        hint = next(
            (_PATTERN_HINTS[name] for name in names if name in _PATTERN_HINTS), "See docs/content.md for the form."
        )
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
        return f"entry {where[-1] + 1}{within(where[:-1])}"
    return f"`{str(where[-1])[:60]}`"


def within(path: Path) -> str:
    """Where a key lies, in words: ` in entry 2 of `phases``; nothing for a top key."""
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


@cache
def keys_with_shapes(shape: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a shape below which there are keys of their own, in the order of writing."""
    return tuple(key for key, field in shape.model_fields.items() if _shape_in(field.annotation) is not None)


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The shape within an annotation such as `list[PhaseShape]` or `LocationShape | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments: Mapping[str, Any] | tuple[Any, ...] = getattr(annotation, "__args__", ())
    return next((found for found in map(_shape_in, arguments) if found is not None), None)
