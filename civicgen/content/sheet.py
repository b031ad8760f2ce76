"""Text of YAML -> plain values with the line of each, strictly. Reads nothing, writes nothing.

Every scalar stays the text that the editor wrote: YAML's guesses (`no` is False, `1.10` is 1.1, `12:30:45` is 45045)
never happen. Tags, anchors, aliases, merge keys, double keys and deep nesting are problems with a line. Nesting is
checked before the C parser runs, which is slow or dies on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

DEEPEST = 12
_MOST_OPEN_BRACKETS = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SYNTAX = (
    ("mapping values are not allowed", "a second colon stands on the line"),
    ("cannot start any token", "a value begins with a tab, a back-tick, `@` or `%`"),
    ("unexpected end of stream", "a quotation mark is not closed"),
    ("could not find expected ':'", "a line without a colon"),
    ("did not find expected key", "wrong indentation, or text behind a closing quotation mark"),
    ("did not find expected ',' or", "a bracket is not closed"),
    ("did not find expected node content", "a bracket is not closed"),
    ("did not find expected '-' indicator", "a list and keys are mixed"),
)
_QUOTES = (
    'Use spaces instead of tabs, and put a value with special characters in quotes, as in `title: "Lamps: where?"`.'
)
_STANDARD_TAG = "tag:yaml.org,2002:"
_EMPTY_WORDS = frozenset(("", "~", "null"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Values as read, and for the path of each the line (from 1) on which it stands."""

    value: Value
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of the value at a path, or of the nearest value around it that exists."""
        for end in range(len(path), -1, -1):
            line = self.lines.get(path[:end])
            if line is not None:
                return line
        return 1


class SheetError(Exception):
    """The YAML cannot be read: what is wrong, the line (from 1), what to do. Never leaves this room."""

    def __init__(self, code: str, message: str, hint: str, *, line: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line


def read_sheet(text: str, *, first_line: int = 1) -> Sheet:
    """Read YAML; `first_line` is the number in the file of the text's first line.

    Raises:
        SheetError: for the first thing that is not plain text, list or mapping.
    """
    guard_nesting(text, first_line=first_line)
    reader = _Reader(first_line)
    try:
        parser = _LOADER(text)
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            reader.take(event)
    except yaml.MarkedYAMLError as problem:
        raise _syntax_error(problem, first_line) from None
    except yaml.reader.ReaderError as problem:
        line = first_line + text.count("\n", 0, _position_of(text, problem))
        raise SheetError(
            "control-character",
            "a character that cannot be written in YAML",
            "Delete the invisible control character on this line.",
            line=line,
        ) from None
    except yaml.YAMLError as problem:
        raise SheetError("yaml", f"cannot be read: {problem}", "Check the line.", line=first_line) from None
    return Sheet(value=reader.root, lines=reader.lines)


def is_empty_word(word: str) -> bool:
    """Whether a word without quotes says that there is no value."""
    return word.lower() in _EMPTY_WORDS


def guard_nesting(text: str, *, first_line: int = 1) -> None:
    """Refuse brackets that open without end, before any parser sees them.

    Raises:
        SheetError: there are more open ones than a person would ever write.
    """
    if text.count("[") + text.count("{") <= _MOST_OPEN_BRACKETS:
        return
    depth, line = 0, first_line
    for character in text:
        if character == "\n":
            line += 1
        elif character in "[{":
            depth += 1
            if depth > _MOST_OPEN_BRACKETS:
                raise _too_deep(line)
        elif character in "]}":
            depth = max(0, depth - 1)


def _too_deep(line: int) -> SheetError:
    return SheetError(
        "nested-too-deeply",
        f"nested too deeply: at most {DEEPEST} levels are read",
        "Write a flat list of keys; put text that begins with a bracket in quotes.",
        line=line,
    )


@dataclass(slots=True)
class _Level:
    """A list or mapping that is being read. `key` is the mapping's key that waits for its value."""

    path: Path
    items: list[Value] | dict[str, Value]
    key: str | None = None
    key_line: int = 0
    seen: dict[str, int] = field(default_factory=dict)


class _Reader:
    """Builds values from the parser's events, without recursion."""

    def __init__(self, first_line: int) -> None:
        self.root: Value = None
        self.lines: dict[Path, int] = {}
        self._first_line = first_line
        self._levels: list[_Level] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        line = self._first_line + event.start_mark.line
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_decorations(event, line)
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_decorations(event, line)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._levels.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _decorated("anchor", "anchors and aliases are not allowed", f"*{event.anchor}", line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise SheetError("yaml", "a second document begins", "Delete this line of dashes.", line=line)

    def _refuse_decorations(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _decorated("anchor", "anchors and aliases are not allowed", f"&{event.anchor}", line)
        if event.tag is not None:
            raise _decorated("tag", "tags are not allowed", event.tag.replace(_STANDARD_TAG, "!!"), line)

    def _scalar(self, event: Any, line: int) -> None:
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.items, dict) and level.key is None:
            self._key(level, level.items, event.value, line)
            return
        is_empty = not event.style and is_empty_word(event.value)
        self._place(None if is_empty else event.value, line)

    def _key(self, level: _Level, items: dict[str, Value], key: str, line: int) -> None:
        if key in items:
            raise SheetError(
                "double-key",
                f"key `{key[:60]}` stands on line {level.seen[key]} and again on line {line}",
                "Keep one of the two.",
                line=line,
            )
        level.key, level.key_line, level.seen[key] = key, line, line

    def _open(self, items: list[Value] | dict[str, Value], line: int) -> None:
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.items, dict) and level.key is None:
            raise SheetError(
                "yaml", "a list or mapping stands where a key should", "Put the text in quotes.", line=line
            )
        if len(self._levels) >= DEEPEST:
            raise _too_deep(line)
        path = self._place(items, line)
        self._levels.append(_Level(path=path, items=items))

    def _place(self, value: Value, line: int) -> Path:
        """Put a value where it belongs; give its path."""
        path: Path = ()
        if not self._levels:
            self.root = value
        else:
            level = self._levels[-1]
            if isinstance(level.items, list):
                path = (*level.path, len(level.items))
                level.items.append(value)
            else:
                assert level.key is not None
                path, line = (*level.path, level.key), level.key_line
                level.items[level.key] = value
                level.key = None
        self.lines[path] = line
        return path


def _decorated(code: str, message: str, what: str, line: int) -> SheetError:
    return SheetError(
        code, f"{message}: `{what[:60]}`", "If it is meant as text, put the whole value in quotes.", line=line
    )


def _syntax_error(problem: yaml.MarkedYAMLError, first_line: int) -> SheetError:
    mark = problem.problem_mark or problem.context_mark
    line = first_line + (mark.line if mark is not None else 0)
    said = str(problem.problem or problem.context)
    words = next((ours for theirs, ours in _SYNTAX if theirs in said), said)
    return SheetError("yaml", f"cannot be read: {words}", _QUOTES, line=line)


def _position_of(text: str, problem: yaml.reader.ReaderError) -> int:
    """The place in the text of the character that the parser names; the C parser counts bytes."""
    character = problem.character
    found = text.find(chr(character)) if isinstance(character, int) else text.find(str(character))
    return max(0, found)
