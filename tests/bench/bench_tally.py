"""Usage: bench_tally.py ROOT. Reads a portal and its ledger and counts everything once; prints seconds as JSON.

`read`: content and ledger from disk, chain checked. `count`: folding and counting, until every number has its name.
"""

import json
import sys
import time
from pathlib import Path

from civicgen.app.building.prepare import prepare
from civicgen.content.read import read_content
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder


def main(root: Path) -> None:
    """Read, count, print."""
    began = time.perf_counter()
    record = LedgerFolder(root / "ledger").read()
    content = read_content(ContentFolder(root).read(), at=record.built_for)
    read = time.perf_counter()
    edition = prepare(content, record, export=lambda published: {})
    counted = time.perf_counter()
    print(json.dumps({"read": read - began, "count": counted - read, "figures": len(edition.figures)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
