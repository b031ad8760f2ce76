"""Usage: run_bench.py [--size N] [--runs N] [--without NAME,...]. Measures civicgen and peers (docs/performance.md).

Writes a table to the terminal and build/bench.json; everything else lies below build/bench and may be deleted.
"""

import argparse
import os
import platform
import shutil
from importlib.metadata import version

import bench_hugo
from bench_city import City
from bench_measures import ENGINE_LIMIT, PARTS, Bench
from bench_portal import REPOSITORY
from bench_results import GOALS, print_table, write_json
from bench_shape import PROPOSALS

OUTPUT = REPOSITORY / "build" / "bench.json"


def main() -> None:
    """Read the command line, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=PROPOSALS, help="proposals: 100, 1000 or 10860")
    parser.add_argument("--runs", type=int, default=0, help="how often each is measured; default 5, above 1,000 3")
    parser.add_argument("--without", default="", help=f"parts to leave out, with commas between: {', '.join(PARTS)}")
    chosen = parser.parse_args()
    without = frozenset(filter(None, chosen.without.split(",")))
    if unknown := without - set(PARTS):
        parser.error(f"--without {', '.join(sorted(unknown))}: no such part; there are {', '.join(PARTS)}")
    runs = chosen.runs or (5 if chosen.size <= ENGINE_LIMIT else 3)
    bench = Bench(chosen.size, runs, without)
    bench.run()
    print_table(bench.results, {**GOALS, "harvest_unchanged_cost": unchanged_goal(bench.town.city)})
    write_json(bench.results, OUTPUT, facts(chosen.size, runs))
    print(f"\nwritten to {OUTPUT.relative_to(REPOSITORY)}")


def unchanged_goal(held: City) -> float:
    """What a harvest may cost that finds nothing new: a point for 100 threads and comments, and 20."""
    return (len(held.proposals) + sum(len(each.comments) for each in held.proposals)) / 100 + 20


def facts(size: int, runs: int) -> dict[str, object]:
    """What the numbers hold for."""
    return {
        "size": size,
        "runs": runs,
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        **{name: version(name) for name in ("civicgen", "mkdocs", "mkdocs-material", "PyGithub")},
        **({"hugo": bench_hugo.version()} if shutil.which("hugo") else {}),
    }


if __name__ == "__main__":
    main()
