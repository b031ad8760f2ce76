"""Whether a tally reaches what the authority promised. Integers and fractions only; reads nothing, writes nothing."""

from fractions import Fraction

from civicgen.model.counting import CountingSettings, ThresholdResult


def threshold_result(settings: CountingSettings, *, support: int, oppose: int, abstain: int) -> ThresholdResult | None:
    """Each part of the threshold by its name, and all of them together; None where no threshold was promised.

    A part that divides by nothing (no support and no opposition, an empty list of accounts) is None: it is neither met
    nor missed. The whole is None where nobody took a stance, or where no part is missed and one of them is None.
    """
    threshold = settings.threshold
    if threshold is None:
        return None
    participants = support + oppose + abstain
    listed = settings.eligibility.listed_total
    parts: list[tuple[str, bool | None]] = []
    if threshold.support is not None:
        parts.append(("support", support >= threshold.support))
    if threshold.share is not None:
        parts.append(("share", _reaches(support, support + oppose, threshold.share)))
    if threshold.quorum is not None:
        parts.append(("quorum", participants >= threshold.quorum))
    if threshold.quorum_share is not None:
        parts.append(("quorum-share", _reaches(participants, listed or 0, threshold.quorum_share)))
    return ThresholdResult(is_met=_all_of([met for _, met in parts], participants), parts=tuple(parts))


def _reaches(part: int, whole: int, share: Fraction) -> bool | None:
    if whole == 0:
        return None
    return part * share.denominator >= whole * share.numerator


def _all_of(parts: list[bool | None], participants: int) -> bool | None:
    if participants == 0:
        return None
    if False in parts:
        return False
    return None if None in parts else True
