"""Which texts the rows commit to. Rows in, references out. Reads nothing, writes nothing."""

from collections.abc import Iterable, Mapping

from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import Digest


def committed_texts(rows: Iterable[Row]) -> Mapping[Digest, str]:
    """The texts that may be shown, each with the ref whose text it is.

    Left out are texts that were redacted and offline texts that may not be published: for these the ledger keeps the
    commitment alone.
    """
    wanted: dict[Digest, str] = {}
    for row in rows:
        if row.type is RowType.REDACTION:
            wanted = {text: ref for text, ref in wanted.items() if ref != row.ref}
        elif row.text is not None and row.ref is not None and _may_be_shown(row):
            wanted.pop(row.text, None)  # an edit back to an earlier text is the latest
            wanted[row.text] = row.ref
    return wanted


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
