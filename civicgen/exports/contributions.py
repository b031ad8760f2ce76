"""`contributions.csv`: what came by letter, e-mail, form or in a meeting, as the ledger holds it. Pure."""

from collections.abc import Iterator, Sequence

from civicgen.exports.csv_text import Cell, csv_lines
from civicgen.exports.recomputable import ProposalData
from civicgen.model.ledger import Row, RowType

_HEADING = (
    "receipt",
    "row",
    "batch",
    "received",
    "channel",
    "proposal",
    "stance",
    "count",
    "text",
    "evidence",
    "checked_by",
    "replaced_by",
    "redacted",
)


def contributions_heading(columns: Sequence[str]) -> Sequence[str]:
    return _HEADING


def contributions_piece(data: ProposalData) -> bytes:
    """One line an entry; `replaced_by` is the row that corrects it or takes it back, even for another proposal."""
    return csv_lines(_lines(data))


def _lines(data: ProposalData) -> Iterator[tuple[Cell, ...]]:
    contribution = RowType.CONTRIBUTION
    rows = [row for row in data.rows if row.type is contribution]
    following: dict[int, int] = {}
    latest: dict[str | None, int] = {}
    for row in rows:
        if row.ref in latest:
            following[latest[row.ref]] = row.seq
        latest[row.ref] = row.seq
    for row in rows:
        if (row.proposal or "") == data.proposal:
            opened = data.texts.get(row.text) if row.text is not None else None
            redacted = data.numbers.redacted.get(row.ref or "")
            yield _line(
                row,
                text=opened.text if opened else None,
                replaced_by=following.get(row.seq),
                redacted=redacted.basis if redacted else None,
            )


def _line(row: Row, *, text: str | None, replaced_by: int | None, redacted: str | None) -> tuple[Cell, ...]:
    facts = row.facts
    return (
        (row.ref or "").removeprefix("receipt:"),
        row.seq,
        facts.get("batch"),
        row.made_at,
        facts.get("channel"),
        row.proposal,
        row.kind,
        facts.get("count", 1),
        text,
        facts.get("evidence"),
        facts.get("checked_by"),
        replaced_by,
        redacted,
    )
