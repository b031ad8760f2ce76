"""The town of the tests of letters."""

from pathlib import Path

import pytest
from letters_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with two proposals, and nothing collected yet."""
    town = Town(tmp_path)
    town.proposal("lamps", 1, title="Lamps in Mill Lane")
    town.proposal("gate", 2, title="A gate")
    return town
