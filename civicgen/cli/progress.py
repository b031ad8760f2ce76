"""How far a command is, on standard error: a line a phase on a terminal, else a line for each phase that is done.

Nothing here starts a thread: a build makes copies of its process, which only a process without threads may do.
"""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_REDRAWN_EVERY = 0.1
_SAID_FROM = 1.0


class ShownProgress:
    """A `Progress` for a person. Where nobody watches the terminal, only phases of a second or more are said.

    Args:
        is_silent: show nothing.
        verb: stands before each phase.
    """

    def __init__(self, *, is_silent: bool = False, verb: str = "") -> None:
        self._bars = _bars() if sys.stderr.isatty() and not is_silent else None
        self._tasks: dict[str, TaskID] = {}
        self._is_silent = is_silent
        self._verb = verb
        self._drawn_at = 0.0
        self._what = ""
        self._total: int | None = None
        self._since = time.monotonic()
        self._phases: dict[str, tuple[float, int | None]] = {}

    @property
    def phases(self) -> dict[str, tuple[float, int | None]]:
        """Seconds that each phase took, and how many things it went through, in the order in which they began."""
        self._end_phase()
        return self._phases

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_phase()
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        if what != self._what:
            self._end_phase()
            self._what = what
        self._total = total
        if self._bars is not None:
            self._draw(self._bars, done)

    def _draw(self, bars: "Bars", done: int) -> None:
        if self._what not in self._tasks:
            self._tasks[self._what] = bars.add_task(self._verb + self._what, total=self._total)
        bars.update(self._tasks[self._what], completed=done, total=self._total)
        now = time.monotonic()
        if now - self._drawn_at >= _REDRAWN_EVERY or done == self._total:
            self._drawn_at = now
            bars.refresh()

    def _end_phase(self) -> None:
        now = time.monotonic()
        seconds, self._since = now - self._since, now
        if not self._what:
            return
        before = self._phases.get(self._what, (0.0, None))[0]
        self._phases[self._what] = before + seconds, self._total
        if self._bars is None and not self._is_silent and seconds >= _SAID_FROM:
            counted = f": {self._total:,}" if self._total else ""
            click.echo(f"{self._verb}{self._what}{counted} ({seconds:.1f} s)", err=True)
        self._what = ""


def _bars() -> "Bars":
    # Imported here: where nobody watches, it would be a tenth of the time of a build with nothing new.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
