"""Files that wait beside their places until a build is whole: readers see the old site or the new one.

A file waits as `.name.part` in its folder. Where that folder is new, the whole folder waits as `.folder.part` and takes
its place in one step: what is built from nothing is moved by a few names. Writes below the site's folder.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from civicgen.errors import ConfigurationError

_ENDING = ".part"
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Beside:
    """The waiting files of one build. `folders` are those that stand, by their addresses, "" for the site itself.

    It may be copied to another process, which then writes, too; putting things in their places is for one process.
    """

    def __init__(self, site: Path, folders: Iterable[str]) -> None:
        self._site = site
        self._folders = frozenset(folders)
        self._waiting: dict[str, tuple[str, str]] = {}
        self._taken: set[str] = set()

    def write(self, address: str, data: bytes, *, known: str | None) -> str:
        """Write a file beside its place, unless the one that stands there has the hash `known`, and is the same.

        Gives the hash of `data`.

        Raises:
            ConfigurationError: the address points outside of the site, or the disk refuses.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == known:
            return sha256
        path, _ = self._path(_checked(address))
        with refusals(self._site):
            try:
                descriptor = os.open(path, _NEW, _FILE_MODE)
            except FileNotFoundError:
                make_folder(Path(path).parent)
                descriptor = os.open(path, _NEW, _FILE_MODE)
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                os.fchmod(descriptor, _FILE_MODE)
                file.write(data)
        return sha256

    def take(self, address: str) -> None:
        """Put a file that was written in its place, or the new folder that it is in. Raises OSError."""
        path, folder = self._path(address)
        if not folder:
            os.replace(path, f"{self._site}/{address}")  # noqa: PTH105  # many thousand times
        elif folder not in self._taken:
            place = self._site / folder
            if place.is_symlink() or place.is_file():
                place.unlink()  # somebody put it there
            os.rename(_beside(f"{self._site}/{folder}"), place)  # noqa: PTH104  # as above
            self._taken.add(folder)

    def _path(self, address: str) -> tuple[str, str]:
        """Where a file waits, and the new folder with which it takes its place, "" if it does so alone."""
        folder, _, name = address.rpartition("/")
        if folder not in self._waiting:
            self._waiting[folder] = self._place_of(folder)
        waiting, new = self._waiting[folder]
        return (f"{waiting}/{name}", new) if new else (_beside(f"{waiting}/{name}"), "")

    def _place_of(self, folder: str) -> tuple[str, str]:
        new = ""
        above = folder
        while above not in self._folders and above:
            new, above = above, above.rpartition("/")[0]
        place = f"{self._site}/{folder}"
        return (_beside(f"{self._site}/{new}") + folder.removeprefix(new) if new else place), new


def is_left_over(name: str) -> bool:
    """Whether a name is one under which something waits."""
    return name.startswith(".") and name.endswith(_ENDING)


def remove_left_over(path: str) -> None:
    """Take away what waits, when a build ends early. Raises OSError."""
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114  # as the path was given
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108  # as above


def make_folder(folder: Path) -> None:
    """A folder, and those above it, that everybody can read. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(_FOLDER_MODE)


class refusals:  # noqa: N801  # used as a function
    """Says in words which folder a disk refuses to write to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, OSError):
            raise ConfigurationError(
                f"{self._folder} cannot be written: {problem.strerror or problem}; "
                "make room or name another one with --site"
            ) from problem


def _checked(address: str) -> str:
    parts = address.split("/")
    if not address or "\\" in address or "" in parts or "." in parts or ".." in parts:
        raise ConfigurationError(f"no address inside the site: {address!r}")
    return address


def _beside(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}{_ENDING}"
