"""The small portal that tests build, and how they look at its pages."""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from civicgen.model.times import Instant
from civicgen.site.build import Built, build_site

_TEMPORARY = TemporaryDirectory(prefix="civicgen-portal-")
PORTAL = Path(copytree(Path(__file__).resolve().parent / "portal", Path(_TEMPORARY.name) / "portal"))
"""A copy of the small portal, because builds keep notes beside the content."""
COLLECTED = Instant("2026-11-20T09:00:00Z")


def silent(what: str, done: int, total: int | None) -> None:
    """A progress that says nothing."""


def files_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(root: Path, ledger: Path, site: Path, at: Instant | None = None) -> Built:
    return build_site(root, ledger=ledger, site=site, at=at, progress=silent)


@dataclass(frozen=True)
class Town:
    """A built portal: where its ledger lies and where its site."""

    ledger: Path
    site: Path
    built: Built

    def page(self, address: str) -> str:
        return (self.site / address).read_text(encoding="utf-8")

    def words(self, address: str) -> str:
        """The words of a page's main part, without tags, with single spaces."""
        main = self.page(address).partition("<main")[2].partition("</main>")[0]
        words = unescape(re.sub(r"<[^>]*>", " ", "<main" + main))
        return re.sub(r" ([.,;:)])", r"\1", " ".join(words.split())).replace("( ", "(")
