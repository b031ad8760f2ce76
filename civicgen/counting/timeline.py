"""The terms of counting as the rows give them, and the closings that were ever in force.

In: a consultation's rows. Out: settings and instants. Reads nothing, writes nothing.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from civicgen.model.counting import CountingSettings, Terms
from civicgen.model.ledger import Row, RowType
from civicgen.model.terms import settings_from_facts
from civicgen.model.times import Instant


def closings(rows: Iterable[Row]) -> tuple[Instant, ...]:
    """Each closing that was ever in force, oldest first; the last one is in force now. Empty before the opening row."""
    found: dict[Instant, None] = {}
    for settings in _settings_in_order(rows):
        found.pop(settings.closes, None)
        found[settings.closes] = None
    return tuple(found)


def terms_for(rows: Sequence[Row], closes: Instant | None) -> Terms | None:
    """The terms for one closing, or for the one now in force; None before the opening row.

    A closing is counted by the last settings that named it, so that what was announced after it was replaced does not
    reach back. A closing that no row names is counted by the settings now in force.
    """
    in_force = _latest(_settings_in_order(rows), None)
    if in_force is None:
        return None
    closing = in_force.closes if closes is None else closes
    frozen_after = next((row.seq for row in rows if _freezes(row, closing)), None)
    binding = rows if frozen_after is None else [row for row in rows if row.seq <= frozen_after]
    named = _latest(_settings_in_order(binding), closing)
    settings = in_force if named is None else named
    return Terms(settings=replace(settings, closes=closing), frozen_after=frozen_after)


def _freezes(row: Row, closing: Instant) -> bool:
    return row.type is RowType.CLOSED and row.facts.get("closes", row.made_at) == closing


def _settings_in_order(rows: Iterable[Row]) -> list[CountingSettings]:
    """The settings after the opening row and after each change of them.

    What people took their stance under stays: who is eligible, the meaning of the kinds, what becomes of early stances
    and the threshold are those of the opening, whatever a later row says.
    """
    found: list[CountingSettings] = []
    for row in rows:
        if row.type is RowType.OPENED:
            found.append(settings_from_facts(row.facts))
        elif row.type is RowType.CHANGED and found and row.facts.get("settings"):
            kept = found[0]
            changed = settings_from_facts(row.facts["settings"])
            found.append(
                replace(
                    changed,
                    mapping=kept.mapping,
                    eligibility=kept.eligibility,
                    early=kept.early,
                    threshold=kept.threshold,
                )
            )
    return found


def _latest(settings: Sequence[CountingSettings], closing: Instant | None) -> CountingSettings | None:
    return next((each for each in reversed(settings) if closing in (None, each.closes)), None)
