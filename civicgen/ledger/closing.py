"""The row that freezes a tally. State and a moment in, a closing or a draft out. Reads nothing, writes nothing."""

from civicgen.ledger.drafts import UNSEALED
from civicgen.ledger.state import ConsultationState
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest
from civicgen.model.times import Instant


def closing_due(state: ConsultationState, *, at: Instant) -> Instant | None:
    """The closing in force that a complete observation at this moment lies behind and that no row records yet."""
    closes = state.terms.get("closes") if state.terms else None
    if not isinstance(closes, str) or closes >= at or closes in state.closed:
        return None
    return Instant(closes)


def closed(*, closes: Instant, tallies: Digest, at: Instant, not_before: Instant | None) -> Row:
    """The draft of a `closed` row. `tallies` is civicgen.ledger.canonical.tallies_digest of the numbers at `closes`."""
    return Row(
        seq=0,
        type=RowType.CLOSED,
        seen_at=at,
        not_before=not_before,
        prev=UNSEALED,
        made_at=closes,
        facts={"closes": closes, "tallies": tallies},
    )
