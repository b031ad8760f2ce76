"""The numbers of one proposal, ready to be shown: counted and excluded apart. A tally in, page data out; no I/O.

Numbers are shown by their names, so that no page holds a number of its own; the integers here only shape bars, choose
plural forms and leave out lines that have no figure.
"""

from collections.abc import Mapping, Sequence

import msgspec

from civicgen.model.counting import Closing, Tally, Threshold
from civicgen.model.names import SYMBOLS, Stance
from civicgen.model.times import Instant
from civicgen.views.links import Share, share_of


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One figure with the words that go before it: `word` is a key of the catalogue, `symbol` an emoji or ''."""

    word: str
    figure: str
    symbol: str = ""
    means: str = ""


class ThresholdPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the threshold: `needed` in words that the catalogue frames; `is_met` None where nobody can say yet."""

    name: str
    needed: str
    is_met: bool | None


class ThresholdView(msgspec.Struct, frozen=True, kw_only=True):
    """What was promised, and whether this tally reaches it."""

    consequence: str
    parts: tuple[ThresholdPart, ...]
    is_met: bool | None


class SupportView(msgspec.Struct, frozen=True, kw_only=True):
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


def support_views(
    tallies: Sequence[Tally], closings: Sequence[Closing], names: str
) -> tuple[SupportView | None, tuple[SupportView, ...]]:
    """The numbers for the closing in force, and those for earlier ones, oldest first.

    `tallies` are of one proposal, for `closings` one by one; `names` begins its figures' names. None and empty where
    nothing was collected about this proposal yet.
    """
    if not tallies:
        return None, ()
    *earlier, in_force = zip(tallies, closings, strict=True)
    return (
        support_view(*in_force, names, is_in_force=True),
        tuple(support_view(tally, closing, names, is_in_force=False) for tally, closing in earlier),
    )


def support_view(tally: Tally, closing: Closing, names: str, *, is_in_force: bool) -> SupportView:
    """One proposal's numbers for one closing."""
    settings = closing.terms.settings
    suffix = "" if is_in_force else f"@{tally.closes}"
    return SupportView(
        figures=names,
        suffix=suffix,
        share=share_of(tally.support, tally.oppose, tally.abstain),
        has_sides=tally.support + tally.oppose > 0,
        closes=tally.closes,
        is_over=closing.is_over,
        is_frozen=closing.terms.frozen_after is not None,
        wording=tally.wording,
        channels=_channels(tally, names, suffix),
        excluded=_excluded(tally, names, suffix),
        kinds=_kinds(tally, settings.mapping, names) if is_in_force else (),
        threshold=threshold_view(tally, settings.threshold),
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


def _kinds(tally: Tally, mapping: Mapping[str, Stance], names: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            word=f"kind.{kind}",
            figure=f"{names}kind-{kind}",
            symbol=SYMBOLS.get(kind, ""),
            means=mapping[kind].value if kind in mapping else "",
        )
        for kind in sorted(tally.kinds, key=lambda kind: (kind not in mapping, kind))
        if tally.kinds[kind]
    )
