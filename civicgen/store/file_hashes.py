"""The SHA-256 of files, without reading again those that nobody can have touched. Reads files, writes none.

A file is read again when its size, its times, its inode or the moment of its last change of state is another one than
when it was read, as Git does it. What was changed in the very moments before the notes were made is not trusted to
them, because the clock of a disk has steps. Times decide only what is read; contents decide everything else.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

STEP = 20_000_000
"""Nanoseconds: a file changed so shortly before the notes were made might change once more without a trace."""

Signature = tuple[int, int, int, int]
"""Size, time of the last change of the bytes, of the last change of state (both in nanoseconds), inode."""

_NOTES = msgspec.msgpack.Decoder(dict[str, tuple[Signature, str]])


def signature_of(about: os.stat_result) -> Signature:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


class FileHashes:
    """Hashes by path. `notes` is what `notes()` gave at an earlier time."""

    def __init__(self, notes: bytes | None) -> None:
        self._known: dict[str, tuple[Signature, str]] = {}
        if notes is not None:
            try:
                self._known = _NOTES.decode(notes)
            except msgspec.DecodeError:
                self._known = {}
        self._used: dict[str, tuple[Signature, str]] = {}

    def of(self, path: Path) -> str:
        """The hash of an ordinary file; of anything else, what it is. Raises OSError."""
        return self._of(os.fspath(path), path.lstat())

    def walk(self, folder: Path) -> Mapping[str, str]:
        """Every file below a folder by its path in it, and what it is; folders end in `/`. Empty without one."""
        return dict(self._walk(os.fspath(folder), ""))

    def notes(self, *, begun: int) -> bytes:
        """What to remember of the files that were asked for; `begun` is the disk's time before the first was."""
        trusted = {path: known for path, known in self._used.items() if known[0][2] < begun - STEP}
        return msgspec.msgpack.encode(trusted)

    def _walk(self, folder: str, prefix: str) -> Iterator[tuple[str, str]]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield f"{prefix}{entry.name}/", "folder"
                yield from self._walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, self._of(entry.path, entry.stat(follow_symlinks=False))

    def _of(self, path: str, about: os.stat_result) -> str:
        if not stat.S_ISREG(about.st_mode):
            return f"link to {Path(path).readlink()}" if stat.S_ISLNK(about.st_mode) else f"of kind {about.st_mode}"
        signature = signature_of(about)
        known = self._known.get(path)
        if known is None or known[0] != signature:
            known = signature, sha256_of(path)
        self._used[path] = known
        return known[1]


def sha256_of(path: str) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # many thousand times, and Path.open costs double
        return hashlib.file_digest(stream, "sha256").hexdigest()


def disk_time(folder: Path) -> int:
    """The time as the disk that holds a folder tells it, in nanoseconds. Writes an empty file and removes it."""
    mark = folder / f".now-{os.getpid()}"
    mark.touch()
    try:
        return mark.stat().st_mtime_ns
    finally:
        mark.unlink()
