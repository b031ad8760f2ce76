"""The SHA-256 of files, without reading again those that nobody can have touched. Reads files, writes none.

A file is read again when its size, its times, its inode or the moment of its last change of state is another one than
when it was read, as Git does it. The files changed last are not trusted to that: because the clock of a disk has steps,
they may change once more without a trace. Times decide only what is read; contents decide everything else.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path

import msgspec

STEP = 20_000_000
"""Nanoseconds, more than a step of any disk's clock."""

FEW = 20
"""So many files are read again in the time that writing all notes takes."""

Signature = tuple[int, int, int, int]
"""Size, time of the last change of the bytes, of the last change of state (both in nanoseconds), inode."""

_NAME = attrgetter("name")
_NOTES = msgspec.msgpack.Decoder(dict[str, tuple[Signature, str]])


def signature_of(about: os.stat_result) -> Signature:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def trusted_before(signatures: Iterable[Signature]) -> int:
    """The change of state before which a file can be trusted to have no other bytes under the same signature.

    Where one file changed later than another by more than a step, the clock has moved on since: whatever changes now
    gets a later time than the earlier one had.
    """
    return max((signature[2] for signature in signatures), default=0) - STEP


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
        found: dict[str, str] = {}
        self._walk(os.fspath(folder), "", found)
        return found

    @property
    def are_new(self) -> bool:
        """Whether there is much that the notes given did not tell: few files are read faster than all are noted."""
        told = sum(self._known.get(path) == known for path, known in self._used.items())
        return not self._known or max(len(self._used), len(self._known)) - told > FEW

    def notes(self) -> bytes:
        """What to remember of the files that were asked for."""
        limit = trusted_before(signature for signature, _ in self._used.values())
        return msgspec.msgpack.encode({path: known for path, known in self._used.items() if known[0][2] < limit})

    def _walk(self, folder: str, prefix: str, found: dict[str, str]) -> None:
        try:
            entries = sorted(os.scandir(folder), key=_NAME)
        except FileNotFoundError:
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                found[f"{path}/"] = "folder"
                self._walk(entry.path, f"{path}/", found)
            else:
                found[path] = self._of(entry.path, entry.stat(follow_symlinks=False))

    def _of(self, path: str, about: os.stat_result) -> str:
        signature = signature_of(about)
        known = self._known.get(path)
        if known is None or known[0] != signature:
            if not stat.S_ISREG(about.st_mode):
                return f"link to {Path(path).readlink()}" if stat.S_ISLNK(about.st_mode) else f"of kind {about.st_mode}"
            known = signature, sha256_of(path)
        self._used[path] = known
        return known[1]


def sha256_of(path: str) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # many thousand times, and Path.open costs double
        return hashlib.file_digest(stream, "sha256").hexdigest()
