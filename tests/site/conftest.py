"""A small portal with a public record, built once; tests look at its files."""

from pathlib import Path

import pytest
from site_record import keep_record
from site_town import COLLECTED, PORTAL, Town, build

from civicgen.content.read import read_content
from civicgen.store.content_files import ContentFolder


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
