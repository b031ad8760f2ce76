"""What was measured: samples by name, medians, ratios pair by pair, reasons for what is missing. Prints and writes."""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench_process import CommandFailedError


class Results:
    """Samples by name, in the order of measuring, so that the n-th of one belongs to the n-th of the other."""

    def __init__(self) -> None:
        self._samples: dict[str, list[float]] = {}
        self._ratios: dict[str, tuple[str, str]] = {}
        self._began = time.perf_counter()
        self.skipped: dict[str, str] = {}
        self.notes: dict[str, str] = {}

    def add(self, name: str, value: float) -> None:
        """One more sample."""
        self._samples.setdefault(name, []).append(value)
        if isinstance(value, int):
            self.say(f"{name}: {value:,}")
        else:
            self.say(f"{name}: {value:.3f}")

    def ratio(self, name: str, over: str, under: str) -> None:
        """`name` is the median of `over` / `under`, taken pair by pair."""
        self._ratios[name] = (over, under)

    @contextmanager
    def part(self, *names: str) -> Iterator[None]:
        """A part that gives `names`. One that cannot run is left out with its reason; the rest goes on."""
        try:
            yield
        except CommandFailedError as problem:
            for name in names:
                self.skipped[name] = str(problem)
            self.say(f"left out: {', '.join(names)}: {problem}")

    def skip(self, name: str, reason: str) -> None:
        """Leave something out."""
        self.skipped[name] = reason

    def note(self, name: str, words: str) -> None:
        """Something worth knowing that is no number."""
        self.notes[name] = words
        self.say(f"{name}: {words}")

    def say(self, words: str) -> None:
        """A line of progress."""
        print(f"[{time.perf_counter() - self._began:7.1f} s] {words}", flush=True)

    def numbers(self) -> dict[str, float | int]:
        """Everything as flat numbers: medians, and the ratios of those that have both sides."""
        found: dict[str, float | int] = {name: _median(each) for name, each in self._samples.items()}
        for name, (over, under) in self._ratios.items():
            pairs = list(zip(self._samples.get(over, ()), self._samples.get(under, ()), strict=False))
            if pairs:
                found[name] = round(statistics.median(a / b for a, b in pairs), 4)
            elif name not in self.skipped:
                self.skipped[name] = self.skipped.get(over) or self.skipped.get(under) or "not measured"
        return found

    def runs(self, name: str) -> int:
        """How often something was measured."""
        over = self._ratios.get(name, (name,))[0]
        return len(self._samples.get(over, ()))

    def spread(self, name: str) -> str:
        """The least and the greatest sample."""
        samples = self._samples.get(name, [])
        least, greatest = min(samples, default=0), max(samples, default=0)
        return f"{least:.4g} to {greatest:.4g}" if least < greatest else ""


GOALS: Mapping[str, float] = {
    "cold_build_over_hugo": 0.7,
    "cold_1000_over_mkdocs_material": 1 / 30,
    "rebuild_20_over_empty_engine": 1.5,
    "rebuild_0_over_empty_engine": 1.2,
    "rebuild_20_large_over_small": 1.5,
    "verify_over_cold": 1.0,
    "harvest_first_cost": 1000,
    "peak_rss_mb": 400,
    "serve_change_seconds": 2,
    "largest_file_bytes": 1_000_000,
    "files_above_1_mb": 0,
    "pages_above_1_mb": 0,
    "proposal_html_bytes": 25_000,
    "proposal_html_gzip_bytes": 7_000,
}


def print_table(results: Results, goals: Mapping[str, float]) -> None:
    """Every number, with its goal where it has one."""
    numbers = results.numbers()
    print(f"\n{'measure':38} {'median':>14} {'runs':>5}  {'least to greatest':20} {'reach':>10}")
    for name in sorted(numbers):
        goal = goals.get(name)
        verdict = "" if goal is None else f"{_text(round(goal, 4)):>10} {'yes' if numbers[name] <= goal else 'NO'}"
        print(f"{name:38} {_text(numbers[name]):>14} {results.runs(name):>5}  {results.spread(name):20} {verdict}")
    for name, words in sorted(results.notes.items()):
        print(f"{name:38} {words}")
    for name, reason in sorted(results.skipped.items()):
        print(f"{name:38} {'left out':>14}: {reason}")


def write_json(results: Results, path: Path, facts: Mapping[str, object]) -> None:
    """Flat numbers, with what they hold for and what was left out beside them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    numbers = results.numbers()
    told = {**facts, **results.notes, **dict(sorted(numbers.items())), "skipped": dict(sorted(results.skipped.items()))}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _median(samples: list[float]) -> float | int:
    found = statistics.median(samples)
    return int(found) if all(isinstance(each, int) for each in samples) else round(found, 4)


def _text(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) or number >= 1000 else f"{number:.4g}"
