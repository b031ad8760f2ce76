"""What a harvest shows of itself: progress while it runs, a summary at the end. Prints."""

import sys
from types import TracebackType
from typing import Any, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from civicgen.app.harvesting.harvest import Harvested
from civicgen.text.terminal import strip_terminal


class ShownProgress:
    """How far the harvest is, on standard error: a bar on a terminal, else a line for each stage that is done."""

    def __init__(self, *, is_silent: bool) -> None:
        self._is_silent = is_silent
        self._tasks: dict[str, TaskID] = {}
        self._said: set[str] = set()
        self._bars: Progress | None = None
        if sys.stderr.isatty() and not is_silent:
            self._bars = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
            )

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        if self._bars is not None:
            if what not in self._tasks:
                self._tasks[what] = self._bars.add_task(what, total=total)
            self._bars.update(self._tasks[what], completed=done, total=total)
        elif not self._is_silent and done == total and what not in self._said:
            self._said.add(what)
            click.echo(f"{what} looked at: {done}", err=True)


def print_report(harvested: Harvested) -> None:
    """The summary in words."""
    row = harvested.row
    source = "the forge's clock" if row.clock == "forge" else "this machine's clock: the forge gave none"
    click.echo(f"Harvest {row.n} at {row.at} ({source}): {row.outcome}.")
    click.echo(f"Cost: requests {row.cost.requests}, points {row.cost.points}.")
    for slug, added in sorted(harvested.added.items()):
        mark = row.consultations[slug]
        state = "" if mark.complete else f"; incomplete, its last numbers stay: {_plain(mark.reason)}"
        click.echo(f"  {_plain(slug)}: {added} new rows, {mark.rows} in all{state}")
    for skipped in harvested.skipped:
        click.echo(f"  {_plain(skipped.slug)}: left out: {_plain(skipped.reason)}")
    if harvested.undated:
        click.echo(f"warning: texts could not be dated: {_plain(harvested.undated)}")


def report_as_json(harvested: Harvested) -> dict[str, Any]:
    """The summary for machines."""
    row = harvested.row
    return {
        "n": row.n,
        "at": row.at,
        "clock": row.clock,
        "outcome": row.outcome,
        "reason": row.reason,
        "requests": row.cost.requests,
        "points": row.cost.points,
        "consultations": {
            slug: {
                "complete": row.consultations[slug].complete,
                "added": added,
                "rows": row.consultations[slug].rows,
                "reason": row.consultations[slug].reason,
            }
            for slug, added in sorted(harvested.added.items())
        },
        "skipped": {skipped.slug: skipped.reason for skipped in harvested.skipped},
        "undated": harvested.undated,
    }


def _plain(words: str) -> str:
    return strip_terminal(words)
