"""The writer: a folder of ours, of which only the files whose bytes changed are written.

In: addresses with their bytes. Out: what was done. Writes below one folder, each file whole or not at all.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
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
    marker, text = folder / MARKER, _MARKER_TEXT.encode()
    if not _holds(marker, text):
        _write_beside(marker, text)
        _beside(marker).replace(marker)


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Replace the files that changed and remove those that are no longer made.

    Nothing is replaced before everything is written beside it: when that fails or is interrupted, the old site stands.

    Raises:
        ConfigurationError: the folder is not ours, cannot be written, or an address points outside of it.
    """
    made: set[str] = {MARKER}
    changed: set[Path] = set()
    try:
        claim(folder)
        for address, data in files:
            made.add(_checked(address))
            path = folder / address
            if not _holds(path, data):
                changed.add(path)
                _write_beside(path, data)
        for path in changed:
            _beside(path).replace(path)
        removed = _remove_others(folder, made)
    except OSError as problem:
        raise ConfigurationError(
            f"{folder} cannot be written: {problem.strerror or problem}; make room or name another one with --site"
        ) from problem
    finally:
        for path in changed:
            with suppress(OSError):
                _beside(path).unlink(missing_ok=True)
    pages = sum(address.endswith(".html") for address in made)
    return Written(pages=pages, written=len(changed), unchanged=len(made) - 1 - len(changed), removed=removed)


def _checked(address: str) -> str:
    path = PurePosixPath(address)
    if not address or path.is_absolute() or ".." in path.parts or "\\" in address or str(path) != address:
        raise ConfigurationError(f"no address inside the site: {address!r}")
    return address


def _holds(path: Path, data: bytes) -> bool:
    try:
        about = path.lstat()
        return stat.S_ISREG(about.st_mode) and about.st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _beside(path: Path) -> Path:
    """Where the new file waits, so that readers see the old one or the new one."""
    return path.with_name(f".{path.name}.part")


def _write_beside(path: Path, data: bytes) -> None:
    _make_folder(path.parent)
    temporary = _beside(path)
    temporary.write_bytes(data)
    temporary.chmod(_FILE_MODE)


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
