"""Keeps a second harvest out of a ledger. Comes in: the ledger's folder. Holds an advisory lock on a file in it.

The system lets go of the lock when the process ends, however it ends: nothing has to be cleaned up after a crash.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civicgen.errors import ConfigurationError

LOCK_FILE = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a ledger's folder while the block runs.

    Raises:
        ConfigurationError: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            file.seek(0)
            holder = file.read().strip() or "of unknown number"
            raise ConfigurationError(
                f"another harvest is writing to {folder}: process {holder}; wait until it ends, then try again"
            ) from held
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
