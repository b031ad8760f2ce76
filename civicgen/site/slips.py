"""Slips of paper with numbers of receipts: a page that stands alone, to be printed. Values in, HTML out.

Reads templates; the numbers are made elsewhere.
"""

from pathlib import Path

import msgspec

from civicgen.site.catalogue import Catalogue
from civicgen.site.templating import Templates

TEMPLATE = "slips.html"


class SlipSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What slips say. `address` is where numbers are answered, as people type it; `retention` the portal's promise."""

    consultation: str
    authority: str
    contact: str
    address: str
    retention: str
    receipts: tuple[str, ...]


def slips_html(sheet: SlipSheet, catalogue: Catalogue, *, root: Path) -> str:
    """All slips. A template `slips.html` of the portal's own wins.

    Raises:
        ConfigurationError: the template fails.
    """
    return Templates(root, catalogue).render(TEMPLATE, address="the slips", figures={}, page=sheet)
