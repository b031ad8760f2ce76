"""Fetch axe-core, the checker of accessibility, into build/cache: once, from the package registry of npm.

Run `python tests/fetch_axe.py`; it does nothing where the file is there already. Tests skip without it.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
CACHE = Path(__file__).resolve().parent.parent / "build" / "cache"
AXE = CACHE / f"axe-core-{VERSION}.min.js"


def fetch() -> Path:
    """The file, fetched by npm if need be.

    Raises:
        OSError, subprocess.SubprocessError: there is no npm, or the registry does not answer.
    """
    if AXE.is_file():
        return AXE
    CACHE.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=folder)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as opened:
            member = opened.extractfile("package/axe.min.js")
            assert member is not None
            partial = AXE.with_suffix(".part")
            partial.write_bytes(member.read())
            partial.replace(AXE)
    return AXE


if __name__ == "__main__":
    try:
        print(fetch())
    except (OSError, subprocess.SubprocessError) as problem:
        sys.exit(f"axe-core was not fetched: {problem}")
