"""Requests for redaction against the public record: what nobody knows there, and what it did that no request says.

Content and rows come in, findings go out; no I/O.
"""

from collections.abc import Iterator, Mapping, Sequence

from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.ledger import Row, RowType
from civicgen.model.moderation import Moderation
from civicgen.model.names import ConsultationSlug

_FILE = "content/moderation.yml"
_HAVE_TEXTS = frozenset({RowType.COMMENT_MADE, RowType.CONTRIBUTION})


def check_recorded_redactions(
    moderation: Moderation, rows: Mapping[ConsultationSlug, Sequence[Row]]
) -> Iterator[Finding]:
    """An item that no consultation knows is a slip, or not collected yet; what was recorded stays in the list."""
    known = {slug: _with_texts(of_one) for slug, of_one in rows.items()} if moderation.redactions else {}
    for redaction in moderation.redactions:
        places = tuple(rows) if redaction.consultation is None else (redaction.consultation,)
        if not any(redaction.item in known.get(slug, ()) for slug in places):
            yield Finding(
                code="unknown-item",
                place=redaction.place,
                message=f"the public record has no {redaction.item}, so that nothing is removed yet",
                hint="Check the number; if it is right, the next collection that finds it keeps no text of it.",
                severity=Severity.WARNING,
            )
    for slug in sorted(rows):
        listed = {redaction.item for redaction in moderation.redactions_in(slug)}
        for row in rows[slug]:
            if row.type is RowType.REDACTION and row.ref not in listed:
                yield Finding(
                    code="redaction-gone",
                    place=Place(file=_FILE),
                    message=f"the text of {row.ref} was removed for good, and `redactions` does not say so any more",
                    hint=f"Bring the entry back (consultation: {slug}); leaving it out brings no text back.",
                    severity=Severity.WARNING,
                )


def _with_texts(rows: Sequence[Row]) -> frozenset[str | None]:
    """The comments and letters of a consultation."""
    return frozenset(row.ref for row in rows if row.type in _HAVE_TEXTS)
