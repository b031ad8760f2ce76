"""Remembers between two harvests what Git's history says of proposals. Reads and writes `.civicgen/history.msgpack`.

A commit's name stands for everything before it, so that what was found for it holds for good. It is only a cache:
where it is missing, damaged, of another commit or of another folder of the repository, Git is asked again.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from civicgen.model.times import Instant
from civicgen.store.atomic import write_whole

CACHE_FILE = ".civicgen/history.msgpack"
_FORMAT = 1


class Version(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as a commit left it. `at` is the committer's clock."""

    blob: str
    commit: str
    at: Instant


class _Kept(msgspec.Struct, frozen=True):
    format: int
    head: str
    folder: str
    versions: dict[str, list[Version]]


_KEPT = msgspec.msgpack.Decoder(_Kept)


class KeptHistory:
    """The versions of all proposals' files up to one commit. `folder` is the portal's in its repository."""

    def __init__(self, root: Path) -> None:
        self._path = root / CACHE_FILE

    def get(self, head: str, folder: str) -> Mapping[str, Sequence[Version]] | None:
        """What is known for that commit; None where nothing is."""
        with suppress(OSError, msgspec.MsgspecError):
            kept = _KEPT.decode(self._path.read_bytes())
            if (kept.format, kept.head, kept.folder) == (_FORMAT, head, folder):
                return kept.versions
        return None

    def put(self, head: str, folder: str, versions: Mapping[str, Sequence[Version]]) -> None:
        """Remember; a disk that refuses costs time at the next harvest, nothing else."""
        kept = _Kept(_FORMAT, head, folder, {file: list(found) for file, found in versions.items()})
        with suppress(OSError, UnicodeError):  # a file name may be no Unicode
            write_whole(self._path, msgspec.msgpack.encode(kept))
