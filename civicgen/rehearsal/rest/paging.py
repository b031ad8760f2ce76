"""Lists in pages, as the forge pages them: 30 at a time, 100 at most, Link headers by the repository's id. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from civicgen.model.times import parse_instant
from civicgen.rehearsal.exchange import RefusedError, Request

DEFAULT_SIZE = 30
LARGEST_SIZE = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The part of a list from `start` to before `end`, and the Link header that leads to the others."""

    start: int
    end: int
    link: str


def page_of(total: int, request: Request, *, path: str) -> Page:
    """The page that the request asks for. `path` is the list's address by the repository's id."""
    size = min(LARGEST_SIZE, _number(request, "per_page", DEFAULT_SIZE)) or DEFAULT_SIZE
    number = _number(request, "page", 1) or 1
    last = max(1, -(-total // size))
    wanted: list[tuple[str, int]] = []
    if number > 1:
        wanted.append(("prev", min(number - 1, last)))
    if number < last:
        wanted += [("next", number + 1), ("last", last)]
    if number > 1:
        wanted.append(("first", 1))
    link = ", ".join(f'<{_address(request, path, page)}>; rel="{name}"' for name, page in wanted)
    return Page(start=(number - 1) * size, end=number * size, link=link)


def _address(request: Request, path: str, page: int) -> str:
    query = {name: value for name, value in request.query.items() if name != "page"} | {"page": str(page)}
    return f"{request.base}{path}?{urlencode(query)}"


def _number(request: Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def since(request: Request) -> str:
    """The instant of the query's `since`, '' without.

    Raises:
        RefusedError: it is no time.
    """
    text = request.query.get("since", "")
    if not text:
        return ""
    try:
        return parse_instant(text.replace(" ", "+"))
    except ValueError:
        raise RefusedError(422, f"Invalid request. `since` is not a valid time: {text}") from None


def in_order(
    things: Sequence[T], request: Request, *, keys: Mapping[str, Callable[[T], Any]], default: str, descending: bool
) -> list[T]:
    """The things sorted as the query's `sort` and `direction` say; equal ones by their order in `things`."""
    key = keys.get(request.query.get("sort", default), keys[default])
    direction = request.query.get("direction", "desc" if descending else "asc")
    return sorted(things, key=key, reverse=direction == "desc")
