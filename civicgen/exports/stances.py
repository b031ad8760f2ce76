"""`stances.csv`: every stance with what became of it, for each closing. Pseudonyms, no logins. Pure."""

from collections.abc import Iterator, Sequence

from civicgen.exports.csv_text import Cell, csv_lines
from civicgen.exports.recomputable import ProposalData
from civicgen.model.counting import Closing, Counted, Exclusion
from civicgen.model.names import Channel, ProposalId, Stance

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


def stances_heading(columns: Sequence[str]) -> Sequence[str]:
    return _HEADING


def stances_piece(data: ProposalData) -> bytes:
    """One line a stance and closing, for each closing in the order of the ledger's rows."""
    return csv_lines(_lines(data))


def _lines(data: ProposalData) -> Iterator[tuple[Cell, ...]]:
    for closing, tally in data.counted():
        stances: list[Counted | Exclusion] = [*tally.counted, *tally.excluded]
        stances.sort(key=lambda stance: stance.seq)
        for stance in stances:
            yield _line(closing, data.proposal, stance)


def _line(closing: Closing, proposal: ProposalId, stance: Counted | Exclusion) -> tuple[Cell, ...]:
    if isinstance(stance, Counted):
        meaning, result, reason = stance.stance.value, "counted", ""
    else:
        meaning, result, reason = _meaning(closing, stance), "excluded", stance.reason.value
    return (
        closing.terms.settings.closes,
        proposal,
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


def _meaning(closing: Closing, stance: Exclusion) -> str:
    """What an excluded row would have said; empty for a kind that means nothing."""
    if stance.channel is not Channel.FORGE:
        return stance.kind if stance.kind in _WORDS else ""
    meaning = closing.terms.settings.mapping.get(stance.kind)
    return "" if meaning is None else meaning.value
