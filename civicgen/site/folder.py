"""The site's folder: what stands there, what a build leaves as it is, and what it replaces or removes.

In: files with what they are made from. Out: what was done. Writes below one folder that is ours. Nothing is replaced
before everything is written beside: when a build fails or is interrupted, the old site stands.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from civicgen.errors import ConfigurationError
from civicgen.site.beside import Beside, is_left_over, make_folder, refusals, remove_left_over
from civicgen.site.standing import MARKER, Seen, Standing, see
from civicgen.store.file_hashes import sha256_of, signature_of, trusted_before

_MARKER_TEXT = (
    "This folder was made by `civicgen build`. Everything in it may be replaced or removed by the next build.\n"
)
_FILE_MODE = 0o644


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did to the site: numbers of files, and how many of those that are there are pages."""

    pages: int
    written: int
    unchanged: int
    removed: int


_NOTES = msgspec.msgpack.Decoder(dict[str, Standing])


class SiteFolder:
    """One build's dealings with the folder. `left` is what the notes of the last build say, see `left_by`.

    Raises:
        ConfigurationError: the folder is not ours, or cannot be written.
    """

    def __init__(self, folder: Path, left: Mapping[str, Standing] | None = None, *, seen: Seen | None = None) -> None:
        self.path = folder
        self._left = left or {}
        self._made: dict[str, Standing] = {}
        self._changed: list[str] = []
        refuse_foreign(folder)
        self._take_in(seen or see(folder, self._left))

    def look(self) -> None:
        """See what stands there now."""
        self._take_in(see(self.path, self._left))

    def _take_in(self, seen: Seen) -> None:
        self._found, self._intact = seen.found, seen.intact
        self.beside = Beside(self.path, seen.folders)

    @property
    def is_as_left(self) -> bool:
        """Whether every file is as the last build left it, and no other is there."""
        return bool(self._left) and self._found == self._left.keys() == self._intact.keys()

    @property
    def is_changed(self) -> bool:
        """Whether the next build should know anything that this one was not told."""
        return self._made != self._left

    @property
    def pages(self) -> int:
        return sum(address.endswith(".html") for address in self._made)

    def made(self) -> Mapping[str, Standing]:
        """Everything that this build made or left as it is, by address."""
        return self._made

    def sha256_at(self, address: str) -> str | None:
        """The hash of the file that stands there; it is read where no notes tell."""
        standing = self._intact.get(address)
        if standing is None and address in self._found:
            path = f"{self.path}/{address}"
            about = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # many thousand times
            if stat.S_ISREG(about.st_mode):
                standing = Standing(b"", sha256_of(path), about.st_size, signature_of(about))
                self._intact[address] = standing
        return None if standing is None else standing.sha256

    def stands(self, address: str, made_from: bytes) -> bool:
        """Whether a file need not be made: it stands there, made from the same. Then it stays."""
        standing = self._intact.get(address)
        if standing is None or standing.made_from != made_from:
            return False
        self._made[address] = standing
        return True

    def stand(self, addresses: Iterable[str], made_from: bytes) -> bool:
        """The same of several files, of which all or none stay."""
        found = {each: self._intact.get(each) for each in addresses}
        known = {each: standing for each, standing in found.items() if standing is not None}
        if len(known) < len(found) or any(each.made_from != made_from for each in known.values()):
            return False
        self._made |= known
        return True

    def put(self, address: str, data: bytes, *, made_from: bytes = b"") -> None:
        """A file that was made."""
        known = self.sha256_at(address)
        sha256 = self.beside.write(address, data, known=known)
        self.took(address, sha256, size=len(data), made_from=made_from)

    def took(self, address: str, sha256: str, *, size: int, made_from: bytes = b"") -> None:
        """A file that was given to `beside`, maybe in another process."""
        standing = self._intact.get(address)
        if standing is None or standing.sha256 != sha256:
            self._changed.append(address)
            self._made[address] = Standing(made_from, sha256, size, None)
        else:
            self._made[address] = Standing(made_from, sha256, size, standing.signature)

    def keep(self, address: str, *, made_from: bytes) -> None:
        """A file that stands, and would be the same made from something else."""
        self._made[address] = msgspec.structs.replace(self._intact[address], made_from=made_from)

    def leave_out(self, address: str) -> None:
        """A file that is not made any more, though it stands."""
        self._made.pop(address, None)

    def leave(self) -> Written:
        """Keep everything as it stands."""
        self._made = dict(self._intact)
        return Written(pages=self.pages, written=0, unchanged=len(self._made), removed=0)

    def finish(self, progress: Callable[[int, int], None]) -> Written:
        """Put everything in its place, and remove what was not made."""
        changed = dict.fromkeys(self._changed)
        with refusals(self.path):
            for done, address in enumerate(changed):
                self.beside.take(address)
                about = os.stat(f"{self.path}/{address}", follow_symlinks=False)  # noqa: PTH116  # many thousand times
                signature = signature_of(about)
                self._made[address] = msgspec.structs.replace(self._made[address], signature=signature)
                progress(done, len(changed))
            self._changed.clear()
            removed = self._remove(self._found - self._made.keys())
        return Written(
            pages=self.pages, written=len(changed), unchanged=len(self._made) - len(changed), removed=removed
        )

    def discard(self) -> None:
        """Take away what waits beside, when a build ends early."""
        for folder, folders, files in os.walk(self.path):
            for name in filter(is_left_over, (*folders, *files)):
                with suppress(OSError):
                    remove_left_over(f"{folder}/{name}")
            folders[:] = [name for name in folders if not is_left_over(name)]

    def notes(self) -> bytes:
        """What the next build should know."""
        limit = trusted_before(each.signature for each in self._made.values() if each.signature is not None)
        trusted = {
            address: each
            if each.signature is not None and each.signature[2] < limit
            else msgspec.structs.replace(each, signature=None)
            for address, each in self._made.items()
        }
        return msgspec.msgpack.encode(trusted)

    def _remove(self, addresses: Iterable[str]) -> int:
        removed = 0
        for address in addresses:
            path = self.path / address
            if path.is_dir() and not path.is_symlink():
                continue  # a folder of ours by now
            path.unlink(missing_ok=True)
            removed += 1
            for folder in path.parents:
                if folder == self.path or any(folder.iterdir()):
                    break
                folder.rmdir()
        return removed


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
        ConfigurationError: it holds something that civicgen did not make, or cannot be written.
    """
    refuse_foreign(folder)
    marker = folder / MARKER
    with refusals(folder):
        if not marker.is_file() or marker.read_text(encoding="utf-8") != _MARKER_TEXT:
            make_folder(folder)
            marker.write_text(_MARKER_TEXT, encoding="utf-8")
            marker.chmod(_FILE_MODE)


def left_by(notes: bytes | None) -> dict[str, Standing]:
    """What `notes()` of the last build gave; nothing where there are none, or they are damaged."""
    try:
        return {} if notes is None else _NOTES.decode(notes)
    except msgspec.DecodeError:
        return {}
