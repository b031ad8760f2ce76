"""`stances.csv`: every stance with what became of it, for each closing. Pseudonyms, no logins. Pure."""

from collections.abc import Iterator

from civicgen.exports.csv_text import Cell, csv_bytes
from civicgen.exports.recomputable import Recomputable, tallies_of
from civicgen.model.counting import ConsultationTally, Counted, Exclusion, Tally
from civicgen.model.names import Channel, Stance

_HEADING = (
    "closes",
    "proposal",
    "row",
    "person",
    "kind",
    "stance",
    "channel",
    "count",
    "made_at",
    "result",
    "reason",
    "note",
)
_WORDS = frozenset(stance.value for stance in Stance)


def stances_csv(numbers: Recomputable) -> bytes:
    """One line a stance and closing, in the order of the ledger's rows within a proposal."""
    return csv_bytes(_HEADING, _lines(numbers))


def _lines(numbers: Recomputable) -> Iterator[tuple[Cell, ...]]:
    for tally in tallies_of(numbers):
        for of_proposal in tally.proposals.values():
            stances: list[Counted | Exclusion] = [*of_proposal.counted, *of_proposal.excluded]
            for stance in sorted(stances, key=lambda stance: stance.seq):
                yield _line(tally, of_proposal, stance)


def _line(tally: ConsultationTally, of_proposal: Tally, stance: Counted | Exclusion) -> tuple[Cell, ...]:
    if isinstance(stance, Counted):
        meaning, result, reason = stance.stance.value, "counted", ""
    else:
        meaning, result, reason = _meaning(tally, stance), "excluded", stance.reason.value
    return (
        tally.closes,
        of_proposal.proposal,
        stance.seq,
        stance.person,
        stance.kind,
        meaning,
        stance.channel.value,
        stance.count,
        stance.made_at,
        result,
        reason,
        stance.note,
    )


def _meaning(tally: ConsultationTally, stance: Exclusion) -> str:
    """What an excluded row would have said; empty for a kind that means nothing."""
    if stance.channel is not Channel.FORGE:
        return stance.kind if stance.kind in _WORDS else ""
    meaning = tally.settings.mapping.get(stance.kind)
    return "" if meaning is None else meaning.value
