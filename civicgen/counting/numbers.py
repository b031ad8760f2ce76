"""All numbers of a consultation, proposal by proposal: what the site publishes, and what `verify` holds against it.

In: rows of the ledger. Out: closings, tallies, comments, figures. Reads nothing, writes nothing.

A proposal is counted from the rows that concern it alone: those that name it, and those about a comment or receipt that
any of these named. The numbers of a consultation add up from those of its proposals.
"""

from collections.abc import Iterable, Sequence

from civicgen.counting.comments import comment_weights
from civicgen.counting.figures import proposal_figures, proposal_sums
from civicgen.counting.letters import letter_sums, letters_of
from civicgen.counting.redactions import redactions_of
from civicgen.counting.rules import rule_named
from civicgen.counting.stances import stances_seen
from civicgen.counting.tally import tally_of
from civicgen.counting.timeline import closings, terms_for
from civicgen.counting.wordings import last_of_substance
from civicgen.model.counting import Closing, ProposalNumbers, Tally
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ConsultationSlug, PersonId, ProposalId
from civicgen.model.times import Instant


def closings_of(rows: Iterable[Row], *, as_of: Instant) -> tuple[Closing, ...]:
    """Each closing that was ever in force at `as_of`, oldest first, the one in force last; empty before the opening.

    `rows` are those of a consultation's terms (`opened`, `changed`, `closed`); others do not matter.

    Raises:
        ValueError: a row holds settings that nobody can count by, or names a rule that does not exist.
    """
    seen = [row for row in rows if row.seen_at <= as_of]
    found = [(closing, terms_for(seen, closing)) for closing in closings(seen)]
    for _, terms in found:
        if terms is not None:
            rule_named(terms.settings.rule)
    return tuple(Closing(terms=terms, is_over=as_of > closing) for closing, terms in found if terms is not None)


def proposal_numbers(
    proposal: ProposalId,
    rows: Iterable[Row],
    *,
    slug: ConsultationSlug,
    closings: Sequence[Closing],
    as_of: Instant,
) -> ProposalNumbers:
    """The numbers of one proposal at `as_of`, from the rows that concern it, in the order of `seq`.

    There are none of a proposal that no row names yet: "not collected yet" is not 0.

    Raises:
        ValueError: a row holds what nobody can count.
    """
    rows = list(rows)
    redacted = redactions_of(rows)
    seen = [row for row in rows if row.seen_at <= as_of]
    letters = letters_of(proposal, seen, terms=closings[-1].terms if closings else None, redacted=redacted)
    if not any(row.proposal == proposal for row in seen):
        return ProposalNumbers(tallies=(), comments=(), figures={}, redacted=redacted, letters=letters)
    tallies: tuple[Tally, ...] = ()
    if closings:
        stances = [stance for stance in stances_seen(seen) if stance.proposal == proposal]
        published = RowType.PUBLISHED
        wording = last_of_substance([row for row in seen if row.type is published and row.proposal == proposal])
        tallies = tuple(
            tally_of(proposal, stances, terms=closing.terms, wording=wording, as_of=as_of) for closing in closings
        )
    comments = comment_weights(seen, as_of=as_of).get(proposal, ())
    return ProposalNumbers(
        tallies=tallies,
        comments=comments,
        figures=proposal_figures(slug, proposal, tallies, comments, letters),
        redacted=redacted,
        letters=letters,
    )


def sums_of(numbers: ProposalNumbers) -> dict[str, int]:
    """What a proposal adds to its consultation's figures, by measure; empty where nothing was collected."""
    collected = proposal_sums(numbers.tallies, numbers.comments) if numbers.figures else {}
    return collected | letter_sums(numbers.letters)


def accounts_of(numbers: ProposalNumbers) -> tuple[frozenset[PersonId], ...]:
    """The different accounts counted, for each closing."""
    return tuple(
        frozenset([each.person for each in tally.counted if each.person is not None]) for tally in numbers.tallies
    )
