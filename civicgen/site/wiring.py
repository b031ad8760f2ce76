"""Wires disk and use case: how `civicgen build` and the plugin get an Edition. Reads files, writes none."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from civicgen.app.building.prepare import prepare
from civicgen.content.read import read_content
from civicgen.counting.figures import portal_figures
from civicgen.exports.published import published_files
from civicgen.ledger.layout import ledger_files
from civicgen.model.edition import Edition
from civicgen.model.facts import Published
from civicgen.model.times import Instant
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder


def read_edition(root: Path, *, ledger: Path, at: Instant | None) -> Edition:
    """Read content and ledger, count, and make the published files.

    Raises:
        LedgerError: the public record is not what was written.
    """
    record = LedgerFolder(ledger).read()
    content = read_content(ContentFolder(root).read(), at=at or record.built_for)
    # What is committed, as it was written: a collection that crashed may have left more in the folder.
    raw = dict(ledger_files(record))

    def export(published: Sequence[Published]) -> Mapping[str, bytes]:
        figures = portal_figures([each.facts for each in published])
        return published_files(published, record, raw, portal_figures=figures)

    return prepare(content, record, export=export, at=at)
