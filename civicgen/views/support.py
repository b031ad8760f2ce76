"""The numbers of one proposal, ready to be shown: counted and excluded apart. A tally in, page data out; no I/O.

Numbers are shown by their names, so that no page holds a number of its own; the integers here only shape bars, choose
plural forms and leave out lines that have no figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from civicgen.model.counting import ConsultationTally, Tally, Threshold
from civicgen.model.names import ConsultationSlug, ProposalId, ReactionKind
from civicgen.model.times import Instant
from civicgen.views.links import Share, figure_name, share_of

SYMBOLS: Mapping[str, str] = {
    ReactionKind.PLUS_ONE: "👍",
    ReactionKind.MINUS_ONE: "👎",
    ReactionKind.LAUGH: "😄",
    ReactionKind.HOORAY: "🎉",
    ReactionKind.CONFUSED: "😕",
    ReactionKind.HEART: "❤️",
    ReactionKind.ROCKET: "🚀",
    ReactionKind.EYES: "👀",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure with the words that go before it: `word` is a key of the catalogue, `symbol` an emoji or ''."""

    word: str
    figure: str
    symbol: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdPart:
    """A part of the threshold: `needed` in words that the catalogue frames; `is_met` None where nobody can say yet."""

    name: str
    needed: str
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdView:
    """What was promised, and whether this tally reaches it."""

    consequence: str
    parts: tuple[ThresholdPart, ...]
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportView:
    """One proposal's numbers for one closing. `suffix` ends the figures' names of a closing that was changed.

    `has_sides` when anybody is for or against, so that there is a share to tell. `is_over` when that closing has
    passed, `is_frozen` when the tally is final.
    """

    figures: str
    suffix: str
    share: Share | None
    has_sides: bool
    closes: Instant
    is_over: bool
    is_frozen: bool
    wording: int | None
    channels: tuple[Line, ...]
    excluded: tuple[Line, ...]
    kinds: tuple[Line, ...]
    threshold: ThresholdView | None


def support_view(
    tally: ConsultationTally | None, slug: ConsultationSlug, proposal: ProposalId, *, is_in_force: bool
) -> SupportView | None:
    """None where nothing was collected about this proposal yet."""
    of_proposal = tally.proposals.get(proposal) if tally else None
    if tally is None or of_proposal is None:
        return None
    suffix = "" if is_in_force else f"@{tally.closes}"
    names = figure_name(slug, proposal, "")
    return SupportView(
        figures=names,
        suffix=suffix,
        share=share_of(of_proposal.support, of_proposal.oppose, of_proposal.abstain),
        has_sides=of_proposal.support + of_proposal.oppose > 0,
        closes=tally.closes,
        is_over=tally.as_of > tally.closes,
        is_frozen=tally.is_frozen,
        wording=of_proposal.wording,
        channels=_channels(of_proposal, names, suffix),
        excluded=_excluded(of_proposal, names, suffix),
        kinds=_kinds(of_proposal, tally, names) if is_in_force else (),
        threshold=threshold_view(of_proposal, tally.settings.threshold),
    )


def threshold_view(tally: Tally, threshold: Threshold | None) -> ThresholdView | None:
    """The threshold part by part; None where none was promised."""
    if threshold is None or tally.threshold is None:
        return None
    needed = {
        "support": str(threshold.support),
        "share": str(threshold.share),
        "quorum": str(threshold.quorum),
        "quorum-share": str(threshold.quorum_share),
    }
    parts = tuple(
        ThresholdPart(name=name, needed=needed[name], is_met=is_met) for name, is_met in tally.threshold.parts
    )
    return ThresholdView(consequence=threshold.consequence, parts=parts, is_met=tally.threshold.is_met)


def _channels(tally: Tally, names: str, suffix: str) -> tuple[Line, ...]:
    return tuple(
        Line(word=f"channel.{channel.value}", figure=f"{names}channel-{channel.value}{suffix}")
        for channel, number in sorted(tally.by_channel.items())
        if number
    )


def _excluded(tally: Tally, names: str, suffix: str) -> tuple[Line, ...]:
    reasons = sorted({exclusion.reason.value for exclusion in tally.excluded if exclusion.count})
    return tuple(Line(word=f"excluded.{reason}", figure=f"{names}excluded-{reason}{suffix}") for reason in reasons)


def _kinds(tally: Tally, whole: ConsultationTally, names: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            word=f"kind.{kind}",
            figure=f"{names}kind-{kind}",
            symbol=SYMBOLS.get(kind, ""),
            means=whole.settings.mapping[kind].value if kind in whole.settings.mapping else "",
        )
        for kind in sorted(tally.kinds, key=lambda kind: (kind not in whole.settings.mapping, kind))
        if tally.kinds[kind]
    )
