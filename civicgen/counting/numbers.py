"""All numbers of one consultation from its rows: what the site publishes, and what `verify` holds against it.

In: the facts of the content and the ledger's rows. Out: tallies, comments and figures. Reads nothing, writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civicgen.counting.comments import comment_weights
from civicgen.counting.figures import Comments, consultation_figures
from civicgen.counting.tally import count
from civicgen.counting.timeline import closings
from civicgen.model.counting import ConsultationTally
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The tally for the closing in force, those for earlier closings (oldest first), comments and figures.

    `tally` is None and `earlier` empty where nothing was opened; all but `figures` are empty before the consultation
    was observed whole for the first time.
    """

    tally: ConsultationTally | None
    earlier: tuple[ConsultationTally, ...]
    comments: Comments
    figures: Mapping[str, int]


def numbers_of(facts: ConsultationFacts, rows: Sequence[Row]) -> Numbers:
    """The numbers of a consultation as of its last complete observation, which `facts.as_of` names.

    Raises:
        ValueError: a row holds what nobody can count.
    """
    as_of = facts.as_of
    if as_of is None:
        return Numbers(tally=None, earlier=(), comments={}, figures=consultation_figures(facts, ()))
    seen = [row for row in rows if row.seen_at <= as_of]
    tallies = [tally for closing in closings(seen) if (tally := count(seen, as_of=as_of, closes=closing)) is not None]
    comments = tallies[-1].comments if tallies else comment_weights(seen, as_of=as_of)
    return Numbers(
        tally=tallies[-1] if tallies else None,
        earlier=tuple(tallies[:-1]),
        comments=comments,
        figures=consultation_figures(facts, tallies, comments=comments, rows=len(rows)),
    )
