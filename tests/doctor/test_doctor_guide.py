"""docs/doctor.md explains every check by its name."""

import re
from pathlib import Path

from civicgen.app.doctoring.registry import CHECKS


def test_the_guide_has_a_row_for_each_check_in_their_order() -> None:
    text = (Path(__file__).parents[2] / "docs" / "doctor.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|\n]+ \| [^|\n]+ \|$", text, re.MULTILINE)
    assert rows == list(CHECKS)
