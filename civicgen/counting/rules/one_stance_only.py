"""`one-stance-only`: an account that takes two stances on a proposal has taken none. Pure."""

from collections.abc import Mapping, Sequence

from civicgen.counting.stances import StanceSeen
from civicgen.model.names import Excluded, Stance


def one_stance_only(stances: Sequence[tuple[StanceSeen, Stance]]) -> Mapping[int, Excluded | None]:
    """Contradictory stances count for neither side, however many of each there are.

    Several reactions that mean the same are one stance: the earliest is counted, the others are its duplicates.
    """
    if len({stance for _, stance in stances}) > 1:
        return {seen.seq: Excluded.CONTRADICTORY for seen, _ in stances}
    earliest = min((seen for seen, _ in stances), key=lambda seen: (seen.order, seen.seq))
    return {seen.seq: None if seen.seq == earliest.seq else Excluded.DUPLICATE for seen, _ in stances}
