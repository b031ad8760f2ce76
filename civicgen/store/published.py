"""A built site on disk, read for `verify`: its ledger, its data files, its pages. Reads files, writes nothing."""

from collections.abc import Sequence
from pathlib import Path

from civicgen.errors import ConfigurationError, LedgerError
from civicgen.model.ledger import Ledger
from civicgen.store.ledger_files import LedgerFolder

_DATA = "data"
_WITH_NUMBERS = (".html", ".svg")


class SiteFolder:
    """The folder of a built site.

    Raises:
        ConfigurationError: there is no site in it.
    """

    def __init__(self, path: Path) -> None:
        if not (path / _DATA).is_dir():
            raise ConfigurationError(f"no built site in {path}: it has no folder {_DATA}; run `civicgen build` first")
        self._path = path

    def ledger(self) -> Ledger:
        """The published ledger, proved while reading. Raises LedgerError, its file named as the site has it."""
        folder = f"{_DATA}/ledger"
        try:
            return LedgerFolder(self._path / folder, is_published=True).read()
        except LedgerError as problem:
            raise LedgerError(problem.what, file=f"{folder}/{problem.file}", line=problem.line) from problem

    def data_files(self) -> Sequence[str]:
        """The paths of everything below `data/`, relative to the site, in their order."""
        return [path for path in self._files() if path.startswith(f"{_DATA}/")]

    def read_data(self, path: str) -> bytes:
        """One of them."""
        return self._bytes_of(path)

    def pages(self) -> Sequence[str]:
        """The paths of the HTML pages and drawings, relative to the site, in their order."""
        return [path for path in self._files() if path.endswith(_WITH_NUMBERS) and not path.startswith(f"{_DATA}/")]

    def read_page(self, path: str) -> str:
        """A page as text; what is no UTF-8 in it is replaced, so that the rest can be read."""
        return self._bytes_of(path).decode(errors="replace")

    def _bytes_of(self, path: str) -> bytes:
        try:
            return (self._path / path).read_bytes()
        except OSError as refused:
            raise ConfigurationError(
                f"{self._path / path} cannot be read: {refused.strerror or refused}; give permission"
            ) from refused

    def _files(self) -> list[str]:
        found = (path for path in self._path.rglob("*") if path.is_file())
        return sorted(path.relative_to(self._path).as_posix() for path in found)
