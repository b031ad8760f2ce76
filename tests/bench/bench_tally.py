"""Usage: bench_tally.py ROOT. Reads a portal and its ledger and counts everything once; prints seconds as JSON.

`read`: content and ledger from disk, chain checked. `count`: folding and counting, until every number has its name.
"""

import json
import sys
import time
from pathlib import Path

from civicgen.content.read import read_content
from civicgen.counting.numbers import closings_of, proposal_numbers
from civicgen.ledger.slices import slices
from civicgen.model.ledger import Ledger
from civicgen.model.names import ConsultationSlug
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder


def main(root: Path) -> None:
    """Read, count, print."""
    began = time.perf_counter()
    record = LedgerFolder(root / "ledger").read()
    content = read_content(ContentFolder(root).read(), at=record.built_for)
    read = time.perf_counter()
    figures = sum(_count(dossier.consultation.slug, record) for dossier in content.dossiers)
    counted = time.perf_counter()
    print(json.dumps({"read": read - began, "count": counted - read, "figures": figures}))


def _count(slug: ConsultationSlug, record: Ledger) -> int:
    """Count a consultation, proposal by proposal; gives the number of its proposals' figures."""
    rows, as_of = record.rows.get(slug, ()), record.as_of(slug)
    if as_of is None:
        return 0
    closings = closings_of(rows, as_of=as_of)
    return sum(
        len(proposal_numbers(proposal, concerned, slug=slug, closings=closings, as_of=as_of).figures)
        for proposal, concerned in slices(rows).items()
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
