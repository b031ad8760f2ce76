"""What `verify` needs of a built site, as a Protocol; `store/` provides it. Types only."""

from collections.abc import Sequence
from typing import Protocol

from civicgen.model.ledger import Ledger


class PublishedSite(Protocol):
    """A built site on disk."""

    def ledger(self) -> Ledger:
        """The published ledger, proved while reading. Raises LedgerError."""
        ...

    def data_files(self) -> Sequence[str]:
        """The paths of everything below `data/`, relative to the site."""
        ...

    def read_data(self, path: str) -> bytes:
        """One of them."""
        ...

    def pages(self) -> Sequence[str]:
        """The paths of the HTML pages and drawings, relative to the site."""
        ...

    def read_page(self, path: str) -> str:
        """One of them, as text."""
        ...
