"""A note of what the last build was made from, and what it made, so that a build with nothing new can end at once.

In: the folders of a build. Out: the note, when nothing that a build reads and nothing in the site has changed since.
Contents decide, never times: the note may be deleted, and a site that somebody touched does not match it. Reads every
file of both; writes `.civicgen/`.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import yaml

from civicgen.model.times import Instant

FOLDER = ".civicgen"
_FORMAT = "civicgen build 1"
_PACKAGE = Path(__file__).resolve().parents[1]
_PLAIN = frozenset({"site_name", "docs_dir", "site_dir", "use_directory_urls", "theme", "plugins", "nav", "validation"})
"""Settings of mkdocs.yml that read nothing from outside of the portal."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a build left. `site` gives the SHA-256 of each of its files; `findings` and `warnings` are as printed."""

    made_from: str
    site: dict[str, str]
    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    is_empty: bool
    pages: int


def fingerprint(root: Path, *, ledger: Path, at: Instant | None) -> str | None:
    """One hash over all that a build depends on; None where mkdocs.yml may bring in something from elsewhere.

    These are content, public record, templates of the portal's own, mkdocs.yml, the time set by hand, civicgen's own
    files, Python and the installed packages.
    """
    if not _is_plain(root / "mkdocs.yml"):
        return None
    found = hashlib.sha256()
    try:
        for part in _parts(root, ledger, at):
            found.update(part.encode("utf-8", "surrogateescape") + b"\0")
    except OSError:
        return None
    return found.hexdigest()


def recall(root: Path, site: Path, made_from: str) -> Note | None:
    """The note of the last build into `site`, if it was made from the same and every byte of it still stands."""
    try:
        note = msgspec.json.decode(_place(root, site).read_bytes(), type=Note)
        return note if note.made_from == made_from and note.site == hashes(site) else None
    except (OSError, msgspec.DecodeError):
        return None


def keep(root: Path, site: Path, note: Note) -> None:
    """Write the note. Where that is not possible the next build does all its work again."""
    place = _place(root, site)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        beside = place.with_suffix(".part")
        beside.write_bytes(msgspec.json.encode(note))
        beside.replace(place)


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its path; of what is no file, what it is."""
    return dict(_walk(folder, ""))


def _place(root: Path, site: Path) -> Path:
    name = hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:16]
    return root / FOLDER / f"built-{name}.json"


def _parts(root: Path, ledger: Path, at: Instant | None) -> Iterator[str]:
    yield from (_FORMAT, sys.version, at or "")
    for place in sys.path:
        yield from sorted(path.name for path in Path(place).glob("*.dist-info"))
    for folder in (_PACKAGE, root / "content", root / "site_overrides", ledger):
        yield "folder" if not folder.is_symlink() else _what(folder)
        for path, what in _walk(folder, ""):
            if "__pycache__" not in path and path != ".lock":
                yield from (path, what)
    own = root / "mkdocs.yml"
    yield _what(own) if os.path.lexists(own) else "none"


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield f"{prefix}{entry.name}/", "folder"
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, _what(Path(entry.path))


def _what(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"link to {path.readlink()}"
    if not stat.S_ISREG(mode):
        return f"of kind {stat.S_IFMT(mode)}"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_plain(configuration: Path) -> bool:
    """Whether the engine reads nothing but what `fingerprint` covers: no hooks, other plugins, parents or variables."""
    try:
        settings = yaml.safe_load(configuration.read_bytes())
    except FileNotFoundError:
        return True
    except (OSError, ValueError, yaml.YAMLError):
        return False
    if not isinstance(settings, dict) or not settings.keys() <= _PLAIN:
        return False
    theme = settings.get("theme")
    return (
        settings.get("plugins") == ["civicgen"]
        and settings.get("docs_dir") == "content/pages"
        and (not isinstance(theme, dict) or theme.get("custom_dir") in (None, "site_overrides"))
    )
