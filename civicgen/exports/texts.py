"""Which opened texts may stand in the published data: only what the site may show now. Pure.

A text that was hidden, deleted, edited away, taken back or redacted is not published; its commitment stays in the row.
"""

from collections.abc import Iterable, Mapping

import msgspec

from civicgen.exports.recomputable import ProposalData
from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import Digest

_ENCODER = msgspec.json.Encoder(order="sorted")
_SETS_TEXT = frozenset(
    {
        RowType.COMMENT_MADE,
        RowType.COMMENT_EDITED,
        RowType.AMENDMENT_OPENED,
        RowType.AMENDMENT_CHANGED,
        RowType.CONTRIBUTION,
    }
)


def shown_texts(rows: Iterable[Row], texts: Mapping[Digest, OpenedText]) -> dict[Digest, OpenedText]:
    """The texts that may be shown, in the order of their commitments."""
    current: dict[str, Digest | None] = {}
    covered: set[str] = set()
    redacted: set[str] = set()
    cast = RowType.REACTION_CAST
    for row in rows:
        ref = row.ref
        if ref is None or row.type is cast:  # most rows are reactions, which have no text
            continue
        if row.type in _SETS_TEXT:
            current[ref] = row.text if _may_be_published(row) else None
        if row.type in (RowType.COMMENT_HIDDEN, RowType.COMMENT_GONE):
            covered.add(ref)
        elif row.type in (RowType.COMMENT_SHOWN, RowType.COMMENT_MADE):
            covered.discard(ref)
        elif row.type is RowType.REDACTION:
            redacted.add(ref)
    wanted = {text for ref, text in current.items() if text is not None and ref not in covered | redacted}
    return {text: texts[text] for text in sorted(wanted) if text in texts}


def texts_piece(data: ProposalData) -> bytes:
    """The texts that may be shown as lines of canonical JSON, as docs/ledger.md says."""
    return b"".join(_ENCODER.encode(text) + b"\n" for text in data.texts.values())


def _may_be_published(row: Row) -> bool:
    if row.type is not RowType.CONTRIBUTION:
        return True
    return row.facts.get("may_publish") is True and row.facts.get("count", 1) != 0
