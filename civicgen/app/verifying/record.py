"""The published ledger itself: old checkpoints must be in it, and frozen tallies must still come out. No I/O.

That chain, rows and texts are whole has been proved when a ledger was read.
"""

from collections.abc import Iterator, Sequence

from civicgen.app.verifying.differences import Difference
from civicgen.counting.tally import count
from civicgen.errors import LedgerError
from civicgen.ledger.canonical import digest, encode, tallies_digest
from civicgen.ledger.chain import HARVESTS_FILE, segment_file
from civicgen.model.ledger import Ledger, Row, RowType
from civicgen.model.names import ConsultationSlug, Digest, Stance
from civicgen.model.times import Instant


def checkpoints(ledger: Ledger) -> tuple[Digest, ...]:
    """The hash of every harvest row, oldest first."""
    return tuple(digest(encode(harvest)) for harvest in ledger.harvests)


def require_checkpoint(ledger: Ledger, checkpoint: str, *, whose: str) -> None:
    """An earlier checkpoint is still in the chain.

    Raises:
        LedgerError: it is not: the ledger was replaced by another one.
    """
    if checkpoint not in checkpoints(ledger):
        message = f"{whose} {checkpoint} is not in the chain: this is another ledger than the one that had it"
        raise LedgerError(message, file=HARVESTS_FILE)


def frozen_differences(slug: ConsultationSlug, rows: Sequence[Row]) -> Iterator[Difference]:
    """Every `closed` row whose tallies are not what the rows before it give.

    Raises:
        ValueError: a row holds what nobody can count.
    """
    for row in rows:
        if row.type is not RowType.CLOSED:
            continue
        closes = Instant(row.facts.get("closes", row.made_at))
        tally = count(rows[: row.seq - 1], as_of=row.seen_at, closes=closes)
        given = tallies_digest(
            {
                proposal: {Stance.SUPPORT: each.support, Stance.OPPOSE: each.oppose, Stance.ABSTAIN: each.abstain}
                for proposal, each in (tally.proposals if tally else {}).items()
            }
        )
        if row.facts.get("tallies") != given:
            yield Difference(
                file=f"data/ledger/{segment_file(slug, row.seq)}",
                what=f"row {row.seq}, tallies at the closing {closes}",
                published=str(row.facts.get("tallies")),
                recomputed=given,
            )
