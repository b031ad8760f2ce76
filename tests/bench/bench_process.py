"""Runs a command as a whole process and says what it cost: seconds by the clock, and memory of the whole tree.

Memory is the sum of the resident sets of the process and all its children, looked at every 40 ms in /proc; what was
seen twice in a row counts, and at least the greatest single process as the system accounts for it. What processes share
is counted in each of them. Beside it stands the sum in which that is counted once (proportional set sizes), looked at
a fifth as often, because the system has to go through all pages for it.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

PAUSE = 0.04
CAST_OFF = Path(__file__).resolve().parents[2] / "build" / "bench" / "cast-off"
"""What must not be there when something is measured is moved here, and deleted at the end: for half a minute after
thousands of files were deleted ext4 looks longer for room for new ones, and their makers seem slow."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class CommandFailedError(Exception):
    """A command ended badly, or took longer than it may; the message says what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run cost. `output` is what it printed on standard output.

    `peak_once_mb` counts once what several processes share; with one process it is `peak_mb`.
    """

    seconds: float
    peak_mb: float
    peak_once_mb: float
    output: str


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    timeout: float = 1800,
) -> Ran:
    """Run to the end.

    Raises:
        CommandFailedError: another exit code than 0, no such program, or longer than `timeout` seconds.
    """
    words = [str(word) for word in command]
    surroundings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps what it compiled, as it does for everybody
    with TemporaryFile() as output, TemporaryFile() as errors:
        began = time.perf_counter()
        try:
            process = subprocess.Popen(
                words,
                cwd=cwd,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )
        except FileNotFoundError as missing:
            raise CommandFailedError(f"{words[0]} is not installed") from missing
        watch = _Watch(process.pid)
        stop = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        stop.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            seconds = time.perf_counter() - began
            stop.cancel()
            watch.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        said = _text(output)
        if process.returncode != 0:
            told = (said + _text(errors)).strip()[-600:]
            raise CommandFailedError(
                f"`{' '.join(words)}` ended with {process.returncode} after {seconds:.0f} s: {told}"
            )
    greatest = usage.ru_maxrss * 1024
    return Ran(
        seconds=seconds,
        peak_mb=max(watch.peak, greatest) / 1e6,
        peak_once_mb=max(watch.peak_once, greatest) / 1e6,
        output=said,
    )


def cast_off(path: Path) -> None:
    """Take a file or folder out of the way without deleting it: see `CAST_OFF`."""
    if os.path.lexists(path):
        CAST_OFF.mkdir(parents=True, exist_ok=True)
        path.rename(CAST_OFF / f"{len(list(CAST_OFF.iterdir()))}-{path.name}")


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace")


class _Watch:
    """Looks at a process and its children until told to end."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self.peak_once = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        before = before_once = looks = 0
        while not self._over.is_set():
            tree = _tree(self._pid)
            now = sum(map(_resident, tree))
            # Twice in a row: a child that is just being started shows its parent's memory a second time.
            self.peak = max(self.peak, min(before, now))
            before = now
            looks += 1
            if len(tree) > 1 and looks % 5 == 0:
                once = sum(map(_proportional, tree))
                self.peak_once = max(self.peak_once, min(before_once, once))
                before_once = once
            self._over.wait(PAUSE)


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                waiting += map(int, children.read_text().split())
            except OSError:  # it ended while we looked
                continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):  # it ended while we looked
        return 0


def _proportional(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it ended while we looked
        return 0
    return next((int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:")), 0)
