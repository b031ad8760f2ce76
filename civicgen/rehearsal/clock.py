"""The server's clock: starts at an instant of the seed and ticks on. Reads no clock itself: seconds are handed in."""

from collections.abc import Callable
from datetime import timedelta

from civicgen.model.times import Instant, instant, moment

Seconds = Callable[[], float]
"""Seconds since some fixed point, as `time.monotonic` gives them."""


def standing_still() -> float:
    """Seconds of a clock that moves only when it is told to."""
    return 0.0


class Clock:
    """The time that the server believes in. It goes forward only."""

    def __init__(self, start: Instant, seconds: Seconds = standing_still) -> None:
        self._start = start
        self._seconds = seconds
        self._zero = seconds()

    def now(self) -> Instant:
        return later(self._start, self._seconds() - self._zero)

    def move(self, to: Instant) -> None:
        """Go on from `to`.

        Raises:
            ValueError: `to` lies in the past of this clock.
        """
        if to < self.now():
            raise ValueError(
                f"{to} is before {self.now()}: the clock goes forward only; start the server again with --at"
            )
        self._start = to
        self._zero = self._seconds()


def later(at: Instant, seconds: float) -> Instant:
    """The instant that many seconds after (or, when negative, before) `at`."""
    return instant(moment(at) + timedelta(seconds=seconds))


def epoch(at: Instant) -> int:
    """Seconds since 1970, as the rate limit headers give times."""
    return int(moment(at).timestamp())
