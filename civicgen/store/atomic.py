"""Writing that is whole or not at all. Comes in: a path and bytes. Writes to disk, and waits until the disk has it."""

import os
from collections.abc import Callable
from pathlib import Path

Step = Callable[[str], None]
"""Called with the name of each step before it is taken, so that a kill test can stop at any of them."""


def no_step(name: str) -> None:
    """Take a step without telling anybody."""


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, step: Step = no_step) -> None:
    """Put a file in place in one move: readers see the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    step(f"write {path.name}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        step(f"sync {path.name}")
        os.fsync(file.fileno())
    step(f"place {path.name}")
    draft.replace(path)
    sync_folder(path.parent)


def append(path: Path, data: bytes, *, step: Step = no_step) -> None:
    """Put bytes at the end of a file, which is made where it is missing.

    A crash may leave a part of them: what reads the file decides by the commit point what counts.
    """
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    step(f"append to {path.name}")
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        step(f"sync {path.name}")
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)
        sync_folder(path.parent.parent)


def cut(path: Path, size: int, *, step: Step = no_step) -> None:
    """Cut a file to its first `size` bytes; where there are none left, remove it."""
    step(f"cut {path.name}")
    if size == 0:
        path.unlink()
        sync_folder(path.parent)
        return
    with path.open("r+b") as file:
        file.truncate(size)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
