"""A whole build: look what changed, read it, make what follows from it, publish it.

In: the portal's folders. Out: what was done. Writes the site's folder, and notes for the next build.
"""

from pathlib import Path

import msgspec

from civicgen.app.progress import Progress
from civicgen.model.times import Instant
from civicgen.site.folder import Written
from civicgen.site.ground import Ground, open_ground


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build has to say: findings and the engine's warnings, and whether there is no consultation yet."""

    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    is_empty: bool


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did, and what it has to say."""

    written: Written
    summary: Summary


def build_site(root: Path, *, ledger: Path, site: Path, at: Instant | None, progress: Progress) -> Built:
    """Build the site of the portal at `root`. Needs neither network nor token nor clock.

    Raises:
        ConfigurationError: the site's folder is not ours, the engine or a template fails.
        LedgerError: the public record is not what was written.
    """
    with open_ground(root, ledger=ledger, site=site, at=at, progress=progress) as ground:
        kept = _kept(ground)
        if kept is not None:
            return Built(written=ground.folder.leave(), summary=kept)
        return _build(ground)


def _kept(ground: Ground) -> Summary | None:
    """What the last build said, if this one would make the same site, which still stands as it was left."""
    cache = ground.cache
    is_same = ground.inputs.is_plain and cache.note("everything") == ground.inputs.everything
    if not is_same or not ground.folder.is_as_left:
        return None
    try:
        return msgspec.msgpack.decode(cache.note("summary") or b"", type=Summary)
    except msgspec.DecodeError:
        return None


def _build(ground: Ground) -> Built:
    # Imported here: a site that still stands as it was left needs none of it.
    from civicgen.site.addresses import CivicAddresses
    from civicgen.site.catalogue import catalogue_of
    from civicgen.site.kept_skin import skin_for
    from civicgen.site.matter import read_matter
    from civicgen.site.publish import publish

    with skin_for(ground) as ask:
        matter = read_matter(ground)
        catalogue = catalogue_of(matter.outline.portal.languages, ground.root)
        skin = ask(matter.outline, catalogue, CivicAddresses(matter))
        written = publish(ground, matter, catalogue, skin)
    summary = Summary(
        findings=tuple(
            f"{each.severity}: {each.place}: {each.message}. {each.hint}" for each in matter.outline.findings
        ),
        warnings=skin.warnings,
        is_empty=not matter.outline.dossiers,
    )
    ground.cache.set_note("everything", ground.inputs.everything)
    ground.cache.set_note("summary", msgspec.msgpack.encode(summary))
    return Built(written=written, summary=summary)
