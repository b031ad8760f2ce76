"""When a stance counts: from the opening to the closing, not in a pause, not after a cancellation.

All times are the forge's own. In: a stance and the terms. Out: a reason with a note, or None. Reads nothing, writes
nothing.
"""

from civicgen.counting.stances import StanceSeen
from civicgen.model.counting import CountingSettings, Terms
from civicgen.model.ledger import Row
from civicgen.model.names import Early, Excluded
from civicgen.model.times import Instant

Bar = tuple[Excluded, str]


def bar_of_time(stance: StanceSeen, terms: Terms) -> Bar | None:
    """Why the time of a stance keeps it out.

    The opening and the closing themselves are in time. What entered the ledger after the tally was frozen comes too
    late, whenever it was made.
    """
    settings, made_at = terms.settings, stance.made_at
    if made_at < settings.opens and settings.early is Early.EXCLUDE:
        return Excluded.EARLY, ""
    if made_at > settings.closes:
        return Excluded.LATE, ""
    if terms.frozen_after is not None and stance.seq > terms.frozen_after:
        return Excluded.LATE, "entered after the closing was counted"
    if settings.cancelled is not None and made_at >= settings.cancelled:
        return Excluded.LATE, f"after the cancellation at {settings.cancelled}"
    if settings.pauses and _is_paused(settings, made_at):
        return Excluded.PAUSED, ""
    return None


def bar_of_ending(stance: StanceSeen, terms: Terms) -> Bar | None:
    """Why a stance that was withdrawn, replaced or taken back does not stand at the closing."""
    end = stance.ended_by
    if end is None or not _takes_effect(stance, end, terms):
        return None
    if not stance.is_offline:
        return Excluded.WITHDRAWN, ""
    if end.facts.get("count", 1) == 0:
        return Excluded.WITHDRAWN, f"taken back by row {end.seq}"
    return Excluded.DUPLICATE, f"replaced by row {end.seq}"


def note_on_ending(stance: StanceSeen, terms: Terms) -> str:
    """What to say of a stance that stands although it ended: the ending came after the closing, or may have."""
    end = stance.ended_by
    if end is None or _takes_effect(stance, end, terms):
        return ""
    if stance.is_offline:
        return f"corrected by row {end.seq}, after the closing was counted"
    if end.not_before is None or end.not_before <= terms.settings.closes:
        since = "" if end.not_before is None else f" after {end.not_before}"
        return f"withdrawn{since}, seen only at {end.seen_at}, across the closing: it counts as withdrawn after it"
    return f"withdrawn after the closing, seen at {end.seen_at}"


def _takes_effect(stance: StanceSeen, end: Row, terms: Terms) -> bool:
    """A withdrawal must be seen at the closing or before it; a correction must come before the tally is frozen."""
    if terms.frozen_after is not None and end.seq > terms.frozen_after:
        return False
    return stance.is_offline or end.seen_at <= terms.settings.closes


def _is_paused(settings: CountingSettings, at: Instant) -> bool:
    return any(pause.begins <= at and (pause.ends is None or at < pause.ends) for pause in settings.pauses)
