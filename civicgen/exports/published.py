"""What lies in `data/` beside the files of consultations. Pure, but that `recount.py` is read from the package."""

from collections.abc import Mapping
from importlib.resources import files

SUMS = "SHA256SUMS"
LEDGER_FOLDER = "ledger"


def sums_file(hashes: Mapping[str, str]) -> bytes:
    """The SHA-256 of each file by its path, in the form that `sha256sum` writes, and can check with `-c`."""
    return b"".join(f"{hashes[path]}  {path}\n".encode() for path in sorted(hashes))


def recount_script() -> bytes:
    """The program that counts again, for readers."""
    return files("civicgen.exports").joinpath("recount.py").read_bytes()
