"""`stances.csv`: every stance with what became of it, for each closing. Pseudonyms, no logins. Pure."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from civicgen.exports.csv_text import csv_cell, csv_cells
from civicgen.exports.recomputable import ProposalData
from civicgen.model.counting import Closing, Counted, Exclusion
from civicgen.model.names import Channel, Excluded, ReactionKind, Stance

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
_KNOWN = {word.value: csv_cell(word.value) for words in (ReactionKind, Stance, Channel, Excluded) for word in words}
"""The cells of our own words; some kinds of reactions begin like a formula."""


def stances_heading(columns: Sequence[str]) -> Sequence[str]:
    return _HEADING


def stances_piece(data: ProposalData) -> bytes:
    """One line a stance and closing, for each closing in the order of the ledger's rows."""
    return "".join(_lines(data)).encode()


def _lines(data: ProposalData) -> Iterator[str]:
    for closing, tally in data.counted():
        head = csv_cells((closing.terms.settings.closes, data.proposal))
        stances: list[Counted | Exclusion] = [*tally.counted, *tally.excluded]
        stances.sort(key=attrgetter("seq"))
        for stance in stances:
            yield f"{head},{_cells(closing, stance)}\r\n"


def _cells(closing: Closing, stance: Counted | Exclusion) -> str:
    """The cells of a line from `row` on."""
    if isinstance(stance, Counted):
        meaning, end = _KNOWN[stance.stance], '"counted",""'
    else:
        meaning, end = csv_cell(_meaning(closing, stance)), f'"excluded",{_KNOWN[stance.reason]}'
    kind = _KNOWN.get(stance.kind) or csv_cell(stance.kind)
    note = csv_cell(stance.note) if stance.note else '""'
    return (
        f"{stance.seq},{csv_cell(stance.person)},{kind},{meaning},{_KNOWN[stance.channel]},{stance.count},"
        f"{csv_cell(stance.made_at)},{end},{note}"
    )


def _meaning(closing: Closing, stance: Exclusion) -> str:
    """What an excluded row would have said; empty for a kind that means nothing."""
    if stance.channel is not Channel.FORGE:
        return stance.kind if stance.kind in _WORDS else ""
    meaning = closing.terms.settings.mapping.get(stance.kind)
    return "" if meaning is None else meaning.value
