"""The engine's work, kept while nothing that it sees has changed; then the engine is not even imported.

In: what a build stands on. Out: a Skin. Runs the engine in a folder of its own where it must.
"""

import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from civicgen.model.content import Content
from civicgen.site.addresses import is_civic
from civicgen.site.catalogue import Catalogue, catalogue_of
from civicgen.site.frames import Frame
from civicgen.site.ground import Ground
from civicgen.site.inputs import digest_of
from civicgen.site.skin import Skin, run_engine
from civicgen.site.workers import aside
from civicgen.store.content_files import ContentFolder

_ORDINARY = ("pages/", "portal.yml")
"""What of the content the engine sees."""


class KeptSkin(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine made at an earlier time. `named` as in Skin; `present` are those of them that were there then."""

    made_from: bytes
    frames: dict[str, tuple[str, str, str, str]]
    files: tuple[str, ...]
    warnings: tuple[str, ...]
    named: frozenset[str]
    present: frozenset[str]


class _EveryAddress:
    """Stands for the addresses of civic pages while nobody knows them yet."""

    def __contains__(self, address: object) -> bool:
        return is_civic(str(address))


Ask = Callable[[Content, Catalogue, Container[str]], Skin]
"""Gives the skin for an outline, its words, and the addresses of civic pages."""


@contextmanager
def skin_for(ground: Ground) -> Iterator[Ask]:
    """The skin of a build, made while the block goes on, if it must be. Its files lie there until the end of the block.

    The engine begins before anybody knows which civic pages there will be. Only when ordinary pages turn out to name
    one that there is not, it must run once more, to say so.

    Raises:
        ConfigurationError: the engine is missing, is another one, or refuses mkdocs.yml.
    """
    made_from = _engine_inputs(ground)
    kept = _recall(ground, made_from)
    workshop = Path(tempfile.mkdtemp(prefix="civicgen-"))

    def ask(outline: Content, catalogue: Catalogue, addresses: Container[str]) -> Skin:
        ground.progress("rendering ordinary pages and frames", 0, None)
        if kept is not None and kept.present == _present(kept.named, addresses):
            return _skin_of(kept)
        skin = begun() if begun is not None else None
        if skin is None or _present(skin.named, _EveryAddress()) != _present(skin.named, addresses):
            skin = run_engine(ground.root, _folder_in(workshop), outline, catalogue, addresses=addresses)
        ground.cache.set_note("skin", _note_of(skin, made_from, addresses))
        return replace(skin, made_from=made_from)

    try:
        with ExitStack() as stack:
            begun = None if kept is not None else stack.enter_context(aside(lambda: _begin(ground.root, workshop)))
            yield ask
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _begin(root: Path, workshop: Path) -> Skin:
    # Imported here: reading content needs what checks it, which most builds can do without.
    from civicgen.content.read import read_content

    outline = read_content(ContentFolder(root).read_ordinary())
    catalogue = catalogue_of(outline.portal.languages, root)
    return run_engine(root, _folder_in(workshop), outline, catalogue, addresses=_EveryAddress())


def _folder_in(workshop: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=workshop))


def _engine_inputs(ground: Ground) -> bytes:
    """A hash of all that the engine sees."""
    ordinary = [(path, what) for path, what in ground.inputs.content.items() if path.startswith(_ORDINARY)]
    return digest_of([ground.inputs.look.hex(), *(part for each in ordinary for part in each)])


def _recall(ground: Ground, made_from: bytes) -> KeptSkin | None:
    """What the engine would make again; None where something of it has changed, or a file of it was touched."""
    if not ground.inputs.is_plain:
        return None
    try:
        kept = msgspec.msgpack.decode(ground.cache.note("skin") or b"", type=KeptSkin)
    except msgspec.DecodeError:
        return None
    is_same = kept.made_from == made_from
    return kept if is_same and all(ground.folder.stands(each, made_from) for each in kept.files) else None


def _present(named: Iterable[str], addresses: Container[str]) -> frozenset[str]:
    """Those of the addresses that ordinary pages name at which a civic page or file will be."""
    return frozenset(each for each in named if each in addresses)


def _skin_of(kept: KeptSkin) -> Skin:
    frames = {
        address: Frame(
            before_head=before_head,
            before_content=before_content,
            after_content=after_content,
            intro=Markup(intro),  # noqa: S704  # as the engine made it
        )
        for address, (before_head, before_content, after_content, intro) in kept.frames.items()
    }
    return Skin(frames=frames, files={}, warnings=kept.warnings, named=kept.named, made_from=kept.made_from)


def _note_of(skin: Skin, made_from: bytes, addresses: Container[str]) -> bytes:
    frames = {
        address: (frame.before_head, frame.before_content, frame.after_content, str(frame.intro))
        for address, frame in skin.frames.items()
    }
    return msgspec.msgpack.encode(
        KeptSkin(
            made_from=made_from,
            frames=frames,
            files=tuple(sorted(skin.files)),
            warnings=skin.warnings,
            named=skin.named,
            present=_present(skin.named, addresses),
        )
    )
