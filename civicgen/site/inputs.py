"""Everything that a build reads, as hashes: two builds with the same make the same site. Reads files, writes none.

Contents decide, never times. What the engine may bring in from elsewhere is not covered: `is_plain` tells.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from civicgen.model.times import Instant
from civicgen.store.file_hashes import FileHashes

_PACKAGE = Path(__file__).resolve().parents[1]
_PLAIN = frozenset({"site_name", "docs_dir", "site_dir", "use_directory_urls", "theme", "plugins", "nav", "validation"})
"""Settings of mkdocs.yml that read nothing from outside of the portal."""


class Inputs:
    """The hashes of one build's inputs.

    Attributes:
        program: civicgen's own files, Python and the installed packages; `package` is civicgen's own files alone.
        content: every file of `content/`, by its path in it; `content_digest` is one hash over all of them.
        look: `site_overrides/` and mkdocs.yml.
        everything: all of these, the public record and the time set by hand.
        is_plain: whether the engine reads nothing else: no hooks, other plugins, parents or variables.
        configuration: what mkdocs.yml is.

    Args:
        known_plain: what mkdocs.yml was when it was last found plain, so that it need not be read again.
    """

    def __init__(
        self, root: Path, *, ledger: Path, at: Instant | None, hashes: FileHashes, known_plain: str = ""
    ) -> None:
        own = list(_flat({path: what for path, what in hashes.walk(_PACKAGE).items() if "__pycache__" not in path}))
        self.package = digest_of(own)
        self.program = digest_of([*_surroundings(), *own])
        self.content = _folder(root / "content", hashes)
        self.content_digest = digest_of(_flat(self.content))
        configuration = root / "mkdocs.yml"
        self.configuration = hashes.of(configuration) if os.path.lexists(configuration) else "none"
        self.look = digest_of(["mkdocs.yml", self.configuration, *_flat(_folder(root / "site_overrides", hashes))])
        record = {path: what for path, what in _folder(ledger, hashes).items() if path != ".lock"}
        self.everything = digest_of(
            [self.program.hex(), self.look.hex(), at or "", self.content_digest.hex(), *_flat(record)]
        )
        self.is_plain = self.configuration == known_plain or _is_plain(configuration)


def digest_of(parts: Iterable[str]) -> bytes:
    """One hash over some texts in their order."""
    return hashlib.sha256(b"\0".join(part.encode("utf-8", "surrogateescape") for part in parts)).digest()


def _surroundings() -> Iterator[str]:
    yield sys.version
    for place in sys.path:
        yield from sorted(path.name for path in Path(place).glob("*.dist-info"))


def _folder(folder: Path, hashes: FileHashes) -> Mapping[str, str]:
    return {"": hashes.of(folder)} if folder.is_symlink() else hashes.walk(folder)


def _flat(files: Mapping[str, str]) -> Iterator[str]:
    for path, what in files.items():
        yield path
        yield what


def _is_plain(configuration: Path) -> bool:
    import yaml  # here, because most builds find it said already

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
