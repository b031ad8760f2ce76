"""What the tests of several packages share: other people's data and a real browser, skipped where there is none."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fetch_axe import fetch
from hypothesis import settings
from playwright.sync_api import Browser
from system_chromium import installed, launched

settings.register_profile("unhurried", deadline=None)  # how long a thing takes is measured elsewhere
settings.load_profile("unhurried")

REPOSITORY = Path(__file__).resolve().parent.parent


LONG = ("workflows", "guides", "end_to_end", "site", "recording", "announcing")
"""Folders whose tests take long: they begin first, so that no core waits for the other at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first; within a folder the order stays."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.path.parent.name, len(LONG)))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with other people's data: CIVICGEN_REAL_DATA, or ../shared/data beside the checkout."""
    folder = Path(os.environ.get("CIVICGEN_REAL_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data: set CIVICGEN_REAL_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which finds barriers in a page."""
    try:
        return fetch().read_text(encoding="utf-8")
    except (OSError, subprocess.SubprocessError) as problem:
        pytest.skip(f"axe-core is not here and cannot be fetched: {problem}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless, silent unless a page speaks. Open a context in it and close it again."""
    executable = installed()
    if executable is None:
        pytest.skip("no chromium on PATH")
    with launched(executable) as browser:
        yield browser
