"""A whole build: read, dress the engine, compose, publish. In: folders. Writes a stage of its own and the site."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from civicgen.app.ports import Progress
from civicgen.model.edition import Edition
from civicgen.model.times import Instant
from civicgen.site.publish import catalogue_of, publish
from civicgen.site.skin import run_engine
from civicgen.site.wiring import read_edition
from civicgen.site.writer import Written, refuse_foreign

STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made. `warnings` are the engine's own, such as a link of an ordinary page that leads nowhere."""

    edition: Edition
    written: Written
    warnings: tuple[str, ...]


def build_site(root: Path, *, ledger: Path, site: Path, at: Instant | None, progress: Progress) -> Built:
    """Build the site of the portal at `root`. Needs neither network nor token nor clock.

    Raises:
        ConfigurationError: the site's folder is not ours, the engine or a template fails.
        LedgerError: the public record is not what was written.
    """
    refuse_foreign(site)
    progress("reading content and public record", 0, STEPS)
    edition = read_edition(root, ledger=ledger, at=at)
    catalogue = catalogue_of(edition, root)
    progress("rendering ordinary pages and frames", 1, STEPS)
    workshop = Path(tempfile.mkdtemp(prefix="civicgen-"))
    try:
        skin = run_engine(root, workshop, edition, catalogue)
        progress("composing civic pages", 2, STEPS)
        written = publish(root, site, edition, catalogue, skin)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    progress("done", STEPS, STEPS)
    return Built(edition=edition, written=written, warnings=skin.warnings)
