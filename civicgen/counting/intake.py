"""The intake register: what became of each issue by which something was proposed. Facts and rows in; no I/O.

Every one of them stands in the register from the first collection after it was opened, whatever becomes of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from civicgen.model.facts import ConsultationFacts
from civicgen.model.intake import IntakeEntry
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import IntakeOutcome, ProposalId, Status


def intake_of(facts: ConsultationFacts, rows: Iterable[Row]) -> tuple[IntakeEntry, ...]:
    """The register as of the last complete observation, by number. Rows of other types are passed over."""
    if facts.as_of is None:
        return ()
    last: dict[int, Row] = {}
    for row in rows:
        if row.type is RowType.RECEIVED and row.seen_at <= facts.as_of:
            last[int((row.ref or "").removeprefix("thread:"))] = row
    published = {
        each.thread: each.id for each in facts.proposals if each.thread is not None and each.status is not Status.DRAFT
    }
    joined = {thread: each.id for each in facts.proposals for thread in each.joined}
    refused = {each.thread: each.rule for each in facts.refused}
    return tuple(_entry(thread, last[thread], published, joined, refused) for thread in sorted(last))


def intake_figures(facts: ConsultationFacts, register: Iterable[IntakeEntry]) -> dict[str, int]:
    """How many there are, and of each outcome that there is; nothing where none was ever received."""
    outcomes = Counter(entry.outcome for entry in register)
    if not outcomes:
        return {}
    figures = {f"{facts.slug}//received": sum(outcomes.values())}
    return figures | {f"{facts.slug}//received-{outcome.value}": outcomes[outcome] for outcome in IntakeOutcome}


def _entry(
    thread: int,
    row: Row,
    published: Mapping[int, ProposalId],
    joined: Mapping[int, ProposalId],
    refused: Mapping[int, str],
) -> IntakeEntry:
    received = row.made_at or row.seen_at
    if thread in published:
        outcome, proposal = IntakeOutcome.PUBLISHED, published[thread]
    elif thread in joined:
        outcome, proposal = IntakeOutcome.JOINED, joined[thread]
    elif thread in refused:
        return IntakeEntry(thread=thread, received=received, outcome=IntakeOutcome.REFUSED, rule=refused[thread])
    else:
        outcome = IntakeOutcome.WAITING if row.facts["is_open"] else IntakeOutcome.CLOSED
        return IntakeEntry(thread=thread, received=received, outcome=outcome)
    return IntakeEntry(thread=thread, received=received, outcome=outcome, proposal=proposal)
