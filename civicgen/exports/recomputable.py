"""What of a published consultation anybody can recompute from the ledger. Types only."""

from collections.abc import Mapping
from typing import Protocol

from civicgen.model.counting import CommentWeight, ConsultationTally
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import Digest, ProposalId


class Recomputable(Protocol):
    """A consultation's facts, rows, shown texts and numbers: `Published` without what only the content knows.

    Files made from this alone are made again by `verify`, byte for byte.
    """

    @property
    def facts(self) -> ConsultationFacts: ...
    @property
    def rows(self) -> tuple[Row, ...]: ...
    @property
    def texts(self) -> Mapping[Digest, OpenedText]: ...
    @property
    def tally(self) -> ConsultationTally | None: ...
    @property
    def earlier(self) -> tuple[ConsultationTally, ...]: ...
    @property
    def comments(self) -> Mapping[ProposalId, tuple[CommentWeight, ...]]: ...
    @property
    def figures(self) -> Mapping[str, int]: ...


def tallies_of(numbers: Recomputable) -> tuple[ConsultationTally, ...]:
    """The tallies of all closings, oldest first, the closing in force last."""
    return numbers.earlier if numbers.tally is None else (*numbers.earlier, numbers.tally)


def proposal_ids(numbers: Recomputable) -> tuple[ProposalId, ...]:
    """The proposals of the content in their order, then those that only the ledger still knows."""
    in_content = [proposal.id for proposal in numbers.facts.proposals]
    return (*in_content, *sorted(set(numbers.comments) - set(in_content)))


def is_seen(numbers: Recomputable, row: Row) -> bool:
    """Whether the numbers are as of a moment at which the row was there."""
    return numbers.facts.as_of is not None and row.seen_at <= numbers.facts.as_of
