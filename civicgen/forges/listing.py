"""Lists comments by REST, without losing any when others are deleted or edited meanwhile.

In: an address and a moment. Out: comments, asked through `calls`. Page numbers shift when something is deleted; so each
page is asked for by the moment at which the one before ended, and only where a whole page has one moment by its link.
"""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from civicgen.errors import TemporaryError
from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import RestComment
from civicgen.model.times import Instant, instant

_OVERLAP = timedelta(seconds=1)


def changed_since(calls: Calls, path: str, since: Instant | None) -> Iterator[RestComment]:
    """Comments of the whole repository written or edited since then, all when None; some may come twice.

    Raises:
        TemporaryError: the list is not to be had.
    """
    address = _address(path, since)
    asked: set[str] = set()
    while address not in asked:
        asked.add(address)
        page = calls.get(address, list[RestComment])
        if isinstance(page, Missing):
            raise TemporaryError(f"the forge gives no list of comments ({page.status}); try again later")
        yield from page.body
        if not page.next:
            return
        reached = instant(page.body[-1].updated_at - _OVERLAP) if page.body else None
        if reached is not None and (since is None or reached > since):
            since = reached
            address = _address(path, since)
        else:
            address = page.next
    raise TemporaryError("the forge's list of comments leads in a circle; try again later")


def of_thread(calls: Calls, path: str) -> Iterator[RestComment]:
    """All comments of one thread; none where it has just vanished."""
    address = f"{path}/comments?per_page=100"
    asked: set[str] = set()
    while address and address not in asked:
        asked.add(address)
        page = calls.get(address, list[RestComment])
        if isinstance(page, Missing):
            return
        yield from page.body
        address = page.next


def _address(path: str, since: Instant | None) -> str:
    wanted = {"direction": "asc", "per_page": "100", "sort": "updated"}
    return f"{path}?{urlencode(wanted | ({} if since is None else {'since': since}))}"
