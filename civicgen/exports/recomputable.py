"""What of one proposal anybody can recompute from the public record: what its pieces of the data files come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from civicgen.exports.measures import measures_of
from civicgen.model.counting import Closing, ProposalNumbers, Tally
from civicgen.model.facts import ProposalFacts
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest, ProposalId


@dataclass(frozen=True, kw_only=True)  # without slots: `measures` is kept once made
class ProposalData:
    """One proposal of a consultation. Pieces made from this alone are made again by `verify`, byte for byte.

    Attributes:
        proposal: '' for what names no proposal.
        facts: None where only the public record still knows the proposal.
        rows: those of the record that concern it and were seen when the numbers are as of.
        texts: those of its texts that may be shown.
        columns: the measures that tables show, see `measures.columns`.
    """

    slug: ConsultationSlug
    proposal: ProposalId
    facts: ProposalFacts | None
    rows: tuple[Row, ...]
    texts: Mapping[Digest, OpenedText]
    numbers: ProposalNumbers
    closings: tuple[Closing, ...]
    columns: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether the content has it, or anything was collected about it."""
        return self.facts is not None or bool(self.numbers.figures)

    @cached_property
    def measures(self) -> Mapping[str, int | None]:
        """The values of its columns."""
        return measures_of(self.numbers.figures, f"{self.slug}/{self.proposal}/", self.columns)

    def counted(self) -> Iterator[tuple[Closing, Tally]]:
        """Its tallies with their closings, oldest first, the closing in force last."""
        yield from zip(self.closings, self.numbers.tallies, strict=False)
