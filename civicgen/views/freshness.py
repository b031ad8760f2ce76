"""How old the numbers of a page are, and by when new ones are due. Harvest rows in, times out; no I/O."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from civicgen.model.ledger import HarvestRow
from civicgen.model.names import ConsultationSlug
from civicgen.model.times import Instant, instant, moment


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """`as_of` is the last complete observation, `tried` the last attempt, `due_by` when the next is due at the latest.

    All are None before any attempt. `is_behind` when the last attempt gave no complete observation; `is_new` for what
    that attempt did not know yet.
    """

    as_of: Instant | None
    tried: Instant | None
    due_by: Instant | None
    is_behind: bool
    is_new: bool = False


def freshness_of(
    as_of: Instant | None,
    harvests: Sequence[HarvestRow],
    *,
    interval_hours: int,
    of: ConsultationSlug | None = None,
) -> Freshness:
    """For numbers that are as of `as_of`, of one consultation or of the whole portal."""
    tried = harvests[-1].at if harvests else None
    due_by = instant(moment(tried) + timedelta(hours=interval_hours)) if tried else None
    return Freshness(
        as_of=as_of,
        tried=tried,
        due_by=due_by,
        is_behind=tried is not None and as_of != tried,
        is_new=of is not None and not any(of in harvest.consultations for harvest in harvests),
    )


def oldest_complete(harvests: Sequence[HarvestRow]) -> Instant | None:
    """As of when the portal as a whole is: the last attempt in which every consultation was observed whole."""
    for harvest in reversed(harvests):
        if harvest.outcome == "complete":
            return harvest.at
    return None
