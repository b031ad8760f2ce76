"""The figures of a whole consultation, added up from those of its proposals, as builds and `verify` add them up."""

from collections import Counter
from collections.abc import Sequence

from civicgen.counting.figures import total_figures
from civicgen.counting.numbers import accounts_of, closings_of, proposal_numbers, sums_of
from civicgen.ledger.slices import slices
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Row


def figures_of(facts: ConsultationFacts, rows: Sequence[Row]) -> dict[str, int]:
    """All figures of a consultation and its proposals as of `facts.as_of`."""
    as_of = facts.as_of
    if as_of is None:
        return total_figures(facts, {}, closings=(), accounts=(), rows=None)
    closings = closings_of(rows, as_of=as_of)
    found = [
        proposal_numbers(proposal, concerned, slug=facts.slug, closings=closings, as_of=as_of)
        for proposal, concerned in slices(rows).items()
    ]
    sums: Counter[str] = Counter()
    figures: dict[str, int] = {}
    for numbers in found:
        sums.update(sums_of(numbers))
        figures |= numbers.figures
    accounts = [
        len({person for numbers in found if numbers.tallies for person in accounts_of(numbers)[place]})
        for place in range(len(closings))
    ]
    return figures | total_figures(facts, sums, closings=closings, accounts=accounts, rows=len(rows))
