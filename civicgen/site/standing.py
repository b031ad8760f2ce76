"""What stands in the site's folder, held against what the last build left there.

In: the folder, and the notes of the last build. Out: Seen. Reads the folder; removes what a killed build left waiting.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from civicgen.site.beside import is_left_over, remove_left_over
from civicgen.store.file_hashes import Signature, sha256_of, signature_of

MARKER = ".civicgen-site"


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """A file as a build left it. `made_from` is a hash of all that went into it, b"" where nobody keeps one."""

    made_from: bytes
    sha256: str
    size: int
    signature: Signature | None


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """All files that are there, those of them that are as they were left, and the folders; the site itself is ""."""

    found: set[str]
    intact: dict[str, Standing]
    folders: set[str]


_SEEN = msgspec.msgpack.Decoder(Seen)


def see(site: Path, left: Mapping[str, Standing]) -> Seen:
    """What stands there now. A file is read where nobody can say without that it was not touched. Raises OSError."""
    seen = Seen(found=set(), intact={}, folders={""})
    _see(os.fspath(site), "", left, seen)
    seen.found.discard(MARKER)
    return seen


def packed(seen: Seen, left: Mapping[str, Standing]) -> bytes:
    """What was seen, for another process that knows what was left: nearly always that, for which b"" stands."""
    return b"" if seen == _as_left(left) else msgspec.msgpack.encode(seen)


def unpacked(data: bytes, left: Mapping[str, Standing]) -> Seen:
    """What another process saw."""
    return _SEEN.decode(data) if data else _as_left(left)


def _as_left(left: Mapping[str, Standing]) -> Seen:
    folders = {""}
    for folder in {address.rpartition("/")[0] for address in left}:
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  # one up
    return Seen(found=set(left), intact=dict(left), folders=folders)


def _see(folder: str, prefix: str, left: Mapping[str, Standing], seen: Seen) -> None:
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    for entry in entries:
        address = prefix + entry.name
        if is_left_over(entry.name):
            with suppress(OSError):
                remove_left_over(entry.path)
            continue
        if entry.is_dir(follow_symlinks=False):
            seen.folders.add(address)
            _see(entry.path, f"{address}/", left, seen)
            continue
        seen.found.add(address)
        standing = left.get(address)
        if standing is None:
            continue
        about = entry.stat(follow_symlinks=False)
        if standing.signature == signature_of(about):
            seen.intact[address] = standing
        elif stat.S_ISREG(about.st_mode) and sha256_of(entry.path) == standing.sha256:
            seen.intact[address] = msgspec.structs.replace(standing, signature=signature_of(about))
