"""Since when a proposal reads as it does: the last change of substance.

In: the `published` rows of one proposal. Out: a wording's number and its time. Reads nothing, writes nothing.
"""

from collections.abc import Iterable

import msgspec

from civicgen.model.ledger import Row
from civicgen.model.times import Instant


class SubstantiveWording(msgspec.Struct, frozen=True, kw_only=True):
    """The last wording that differs from the one before in more than form.

    `since` is the time believed; None for the first wording, for there was no other to take a stance on before it.
    """

    number: int
    since: Instant | None

    def is_meant_by(self, made_at: Instant) -> bool:
        """Whether a stance of that time is about this wording."""
        return self.since is None or made_at >= self.since


def last_of_substance(published: Iterable[Row]) -> SubstantiveWording | None:
    """The wording that stances of now are about; None before anything was published.

    A later row for the same wording replaces what the earlier said of it (an editor marked it as editorial, its commit
    became known), not when it was first seen. The first wording is one of substance whatever its mark.
    """
    first: dict[int, Row] = {}
    latest: dict[int, Row] = {}
    for row in published:
        number = int(row.facts["wording"])
        if number not in first or first[number].facts.get("digest") != row.facts.get("digest"):
            first[number] = row
        latest[number] = row
    if not latest:
        return None
    lowest = min(latest)
    number = max(each for each, row in latest.items() if each == lowest or not row.facts.get("is_editorial"))
    since = None if number == lowest else _time_believed(first[number], latest[number])
    return SubstantiveWording(number=number, since=since)


def _time_believed(first: Row, latest: Row) -> Instant:
    """The time of the commit, which its author's clock gave, held between the two observations around it."""
    made_at = min(latest.made_at or first.made_at or first.seen_at, first.seen_at)
    return made_at if first.not_before is None else max(made_at, first.not_before)
