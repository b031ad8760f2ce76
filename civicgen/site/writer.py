"""The writer: a folder of ours, of which only the files whose bytes changed are written.

In: addresses with their bytes. Out: what was done. Writes below one folder, each file whole or not at all.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from civicgen.errors import ConfigurationError

MARKER = ".civicgen-site"
_MARKER_TEXT = (
    "This folder was made by `civicgen build`. Everything in it may be replaced or removed by the next build.\n"
)
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a build did to the site: numbers of files, and how many of those that are there are pages."""

    pages: int
    written: int
    unchanged: int
    removed: int


def refuse_foreign(folder: Path) -> None:
    """Make sure that `folder` is ours, or empty, or not there.

    Raises:
        ConfigurationError: it holds something that civicgen did not make.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ConfigurationError(f"{folder} is no folder; name another one with --site")
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise ConfigurationError(
            f"{folder} holds files that civicgen did not make; empty it yourself or name another one with --site"
        )


def claim(folder: Path) -> None:
    """Mark `folder` as ours, so that what others put into it is told apart from what a build may replace.

    Raises:
        ConfigurationError: it holds something that civicgen did not make.
    """
    refuse_foreign(folder)
    _write(folder / MARKER, _MARKER_TEXT.encode())


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Write the files that changed and remove those that are no longer made; removal comes last.

    Raises:
        ConfigurationError: the folder is not ours, cannot be written, or an address points outside of it.
    """
    made: set[str] = {MARKER}
    written = unchanged = 0
    try:
        claim(folder)
        for address, data in files:
            made.add(_checked(address))
            if _write(folder / address, data):
                written += 1
            else:
                unchanged += 1
        removed = _remove_others(folder, made)
    except OSError as problem:
        raise ConfigurationError(
            f"{folder} cannot be written: {problem.strerror}: {problem.filename}; pages written so far are whole"
        ) from problem
    pages = sum(address.endswith(".html") for address in made)
    return Written(pages=pages, written=written, unchanged=unchanged, removed=removed)


def _checked(address: str) -> str:
    path = PurePosixPath(address)
    if not address or path.is_absolute() or ".." in path.parts or "\\" in address or str(path) != address:
        raise ConfigurationError(f"no address inside the site: {address!r}")
    return address


def _write(path: Path, data: bytes) -> bool:
    """Whether the file had to be written. Through a temporary neighbour, so that readers see the old or the new."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except (FileNotFoundError, NotADirectoryError):
        _make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.part")
    try:
        temporary.write_bytes(data)
        temporary.chmod(_FILE_MODE)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(_FOLDER_MODE)


def _remove_others(folder: Path, made: set[str]) -> int:
    removed = 0
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(place, name)
            if path.relative_to(folder).as_posix() not in made:
                path.unlink()
                removed += 1
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()
    return removed
