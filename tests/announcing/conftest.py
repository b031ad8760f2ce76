"""The town of the tests of announcing."""

from pathlib import Path

import pytest
from announcing_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A portal whose consultation is open until 30 September, with proposals on threads 1 and 2."""
    town = Town(tmp_path)
    town.propose("lamps", 1)
    town.propose("trees", 2)
    return town
