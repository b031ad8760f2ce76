"""Content for a build: the outline, and the sources of leaves. Read only when files or time may have changed it.

In: what a build stands on. Out: outline and facts. Reads content, keeps sources in the cache.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from civicgen.app.building.keeping import FACTS, OUTLINES, KeptSource, keep_source
from civicgen.app.building.sources import moments_of, outline_of, sources_of, stretch_at
from civicgen.app.building.targets import all_targets
from civicgen.model.content import Content
from civicgen.model.facts import ProposalFacts
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.times import Instant
from civicgen.site.ground import Ground
from civicgen.site.workers import aside
from civicgen.store.build_cache import BuildCache
from civicgen.store.content_files import ContentFolder

if TYPE_CHECKING:
    from civicgen.site.content_memory import ContentMemory

Facts = Mapping[str, Sequence[ProposalFacts]]
"""The facts of all proposals by consultation, where content was read anew."""


_Digests = Mapping[ConsultationSlug, Mapping[ProposalId, bytes]]
"""The digests of the sources that the cache has, by consultation."""


class _KeptContent(msgspec.Struct, frozen=True, kw_only=True):
    """When an outline need not be made again: the same files, judged in the same stretch between two moments."""

    files: bytes
    moments: tuple[str, ...]
    stretch: int
    outline: bytes


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    """Content as bytes, out of a copy of this process. The cache's own sources are not sent: their `data` is b""."""

    kept: _KeptContent
    proposals: dict[ConsultationSlug, list[KeptSource]]


@contextmanager
def reading(
    ground: Ground, at: Instant | None, *, memory: "ContentMemory | None"
) -> Iterator[Callable[[], tuple[Content, Facts | None]]]:
    """Read content, if that is needed, while the block goes on. What it gives waits for outline and facts.

    `at` is the time for which it is judged. Facts are None where the content is as the last build read it.
    """
    kept = None if memory is not None and memory.is_empty else _decoded(ground.cache.note("content"))
    if kept is not None and (kept.files, kept.stretch) == (ground.inputs.content_digest, _stretch(kept.moments, at)):
        outline = OUTLINES.from_bytes(kept.outline)
        if outline is not None:
            yield lambda: (outline, None)
            return
    slugs = [ConsultationSlug(slug) for slug in ground.cache.consultations()]
    known = {slug: ground.cache.source_digests(slug) for slug in slugs}
    if memory is not None:
        # Here, because a copy of this process would remember for itself; and at first even if nothing changed, so that
        # the first change is as fast as the others.
        yield lambda: _keep(_read(ground, at, known, memory), known, ground.cache)
        return
    with aside(lambda: _read(ground, at, known, None)) as result:
        yield lambda: _keep(result(), known, ground.cache)


def _read(ground: Ground, at: Instant | None, known: _Digests, memory: "ContentMemory | None") -> _Read:
    # Imported here: reading content needs what checks it, a third of a second that most builds can do without.
    from civicgen.content.read import read_content

    root, inputs = ground.root, ground.inputs
    if memory is None:
        content, keep = read_content(ContentFolder(root).read(), at=at), keep_source
    else:
        folder = ContentFolder(root, read=memory.files.reader(root, inputs.content))
        content, keep = read_content(folder.read(), at=at, memory=memory.drafts), memory.keep
    targets, moments = all_targets(content), moments_of(content)
    proposals: dict[ConsultationSlug, list[KeptSource]] = {}
    for dossier in content.dossiers:
        slug = dossier.consultation.slug
        redacted = {each.item for each in content.moderation.redactions_in(slug)}
        proposals[slug] = _news(map(keep, sources_of(dossier, targets, redacted)), known.get(slug, {}))
    return _Read(
        kept=_KeptContent(
            files=inputs.content_digest,
            moments=moments,
            stretch=_stretch(moments, at),
            outline=OUTLINES.to_bytes(outline_of(content)),
        ),
        proposals=proposals,
    )


def _news(sources: Iterable[KeptSource], known: Mapping[ProposalId, bytes]) -> list[KeptSource]:
    """The sources without the bytes of those that the cache has: what goes from process to process costs time."""
    return [each._replace(data=b"") if known.get(each.id) == each.digest else each for each in sources]


def _keep(read: _Read, known: _Digests, cache: BuildCache) -> tuple[Content, Facts]:
    """Keep the sources that changed, and when not to read again."""
    for gone in known.keys() - read.proposals.keys():
        cache.forget(gone)
    facts: dict[str, Sequence[ProposalFacts]] = {}
    for slug, found in read.proposals.items():
        cache.set_sources(slug, [(each.id, each.digest, each.data) for each in found if each.data])
        cache.remove_sources(slug, known.get(slug, {}).keys() - {each.id for each in found})
        facts[slug] = [fresh for each in found if (fresh := FACTS.from_bytes(each.facts)) is not None]
    cache.set_note("content", msgspec.msgpack.encode(read.kept))
    outline = OUTLINES.from_bytes(read.kept.outline)
    assert outline is not None
    return outline, facts


def _stretch(moments: Sequence[str], at: Instant | None) -> int:
    return stretch_at([Instant(each) for each in moments], at)


def _decoded(note: bytes | None) -> _KeptContent | None:
    try:
        return msgspec.msgpack.decode(note or b"", type=_KeptContent)
    except msgspec.DecodeError:
        return None
