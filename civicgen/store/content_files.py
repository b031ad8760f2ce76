"""The files below `content/` from disk, as bytes. Reads only ordinary files, writes nothing."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from civicgen.model.content import SourceFile

LARGEST_TEXT = 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024

_PIECE = 64 * 1024
_TEXTS = (".md", ".yml", ".yaml")
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


Read = Callable[[str, str], SourceFile]
"""Reads the file that content knows by the first path, and that lies on the disk at the second."""


class FileMemory:
    """The ordinary files of the last reading, for a process that reads again and again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, SourceFile]] = {}

    def reader(self, root: Path, hashes: Mapping[str, str]) -> Read:
        """Reads only files of which other bytes were read before than those with the hash that they have now.

        `hashes` are those of the files below `content/`, by their paths in it.
        """
        beginning = len(os.path.join(root / "content", ""))  # noqa: PTH118  # a Path has no slash at its end
        before, self._known = self._known, {}

        def read(path: str, on_disk: str) -> SourceFile:
            known = before.get(on_disk)
            if known is None or known[0] != hashes.get(on_disk[beginning:]):
                file = ordinary_file(path, on_disk)
                if file.problem:
                    return file
                # Of the bytes that were read: since somebody hashed the file it may have changed.
                known = hashlib.sha256(file.data).hexdigest(), file
            self._known[on_disk] = known
            return known[1]

        return read


class ContentFolder:
    """`content/` below a portal's root.

    Links are never followed, and what is not an ordinary file of a reasonable size is never opened: it comes with its
    `problem` and without its bytes.
    """

    def __init__(self, root: Path, *, read: Read | None = None) -> None:
        self._root = root
        self._read = read or ordinary_file

    def read(self) -> Iterator[SourceFile]:
        """All files in the order of their paths; none where there is no such folder."""
        if (self._root / "content").is_symlink():
            yield self._read("content", str(self._root / "content"))
        else:
            yield from self._walk("content")

    def read_ordinary(self) -> Iterator[SourceFile]:
        """The portal's settings and its ordinary pages alone: what the engine sees."""
        if not (self._root / "content").is_symlink():
            yield from self._walk("content/pages")
            if (self._root / "content" / "portal.yml").exists():
                yield self._read("content/portal.yml", str(self._root / "content" / "portal.yml"))

    def _walk(self, folder: str) -> Iterator[SourceFile]:
        try:
            entries = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as problem:
            yield SourceFile(path=folder, data=b"", problem=f"cannot be read: {problem.strerror}")
            return
        for entry in entries:
            path = f"{folder}/{_name(entry.name)}"
            if not entry.is_dir(follow_symlinks=False):
                yield self._read(path, entry.path)
            elif os.path.lexists(Path(entry.path) / ".git"):
                yield SourceFile(path=path, data=b"", problem="not a regular file but a repository of its own")
            else:
                yield from self._walk(path)


# Paths are texts from here on: a Path object for each of ten thousand files would cost more than reading them.
def ordinary_file(path: str, on_disk: str) -> SourceFile:
    """The file that the portal knows by the first path, and that lies on the disk at the second."""
    try:
        about = os.lstat(on_disk)
        problem = _problem(about, path)
        data = b"" if problem else _bytes_of(on_disk, about.st_size)
    except OSError as failure:
        return SourceFile(path=path, data=b"", problem=f"cannot be read: {failure.strerror}")
    return SourceFile(path=path, data=data, problem=problem)


def _name(name: str) -> str:
    """A name that is no valid Unicode is shown with replacements."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _problem(about: os.stat_result, path: str) -> str:
    if not stat.S_ISREG(about.st_mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(about.st_mode)), "something else")
        return f"not a regular file but {kind}"
    limit = LARGEST_TEXT if path.lower().endswith(_TEXTS) else LARGEST_FILE
    if about.st_size > limit:
        return f"it has {about.st_size:,} bytes; at most {limit:,} are read"
    return ""


def _bytes_of(on_disk: str, size: int) -> bytes:
    """The bytes of a file that must not have become a link or a pipe since it was looked at, and had a size then."""
    handle = os.open(on_disk, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    pieces: list[bytes] = []
    missing = LARGEST_FILE + 1
    try:
        while missing > 0 and (piece := os.read(handle, min(missing, _PIECE))):
            pieces.append(piece)
            missing -= len(piece)
            if len(piece) == size < _PIECE:  # all of it: asking whether there is more would cost as much again
                break
    finally:
        os.close(handle)
    return b"".join(pieces)
