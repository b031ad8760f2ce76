"""What was asked of the server, for those who must prove that they ask little. No I/O."""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Counts:
    """REST requests, GraphQL requests and points since the last reset; `log` is each of them in order:
    `METHOD target`, and of queries their text.

    A 304 is counted in `unchanged`, not in `requests`: the forge does not charge for it.
    """

    requests: int = 0
    unchanged: int = 0
    queries: int = 0
    points: int = 0
    log: list[str] = field(default_factory=list)

    def reset(self) -> None:
        self.requests = self.unchanged = self.queries = self.points = 0
        self.log.clear()

    @property
    def total(self) -> int:
        """Requests and points together, as budgets are stated."""
        return self.requests + self.points
