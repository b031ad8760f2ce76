"""Support in the example town, counted from the seed's own lines: a second opinion that shares nothing with civicgen.

It knows the two rules of the town and the stops at which the demo harvests: what was set and taken back between two
stops was never seen, and what was taken back after a closing counts. Reads the seed and the CSV of letters.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

Line = dict[str, Any]
STANCES = dict.fromkeys(("+1", "heart", "hooray", "rocket"), "for") | dict.fromkeys(("-1", "confused"), "against")
FOREVER = "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a consultation of the town says about counting. `last_day` is its last day on the town's own clocks."""

    opens: str
    closes: str
    last_day: str
    stances: dict[str, str]
    are_early_counted: bool = False
    is_latest_counted: bool = False
    youngest_days: int = 0


STREETS = Terms(opens="2026-10-05T07:00:00Z", closes="2026-11-29T23:59:59Z", last_day="2026-11-29", stances=STANCES)
STREETS_AT_FIRST = replace(STREETS, closes="2026-11-08T23:59:59Z", last_day="2026-11-08")
MILL_YARD = Terms(
    opens="2026-06-22T08:00:00Z",
    closes="2026-08-16T22:59:59Z",
    last_day="2026-08-16",
    stances=STANCES | {"eyes": "neither"},
    are_early_counted=True,
    is_latest_counted=True,
    youngest_days=7,
)


class Seed:
    """The seed's users, signs on first posts, and stops."""

    def __init__(self, path: Path) -> None:
        lines: list[Line] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.stops = sorted(line["at"] for line in lines if line["type"] == "stop")
        self._users = {line["id"]: line for line in lines if line["type"] == "user"}
        self._signs: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            kind, _, number = str(line.get("on", "")).partition(":")
            if line["type"] == "reaction" and kind == "issue":
                self._signs[int(number)].append(line)

    def support_and_opposition(self, thread: int, terms: Terms, letters: Iterable[tuple[str, int]]) -> tuple[int, int]:
        """How many accounts and letters are for and against the proposal of a thread."""
        stances: dict[int, list[str]] = defaultdict(list)
        for sign in sorted(self._signs[thread], key=lambda line: (line["created_at"], line["id"])):
            if self._counts(sign, terms):
                stances[sign["user"]].append(terms.stances[sign["content"]])
        counted = [taken[-1] for taken in stances.values() if terms.is_latest_counted or len(set(taken)) == 1]
        written = list(letters)
        return (
            counted.count("for") + sum(count for stance, count in written if stance == "support"),
            counted.count("against") + sum(count for stance, count in written if stance == "oppose"),
        )

    def _counts(self, sign: Line, terms: Terms) -> bool:
        if sign["content"] not in terms.stances:
            return False
        seen_at = next(stop for stop in self.stops if stop >= sign["created_at"])
        removed = sign.get("removed_at", FOREVER)
        if removed <= (seen_at if seen_at > terms.closes else self._last_stop_before(terms.closes, seen_at)):
            return False
        user = self._users.get(sign["user"])
        if user is None or user["kind"] == "Bot" or user.get("deleted_at", FOREVER) <= seen_at:
            return False
        if sign["created_at"] > terms.closes or (sign["created_at"] < terms.opens and not terms.are_early_counted):
            return False
        age = datetime.fromisoformat(sign["created_at"]) - datetime.fromisoformat(user["created_at"])
        return age.days >= terms.youngest_days

    def _last_stop_before(self, closes: str, at_least: str) -> str:
        """A withdrawal counts when a harvest before the closing saw it."""
        return max([stop for stop in self.stops if stop <= closes] + [at_least])


def letters(file: Path, proposal: str, terms: Terms) -> Iterator[tuple[str, int]]:
    """Stance and number of people of each letter, form or meeting on a proposal that came in time."""
    with file.open(encoding="utf-8", newline="") as table:
        for line in csv.DictReader(table):
            day = line["received"][:10]
            is_early = day < terms.opens[:10] and not terms.are_early_counted
            if line["proposal"] == proposal and not is_early and day <= terms.last_day:
                yield line["stance"], int(line["count"])
