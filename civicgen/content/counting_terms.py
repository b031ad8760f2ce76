"""The `counting` of a consultation as written -> settings, and what is wrong with them. No I/O."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from civicgen.content.phases import Desk
from civicgen.content.shapes.consultation import CountingShape, EligibilityShape, ThresholdShape
from civicgen.model.consultation import Change, Phase
from civicgen.model.counting import CountingSettings, Eligibility, Threshold
from civicgen.model.findings import Finding
from civicgen.model.names import EligibleAccounts, ReactionKind, RuleName, Stance
from civicgen.model.terms import counting_window, interruptions

DEFAULT_MAPPING = {
    ReactionKind.PLUS_ONE: Stance.SUPPORT,
    ReactionKind.HEART: Stance.SUPPORT,
    ReactionKind.HOORAY: Stance.SUPPORT,
    ReactionKind.ROCKET: Stance.SUPPORT,
    ReactionKind.MINUS_ONE: Stance.OPPOSE,
    ReactionKind.CONFUSED: Stance.OPPOSE,
}
ACCOUNT_AGES = (0, 1, 7, 30, 90, 365)


def read_settings(
    shape: CountingShape, phases: Sequence[Phase], changes: Sequence[Change], zone: str
) -> CountingSettings | None:
    """The settings now in force; None where no phase counts stances."""
    window = counting_window(phases)
    if window is None:
        return None
    pauses, cancelled = interruptions(changes)
    mapping = shape.mapping if shape.mapping is not None else DEFAULT_MAPPING
    return CountingSettings(
        rule=RuleName(shape.rule),
        mapping={kind.value: mapping[kind] for kind in sorted(mapping)},
        eligibility=_eligibility(shape.eligibility),
        early=shape.early,
        opens=window[0],
        closes=window[1],
        zone=zone,
        threshold=None if shape.threshold is None else _threshold(shape.threshold),
        pauses=pauses,
        cancelled=cancelled,
    )


def _eligibility(shape: EligibilityShape) -> Eligibility:
    age = shape.minimum_account_age_days
    return Eligibility(
        accounts=shape.accounts,
        minimum_account_age_days=min((known for known in ACCOUNT_AGES if known >= age), default=ACCOUNT_AGES[-1]),
        listed_total=shape.listed_total,
    )


def _threshold(shape: ThresholdShape) -> Threshold:
    return Threshold(
        consequence=shape.consequence,
        support=shape.support,
        share=_fraction(shape.share),
        quorum=shape.quorum,
        quorum_share=_fraction(shape.quorum_share),
    )


def _fraction(share: str | None) -> Fraction | None:
    return None if share is None else Fraction(share)


def check_counting(shape: CountingShape, desk: Desk) -> Iterator[Finding]:
    """The terms can be kept: ages are those that rows record, and shares have something to be a share of."""
    eligibility, threshold = shape.eligibility, shape.threshold
    if eligibility.minimum_account_age_days not in ACCOUNT_AGES:
        yield Finding(
            code="unknown-age",
            place=desk.place(("counting", "eligibility", "minimum_account_age_days")),
            message=f"`minimum_account_age_days` is {eligibility.minimum_account_age_days}",
            hint=f"Write one of {', '.join(map(str, ACCOUNT_AGES))}: the exact age would point to a person.",
        )
    if eligibility.listed_total is not None and eligibility.accounts is not EligibleAccounts.LISTED:
        yield Finding(
            code="list-without-listed",
            place=desk.place(("counting", "eligibility", "listed_total")),
            message="`listed_total` is given, but everybody is eligible",
            hint="Write `accounts: listed`, or leave `listed_total` out.",
        )
    if threshold is None:
        return
    parts = (threshold.support, threshold.share, threshold.quorum, threshold.quorum_share)
    if all(part is None for part in parts):
        yield Finding(
            code="empty-threshold",
            place=desk.place(("counting", "threshold")),
            message="the threshold says nothing that must be reached",
            hint="Add `support`, `share`, `quorum` or `quorum_share`.",
        )
    if threshold.quorum_share is not None and eligibility.accounts is not EligibleAccounts.LISTED:
        yield Finding(
            code="quorum-without-list",
            place=desk.place(("counting", "threshold", "quorum_share")),
            message="`quorum_share` is a share of the listed accounts, and there is no list",
            hint="Write `accounts: listed` in `eligibility`, or use `quorum`, a number.",
        )
