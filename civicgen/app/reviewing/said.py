"""How changes are said: lines of Markdown in which everything that somebody wrote is inert. No I/O."""

from collections.abc import Iterable, Iterator

import msgspec

from civicgen.desk.inert import inert_line

Value = object


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence about a file that changed, in Markdown."""

    words: str
    file: str


def quoted(value: Value) -> str:
    """A value as it stands in a file; `nothing` where it is empty."""
    text = "" if value is None else str(value)
    return inert_line(text) if text.strip() else "nothing"


def from_to(before: Value, after: Value) -> str:
    return f"{quoted(before)} → {quoted(after)}"


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def some(values: Iterable[Value], most: int = 5) -> str:
    """The first few of these, and how many more there are."""
    listed = [*values]
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return ", ".join(map(quoted, listed[:most])) + more


def bounded(lines: Iterable[str], most: int, what: str) -> Iterator[str]:
    """At most so many lines, and how many more there are of what."""
    listed = [*lines]
    yield from listed[:most]
    if len(listed) > most:
        yield f"- and {len(listed) - most:,} more {what}"
