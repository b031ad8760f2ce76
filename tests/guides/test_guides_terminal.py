"""The commands that a guide gives for a terminal do what it says, typed as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

from guide_stage import REPOSITORY
from guide_walk import GUIDES

COMMANDS = re.findall(r"(?s)```sh\n(.*?)```", (GUIDES / "first-consultation.md").read_text(encoding="utf-8"))


def test_the_short_way_begins_in_an_empty_folder_and_ends_with_a_site(tmp_path: Path) -> None:
    (block,) = COMMANDS
    for line in block.splitlines():
        command = f'"{sys.executable}" -m {line}'
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "Bright streets" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
