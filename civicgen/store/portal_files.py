"""Text files written below a portal's root, each whole or not at all. Comes in: files. Never follows a link."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from civicgen.errors import ConfigurationError
from civicgen.model.desk import DeskFile
from civicgen.store.atomic import write_whole


class PortalFiles:
    """What lies below a portal's root, for commands that write there."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, path: str) -> bool:
        """Whether anything has this path, a dangling link too.

        Raises:
            ConfigurationError: a folder above it is a link or a file.
        """
        return self._spot(path).is_symlink() or self._spot(path).exists()

    def text(self, path: str) -> str:
        """The text of a file, as far as it is one."""
        try:
            return self._spot(path).read_bytes().decode("utf-8", "replace")
        except OSError as problem:
            raise ConfigurationError(f"{path} cannot be read: {problem.strerror}") from problem

    def texts_in(self, folder: str) -> Mapping[str, str]:
        """The texts of the ordinary files that lie right in a folder, by their paths; none where there is no folder.

        Raises:
            ConfigurationError: the folder is a link or a file, or something in it cannot be read.
        """
        place = self._spot(f"{folder}/.any").parent
        if not place.is_dir():
            return {}
        names = sorted(entry.name for entry in place.iterdir() if entry.is_file() and not entry.is_symlink())
        return {f"{folder}/{name}": self.text(f"{folder}/{name}") for name in names}

    def write(self, files: Sequence[DeskFile]) -> None:
        """Put the files in their places, over those that are there.

        Raises:
            ConfigurationError: one of them cannot be written; those before it are.
        """
        spots = [(file, self._spot(file.path)) for file in files]
        for file, spot in spots:
            try:
                if file.text is None:
                    spot.unlink(missing_ok=True)
                else:
                    write_whole(spot, file.text.encode("utf-8"))
            except OSError as problem:
                raise ConfigurationError(f"{file.path} cannot be written: {problem.strerror}") from problem

    def _spot(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        assert not path.startswith("/"), path
        assert ".." not in parts, path
        folder = self._root
        for part in parts[:-1]:
            folder /= part
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise ConfigurationError(f"{folder} is a link or a file; make it a folder, or choose another root")
        return folder / parts[-1]
