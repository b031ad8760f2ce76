"""`thresholds.csv`: what each proposal must reach, and whether it does. Pure."""

from collections.abc import Iterator

from civicgen.exports.csv_text import Cell, csv_bytes
from civicgen.exports.recomputable import Recomputable, tallies_of
from civicgen.model.counting import Threshold

_HEADING = ("closes", "proposal", "part", "required", "is_met", "consequence")
_WORDS = {True: "yes", False: "no", None: "nobody yet"}


def thresholds_csv(numbers: Recomputable) -> bytes:
    """One line a part of the threshold, and one for `all` of them, for each proposal and closing."""
    return csv_bytes(_HEADING, _lines(numbers))


def _lines(numbers: Recomputable) -> Iterator[tuple[Cell, ...]]:
    for tally in tallies_of(numbers):
        threshold = tally.settings.threshold
        for proposal, of_proposal in tally.proposals.items():
            result = of_proposal.threshold
            if threshold is None or result is None:
                continue
            required = _required(threshold)
            for part, is_met in result.parts:
                yield tally.closes, proposal, part, required[part], _WORDS[is_met], threshold.consequence
            yield tally.closes, proposal, "all", "", _WORDS[result.is_met], threshold.consequence


def _required(threshold: Threshold) -> dict[str, str]:
    return {
        "support": str(threshold.support),
        "share": str(threshold.share),
        "quorum": str(threshold.quorum),
        "quorum-share": str(threshold.quorum_share),
    }
