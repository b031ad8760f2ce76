"""A copy of the site on disk, as far as single files are read from it. Implements `app.ports.PublishedFiles`."""

from pathlib import Path

from civicgen.errors import TemporaryError


class SiteCopy:
    """The folder of a built site; it need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        place = self._folder / path
        if not place.resolve().is_relative_to(self._folder.resolve()) or not place.is_file():
            raise TemporaryError(f"{self._folder} has no file {path}")
        try:
            return place.read_bytes()
        except OSError as refused:
            raise TemporaryError(f"{place} cannot be read: {refused.strerror or refused}") from refused
