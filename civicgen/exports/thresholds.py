"""`thresholds.csv`: what each proposal must reach, and whether it does. Pure."""

from collections.abc import Iterator, Sequence

from civicgen.exports.csv_text import Cell, csv_lines
from civicgen.exports.recomputable import ProposalData
from civicgen.model.counting import Threshold

_HEADING = ("closes", "proposal", "part", "required", "is_met", "consequence")
_WORDS = {True: "yes", False: "no", None: "nobody yet"}


def thresholds_heading(columns: Sequence[str]) -> Sequence[str]:
    return _HEADING


def thresholds_piece(data: ProposalData) -> bytes:
    """One line a part of the threshold, and one for `all` of them, for each closing."""
    return csv_lines(_lines(data))


def _lines(data: ProposalData) -> Iterator[tuple[Cell, ...]]:
    for closing, tally in data.counted():
        threshold, result = closing.terms.settings.threshold, tally.threshold
        if threshold is None or result is None:
            continue
        required = _required(threshold)
        for part, is_met in result.parts:
            yield tally.closes, data.proposal, part, required[part], _WORDS[is_met], threshold.consequence
        yield tally.closes, data.proposal, "all", "", _WORDS[result.is_met], threshold.consequence


def _required(threshold: Threshold) -> dict[str, str]:
    return {
        "support": str(threshold.support),
        "share": str(threshold.share),
        "quorum": str(threshold.quorum),
        "quorum-share": str(threshold.quorum_share),
    }
