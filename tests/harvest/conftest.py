"""The town of the tests of harvesting."""

from pathlib import Path

import pytest
from harvest_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A portal with one consultation, one proposal on thread 1, and three citizens; no reactions yet."""
    town = Town(tmp_path)
    town.consultation()
    town.people(3)
    town.proposal("lamps", 1)
    return town
