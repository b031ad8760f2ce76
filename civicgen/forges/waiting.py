"""How long a forge asks us to wait, and how long we are willing to.

In: replies. Out: seconds. `Patience` sleeps by the function that it is given; nothing else here does I/O.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from civicgen.errors import TemporaryError
from civicgen.forges.transport import Reply

SECONDARY_WAIT = 60
"""Seconds to wait at a secondary limit that names no time, as GitHub advises; doubled each time it comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The forge asks us to come back after so many seconds."""

    seconds: float
    why: str


class Patience:
    """The time that one harvest may lose: waiting for limits and on answers that turned out broken, all together."""

    def __init__(self, seconds: float, *, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._total = seconds
        self._left = seconds
        self._sleep = sleep
        self.monotonic = monotonic

    def lose(self, seconds: float) -> None:
        """Note time that passed without use."""
        self._left -= seconds

    def wait(self, seconds: float, why: str) -> None:
        """Sleep so long.

        Raises:
            TemporaryError: it is longer than what is left; raised at once, without sleeping.
        """
        if seconds > self._left:
            raise TemporaryError(
                f"{why}: it takes {_spoken(seconds)} until the next try, and of {_spoken(self._total)} of patience "
                f"{_spoken(max(self._left, 0))} are left; try again later, or allow more with --patience"
            )
        self._left -= seconds
        self._sleep(seconds)


def is_limit(reply: Reply) -> bool:
    """Whether a reply refuses because of a limit; a 403 may have other reasons."""
    if reply.status == 429:
        return True
    is_spent = reply.headers.get("x-ratelimit-remaining") == "0"
    text = reply.text.lower()
    speaks_of_limit = "rate limit" in text or "abuse detection" in text
    return reply.status == 403 and (is_spent or speaks_of_limit or "retry-after" in reply.headers)


def wait_of(reply: Reply, *, repeats: int) -> Wait:
    """The wait that a reply about a limit asks for: `retry-after`, else the reset of a spent limit, else a guess.

    `repeats`: how often this request was made to wait before.
    """
    seconds = _retry_after(reply)
    if seconds is not None:
        return Wait(seconds=max(seconds, 1), why="the forge asks to slow down (secondary rate limit)")
    reset = reply.headers.get("x-ratelimit-reset", "")
    sent = date_of(reply)
    if reply.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit() and sent is not None:
        seconds = int(reset) - sent.timestamp() + 1
        return Wait(seconds=max(seconds, 1), why="the hour's rate limit is spent (primary rate limit)")
    return Wait(seconds=SECONDARY_WAIT * 2**repeats, why="the forge asks to slow down (secondary rate limit)")


def date_of(reply: Reply) -> datetime | None:
    """The forge's clock when it sent the reply; None where it says nothing readable."""
    return _http_date(reply.headers.get("date", ""))


def _retry_after(reply: Reply) -> float | None:
    """Seconds of a `retry-after` header, which may be a number or a date by the forge's clock."""
    value = reply.headers.get("retry-after", "").strip()
    if value.isdigit():
        return int(value)
    until, sent = _http_date(value), date_of(reply)
    return (until - sent).total_seconds() if until is not None and sent is not None else None


def _http_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None


def _spoken(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min"
