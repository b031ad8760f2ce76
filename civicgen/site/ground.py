"""What a build stands on: where things are, what the last one kept, and hashes of all that it may read.

In: the portal's folders. Out: Ground. What cannot have changed is not read; notes are kept when a build ends well.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import msgspec

from civicgen.app.progress import Progress
from civicgen.model.times import Instant
from civicgen.site.folder import SiteFolder, claim, left_by
from civicgen.site.inputs import Inputs
from civicgen.site.standing import packed, see, unpacked
from civicgen.site.workers import aside
from civicgen.store.build_cache import BuildCache, open_cache
from civicgen.store.file_hashes import FileHashes


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One build's surroundings. `at` is the time set by hand."""

    root: Path
    ledger: Path
    at: Instant | None
    cache: BuildCache
    folder: SiteFolder
    hashes: FileHashes
    inputs: Inputs
    progress: Progress


@contextmanager
def open_ground(root: Path, *, ledger: Path, site: Path, at: Instant | None, progress: Progress) -> Iterator[Ground]:
    """Look at everything that a build depends on.

    Raises:
        ConfigurationError: the site's folder is not ours.
    """
    claim(site)
    progress("looking for what changed", 0, None)
    with open_cache(root, site) as cache:
        hashes = FileHashes(cache.note("hashes"))
        known_plain = (cache.note("plain") or b"").decode()
        left = left_by(cache.note("site"))
        with aside(lambda: packed(see(site, left), left)) if left else nullcontext() as looked:
            inputs = Inputs(root, ledger=ledger, at=at, hashes=hashes, known_plain=known_plain)
            seen = unpacked(looked(), left) if looked else None
        if cache.note("program") != inputs.program:
            cache.clear()
            cache.set_note("program", inputs.program)
            left, seen = {}, None
        if inputs.is_plain and inputs.configuration != known_plain:
            cache.set_note("plain", inputs.configuration.encode())
        folder = SiteFolder(site, left, seen=seen)
        ground = Ground(
            root=root, ledger=ledger, at=at, cache=cache, folder=folder, hashes=hashes, inputs=inputs, progress=progress
        )
        try:
            yield ground
        except BaseException:
            folder.discard()
            raise
        if hashes.are_new:
            cache.set_note("hashes", hashes.notes())
        if folder.is_changed:
            cache.set_note("site", folder.notes())
