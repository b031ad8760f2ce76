"""A small portal with a public record, built once; tests look at its files."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from site_record import keep_record

from civicgen.content.read import read_content
from civicgen.model.times import Instant
from civicgen.site.build import Built, build_site
from civicgen.store.content_files import ContentFolder

PORTAL = Path(__file__).resolve().parent / "portal"
COLLECTED = Instant("2026-11-20T09:00:00Z")


def silent(what: str, done: int, total: int | None) -> None:
    """A progress that says nothing."""


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


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record") / "ledger"
    keep_record(folder, read_content(ContentFolder(PORTAL).read()), at=COLLECTED)
    return folder


@pytest.fixture(scope="session")
def town(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The small portal with its numbers collected."""
    site = tmp_path_factory.mktemp("built") / "site"
    return Town(ledger=ledger, site=site, built=build(PORTAL, ledger, site))


@pytest.fixture(scope="session")
def silent_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The same portal before anything was collected."""
    folder = tmp_path_factory.mktemp("silent")
    return Town(ledger=folder / "none", site=folder / "site", built=build(PORTAL, folder / "none", folder / "site"))
