"""From an observation to what is written down: rows, texts, marks and the harvest row. Pure."""

from collections.abc import Mapping, Sequence

import msgspec

from civicgen.app.harvesting.plan import Task
from civicgen.counting.tally import count
from civicgen.errors import LedgerError
from civicgen.ledger.canonical import digest, meta_bytes, tallies_digest
from civicgen.ledger.chain import seal
from civicgen.ledger.closing import closed, closing_due
from civicgen.ledger.commitments import erased_texts
from civicgen.ledger.fold import fold
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.reconcile import reconcile
from civicgen.ledger.seen import ConsultationSeen
from civicgen.model.ledger import (
    ConsultationMark,
    Cost,
    HarvestRow,
    Ledger,
    LedgerMeta,
    OpenedText,
    Row,
)
from civicgen.model.names import ConsultationSlug, Digest, ProposalId, Stance
from civicgen.model.times import Instant


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one consultation gets: its new rows, sealed, the texts that they commit to, and its new mark.

    `erased` are the texts of all that was ever redacted in it: none of them may be kept.
    """

    slug: ConsultationSlug
    rows: tuple[Row, ...]
    texts: tuple[OpenedText, ...]
    erased: frozenset[Digest]
    mark: ConsultationMark


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """When and how an attempt went: `clock` is `forge` or `local`, `failure` why nothing was observed, '' otherwise."""

    at: Instant
    clock: str
    cost: Cost
    failure: str = ""


def make_entry(task: Task, seen: ConsultationSeen, secrets: Secrets, texts: Mapping[Digest, OpenedText]) -> Entry:
    """What an observation adds to a consultation. An incomplete one leaves its numbers as they are, with the reason.

    Raises:
        LedgerError: a row holds what nobody can count.
    """
    news = reconcile(task.state, seen, secrets, texts=texts)
    problem = seen.problem
    before = msgspec.structs.replace(task.mark, complete=not problem, reason=problem)
    rows, mark = seal(news.rows, after=before)
    if not problem:
        closing, mark = seal(_closing(task, seen, rows), after=mark)
        rows = (*rows, *closing)
    return Entry(
        slug=task.slug,
        rows=rows,
        texts=_new_texts(news.texts, texts),
        erased=erased_texts((*task.rows, *rows)),
        mark=mark,
    )


def harvest_row(ledger: Ledger, meta: LedgerMeta, attempt: Attempt, entries: Sequence[Entry]) -> HarvestRow:
    """The row of the attempt, chained behind the last."""
    incomplete = any(not entry.mark.complete for entry in entries)
    outcome = "failed" if attempt.failure else "partial" if incomplete else "complete"
    return HarvestRow(
        n=len(ledger.harvests) + 1,
        at=attempt.at,
        clock=attempt.clock,
        outcome=outcome,
        cost=attempt.cost,
        consultations={entry.slug: entry.mark for entry in entries},
        prev=ledger.checkpoint or digest(meta_bytes(meta)),
        reason=attempt.failure,
    )


def _closing(task: Task, seen: ConsultationSeen, rows: tuple[Row, ...]) -> list[Row]:
    """The row that freezes the tallies, when this is the first complete observation after the closing."""
    everything = (*task.rows, *rows)
    closes = closing_due(fold(everything), at=seen.at)
    if closes is None:
        return []
    try:
        numbers = count(everything, as_of=seen.at, closes=closes)
    except ValueError as problem:
        raise LedgerError(f"cannot be counted: {problem}; run `civicgen verify`", file=task.slug) from problem
    tallies: dict[ProposalId, dict[Stance, int]] = {}
    for proposal, tally in (numbers.proposals if numbers else {}).items():
        tallies[proposal] = {
            Stance.SUPPORT: tally.support,
            Stance.OPPOSE: tally.oppose,
            Stance.ABSTAIN: tally.abstain,
        }
    return [closed(closes=closes, tallies=tallies_digest(tallies), at=seen.at, not_before=seen.not_before)]


def _new_texts(found: Sequence[OpenedText], known: Mapping[Digest, OpenedText]) -> tuple[OpenedText, ...]:
    """The texts that are not beside the ledger yet, each once."""
    new = {text.commitment: text for text in found if text.commitment not in known}
    return tuple(new.values())
