"""Where two files differ, in words that lead to the number. Bytes in, differences out; no I/O."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

import msgspec

_LONGEST = 60
_BEFORE = 20


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Something published that is not what the ledger gives.

    `file` is relative to the site; `what` names the number or place in it, `published` and `recomputed` its two values.
    """

    file: str
    what: str
    published: str
    recomputed: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}: is {self.published}, should be {self.recomputed}"


def file_differences(file: str, published: bytes, recomputed: bytes) -> Iterator[Difference]:
    """Every place in which a published file differs from the one made again; nothing where they are equal."""
    if published == recomputed:
        return
    is_said = False
    try:
        found = _csv(published, recomputed) if file.endswith(".csv") else _json(published, recomputed)
        for what, shown, said in found:
            is_said = True
            yield Difference(file=file, what=what, published=shown, recomputed=said)
    except (ValueError, RecursionError, csv.Error) as problem:
        is_said = True
        yield Difference(file=file, what="the file", published=f"not readable ({problem})", recomputed="readable")
    if not is_said:
        yield Difference(
            file=file, what="the file", published="written in another way", recomputed="as civicgen writes it"
        )


def _csv(published: bytes, recomputed: bytes) -> Iterator[tuple[str, str, str]]:
    """Cell by cell; a cell is named by its line, the line's first cells and the column."""
    shown, said = _table(published), _table(recomputed)
    if shown[:1] != said[:1]:
        yield "line 1, the headings", ",".join((shown or [[]])[0]), ",".join((said or [[]])[0])
        return
    heading = said[0] if said else []
    for number, (theirs, ours) in enumerate(zip_longest(shown[1:], said[1:]), start=2):
        if theirs is None or ours is None:
            yield f"line {number}", "missing" if theirs is None else "there", "there" if theirs is None else "no line"
            continue
        for column, (cell, again) in enumerate(zip_longest(theirs, ours, fillvalue="")):
            if cell != again:
                name = heading[column] if column < len(heading) else f"column {column + 1}"
                yield f"line {number} ({(ours or theirs)[0]}), {name}", *_briefly(cell, again)


def _table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def _json(published: bytes, recomputed: bytes) -> Iterator[tuple[str, str, str]]:
    yield from _walk("", json.loads(published), json.loads(recomputed))


def _walk(path: str, shown: Any, said: Any) -> Iterator[tuple[str, str, str]]:
    """Down into both values as long as they are of one kind; a place is named as in `proposals[3].figures.support`."""
    if isinstance(shown, dict) and isinstance(said, dict):
        for key in sorted(shown.keys() | said.keys()):
            yield from _walk(f"{path}.{key}".lstrip("."), _entry(shown, key), _entry(said, key))
    elif isinstance(shown, list) and isinstance(said, list):
        for index, (theirs, ours) in enumerate(zip_longest(shown, said, fillvalue=_Absent)):
            yield from _walk(f"{path}[{index}]", theirs, ours)
    elif shown is not said and (type(shown) is not type(said) or shown != said):
        yield path or "the file", *_briefly(shown, said)


class _Absent:
    """Stands for an entry that is not there, which is not null."""


def _entry(values: Mapping[str, Any], key: str) -> Any:
    return values.get(key, _Absent)


def _briefly(shown: Any, said: Any) -> tuple[str, str]:
    """Two values in so many characters as a line on a screen holds, from shortly before they part."""
    if not (isinstance(shown, str) and isinstance(said, str)):
        return _brief(shown), _brief(said)
    parted = (at for at, (one, other) in enumerate(zip(shown, said, strict=False)) if one != other)
    start = max(0, next(parted, min(len(shown), len(said))) - _BEFORE)
    if start == 0 or len(shown) <= _LONGEST >= len(said):
        return _brief(shown), _brief(said)
    return _brief(f"…{shown[start:]}"), _brief(f"…{said[start:]}")


def _brief(value: Any) -> str:
    if value is _Absent:
        return "missing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return repr(text) if isinstance(value, str) else text
