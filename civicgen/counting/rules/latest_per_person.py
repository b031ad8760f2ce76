"""`latest-per-person`: the last stance that an account took on a proposal is its stance. Pure."""

from collections.abc import Mapping, Sequence

from civicgen.counting.stances import StanceSeen
from civicgen.model.names import Excluded, Stance


def latest_per_person(stances: Sequence[tuple[StanceSeen, Stance]]) -> Mapping[int, Excluded | None]:
    """The latest by the forge's clock counts, of the same second the one with the greater id; the others do not."""
    latest = max((seen for seen, _ in stances), key=lambda seen: (seen.order, seen.seq))
    return {seen.seq: None if seen.seq == latest.seq else Excluded.DUPLICATE for seen, _ in stances}
