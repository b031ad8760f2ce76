"""The tables of rows and the small sites of the neighbouring folders serve here too."""

import sys
from pathlib import Path

for folder in ("counting", "exports"):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / folder))
