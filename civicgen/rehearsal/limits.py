"""The hourly budgets of requests and points, per token, and the headers that tell of them. No I/O."""

from dataclasses import dataclass, field

from civicgen.model.times import Instant
from civicgen.rehearsal.clock import epoch

HOUR = 3600


@dataclass(slots=True, kw_only=True)
class Window:
    """What one token has used of one budget since `began` (seconds since 1970)."""

    limit: int
    began: int
    used: int = 0

    @property
    def reset(self) -> int:
        return self.began + HOUR

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


@dataclass(slots=True, kw_only=True)
class Limits:
    """Budgets by token and resource (`core`, `graphql`)."""

    hourly: int
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)

    def window(self, token: str, resource: str, now: Instant) -> Window:
        """The present window; a new one when the last hour is over."""
        key = (token, resource)
        moment = epoch(now)
        window = self.windows.get(key)
        if window is None or moment >= window.reset:
            window = self.windows[key] = Window(limit=self.hourly, began=moment)
        return window

    def spend(self, token: str, resource: str, now: Instant, amount: int) -> bool:
        """Use up; False (and nothing used) when not enough remains."""
        window = self.window(token, resource, now)
        if window.remaining < amount:
            return False
        window.used += amount
        return True

    def give_back(self, token: str, resource: str, now: Instant) -> None:
        """Undo what a request spent that turned out to be free."""
        self.window(token, resource, now).used -= 1

    def headers(self, token: str, resource: str, now: Instant) -> dict[str, str]:
        window = self.window(token, resource, now)
        return {
            "x-ratelimit-limit": str(window.limit),
            "x-ratelimit-remaining": str(window.remaining),
            "x-ratelimit-reset": str(window.reset),
            "x-ratelimit-used": str(window.used),
            "x-ratelimit-resource": resource,
        }
