"""Which texts the rows commit to. Rows in, references out. Reads nothing, writes nothing."""

from collections.abc import Iterable, Mapping, Sequence

from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import Digest


def committed_texts(rows: Iterable[Row]) -> Mapping[Digest, str]:
    """The texts that may be shown, each with the ref whose text it is.

    Left out are all texts of what was redacted, also those that it had only later, and offline texts that may not be
    published: for these the ledger keeps the commitment alone.
    """
    wanted: dict[Digest, str] = {}
    redacted: set[str] = set()
    for row in rows:
        if row.ref is None:
            continue
        if row.type is RowType.REDACTION:
            redacted.add(row.ref)
        elif row.text is not None and _may_be_shown(row):
            wanted.pop(row.text, None)  # an edit back to an earlier text is the latest
            wanted[row.text] = row.ref
    return {text: ref for text, ref in wanted.items() if ref not in redacted} if redacted else wanted


def erased_texts(rows: Sequence[Row]) -> frozenset[Digest]:
    """The texts of everything that was redacted: none of them is kept beside the ledger."""
    redacted = {row.ref for row in rows if row.type is RowType.REDACTION}
    if not redacted:
        return frozenset()
    return frozenset(row.text for row in rows if row.text is not None and row.ref in redacted)


def missing_texts(rows: Iterable[Row], texts: Mapping[Digest, OpenedText]) -> frozenset[str]:
    """The refs whose text as it now stands is not beside the ledger, so that it has to be read again.

    Texts are outside Git and may be lost. Earlier versions of an edited text cannot be had again and are not asked for.
    """
    latest: dict[str, Digest] = {}
    for text, ref in committed_texts(rows).items():
        latest[ref] = text
    return frozenset(ref for ref, text in latest.items() if text not in texts)


def _may_be_shown(row: Row) -> bool:
    return row.type is not RowType.CONTRIBUTION or bool(row.facts.get("may_publish"))
