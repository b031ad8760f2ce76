"""What a build stands on: where things are, what the last one kept, and hashes of all that it may read.

In: the portal's folders. Out: Ground. What cannot have changed is not read; notes are kept when a build ends well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from civicgen.app.progress import Progress
from civicgen.model.times import Instant
from civicgen.site.folder import SiteFolder, claim
from civicgen.site.inputs import Inputs
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
        inputs = Inputs(root, ledger=ledger, at=at, hashes=hashes, known_plain=known_plain)
        if cache.note("program") != inputs.program:
            cache.clear()
            cache.set_note("program", inputs.program)
        if inputs.is_plain and inputs.configuration != known_plain:
            cache.set_note("plain", inputs.configuration.encode())
        folder = SiteFolder(site, cache.note("site"))
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
