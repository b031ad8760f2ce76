"""What was taken out on request. Rows in, traces out: no words, no logins. Reads nothing, writes nothing."""

from collections.abc import Iterable, Mapping

from civicgen.model.ledger import Row, RowType
from civicgen.model.redacted import Redacted


def redactions_of(rows: Iterable[Row]) -> Mapping[str, Redacted]:
    """By the ref of the comment or letter, the row that took its text out; it stays out whatever follows."""
    found: dict[str, Redacted] = {}
    redaction = RowType.REDACTION
    for row in rows:
        if row.type is redaction and row.ref is not None:
            basis, role = str(row.facts.get("basis", "")), str(row.facts.get("role", ""))
            found.setdefault(row.ref, Redacted(seq=row.seq, at=row.seen_at, basis=basis, role=role))
    return found
