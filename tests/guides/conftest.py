"""The guides are walked with the workflows' machine, which has its home beside their tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "workflows"))
