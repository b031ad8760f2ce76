"""The town's threads: when each proposal's conversation began, who began it, and how much support it drew.

Reads `threads.csv` and `other_threads.csv`. `support` and `oppose` are the different accounts for and against a
proposal by the seed's last moment. The numbers are invented: a few proposals are known to everybody, most to their
own street.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A proposal's thread. `closed` and `locked` are empty where it never was."""

    consultation: str
    slug: str
    began: str
    by: str
    support: int
    oppose: int
    closed: str
    locked: str
    is_pull: bool

    @property
    def path(self) -> str:
        return f"content/consultations/{self.consultation}/proposals/{self.slug}.md"

    @property
    def is_mill(self) -> bool:
        return self.consultation == "mill-yard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A thread of no proposal: it is nobody's stance and must not be counted.

    `proposes_in` is the consultation for which it came in, '' where nothing is proposed; `closed` is '' while open.
    """

    number: int
    began: str
    by: str
    title: str
    body: str
    proposes_in: str
    closed: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


THREADS = {
    int(row["number"]): Plan(
        consultation=row["consultation"],
        slug=row["slug"],
        began=row["began"],
        by=row["by"],
        support=int(row["support"]),
        oppose=int(row["oppose"]),
        closed=row["closed"],
        locked=row["locked"],
        is_pull=row["pull"] == "yes",
    )
    for row in _rows("threads.csv")
}
OTHERS = tuple(
    Other(
        number=int(row["number"]),
        began=row["began"],
        by=row["by"],
        title=row["title"],
        body=row["body"],
        proposes_in=row["proposes_in"],
        closed=row["closed"],
    )
    for row in _rows("other_threads.csv")
)
TRANSFERRED = {13: {"at": "2026-09-21T09:30:00Z", "to": "linn-river-board/river", "number": 8}}
"""The fish pass belongs to the River Board; its conversation moved there."""
