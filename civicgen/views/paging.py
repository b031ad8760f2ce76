"""The way from one page of many to the others: the first, the last and the neighbours. Addresses in; no I/O."""

from collections.abc import Sequence

import msgspec

NEIGHBOURS = 2


class PageLink(msgspec.Struct, frozen=True, kw_only=True):
    """A page by its number; `is_after_gap` where numbers before it are left out."""

    number: int
    address: str
    is_after_gap: bool


class Paging(msgspec.Struct, frozen=True, kw_only=True):
    """Page `number` of `total`. `previous` and `next` are addresses, '' at the ends; a single page has no links."""

    number: int
    total: int
    previous: str
    next: str
    links: tuple[PageLink, ...]


def paging(pages: Sequence[str], number: int) -> Paging:
    """For the page with that number, from 1, of those at `pages`. There are seven links at most, however many pages."""
    total = len(pages)
    near = range(max(1, number - NEIGHBOURS), min(total, number + NEIGHBOURS) + 1)
    shown = sorted({1, total, *near}) if total > 1 else []
    return Paging(
        number=number,
        total=total,
        previous=pages[number - 2] if number > 1 else "",
        next=pages[number] if number < total else "",
        links=tuple(
            PageLink(number=each, address=pages[each - 1], is_after_gap=each > before + 1)
            for before, each in zip([0, *shown], shown, strict=False)
        ),
    )
