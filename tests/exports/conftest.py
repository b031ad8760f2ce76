"""The tables of rows that the tests of counting use serve exports and verify too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "counting"))
