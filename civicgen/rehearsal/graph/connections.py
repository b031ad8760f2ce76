"""Lists as connections: pages by cursor, so that what goes away between two pages moves nothing. Pure.

A cursor holds the sort key of its item, not its position; that is how the forge's own behave.
"""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from graphql import GraphQLError

T = TypeVar("T")
Key = tuple[str, int]
_MARK = "cursor:v2:"


def connection(
    items: Iterable[T],
    *,
    key: Callable[[T], Key],
    descending: bool = False,
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
) -> dict[str, Any]:
    """A page of the items in the order of their keys, with the count of all of them."""
    ordered = sorted(items, key=key, reverse=descending)
    total = len(ordered)
    start, end = 0, total
    if after is not None:
        start = _place(ordered, key, _key_of(after), descending=descending, past=True)
    if before is not None:
        end = max(start, _place(ordered, key, _key_of(before), descending=descending, past=False))
    if first is not None:
        end = min(end, start + first)
    if last is not None:
        start = max(start, end - last)
    page = ordered[start:end]
    return {
        "totalCount": total,
        "nodes": page,
        "edges": lambda info: [{"cursor": cursor(key(item)), "node": item} for item in page],
        "pageInfo": {
            "startCursor": cursor(key(page[0])) if page else None,
            "endCursor": cursor(key(page[-1])) if page else None,
            "hasNextPage": end < total,
            "hasPreviousPage": start > 0,
        },
    }


def cursor(key: Key) -> str:
    return b64encode(f"{_MARK}{key[1]}:{key[0]}".encode()).decode()


def _key_of(text: str) -> Key:
    try:
        number, _, at = b64decode(text, validate=True).decode().removeprefix(_MARK).partition(":")
        return at, int(number)
    except (Error, ValueError):
        raise GraphQLError(
            f"`{text}` does not appear to be a valid cursor.", extensions={"type": "INVALID_CURSOR_ARGUMENTS"}
        ) from None


def _place(ordered: list[T], key: Callable[[T], Key], wanted: Key, *, descending: bool, past: bool) -> int:
    """The index of the first item at (or, with `past`, after) the wanted key."""
    for index, item in enumerate(ordered):
        found = key(item)
        is_past = found < wanted if descending else found > wanted
        if is_past or (not past and found == wanted):
            return index
    return len(ordered)
