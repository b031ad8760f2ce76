"""Usage: bench_profile.py ROOT. Builds the site at ROOT under cProfile and prints where the time went.

Two tables: phases (with all that they call; the profile itself makes everything about twice as slow, so shares are
meant), and rooms (time in the code of each package itself, without what it calls). CIVICGEN_KEY is not needed.
"""

import cProfile
import pstats
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from civicgen.cli.main import group

PHASES = {
    "the whole build": ("site/build.py", "build_site"),
    "reading content": ("content/read.py", "read_content"),
    "reading and checking the ledger": ("store/ledger_files.py", "read"),
    "counting": ("counting/numbers.py", "numbers_of"),
    "making the published files": ("exports/published.py", "published_files"),
    "the engine: ordinary pages and frames": ("site/skin.py", "run_engine"),
    "composing pages, in all": ("site/compose.py", "compose"),
    "... views": ("views/", ""),
    "... templates": ("site/templating.py", "render"),
    "... Markdown, safe": ("text/markdown.py", "render"),
    "... output policy": ("site/policy.py", "check_content"),
    "writing, with what is written": ("site/writer.py", "write_site"),
}
_VIEWS = ("proposal_pages", "listing_pages", "consultation_page", "home_page", "data_page", "answers_page")


def main(root: Path) -> None:
    """Build once, print."""
    began = time.perf_counter()
    profile = cProfile.Profile()
    profile.enable()
    group.main(["build", "--root", str(root)], standalone_mode=False)
    profile.disable()
    print(f"\n{time.perf_counter() - began:.2f} s under the profile\n")
    stats: dict[tuple[str, int, str], Any] = vars(pstats.Stats(profile))["stats"]
    print(f"{'phase':45} {'seconds':>8}")
    for words, (file, function) in PHASES.items():
        names = _VIEWS if file == "views/" else (function,)
        spent = sum(
            cumulated
            for (path, _, name), (_, _, _, cumulated, _) in stats.items()
            if f"civicgen/{file}" in path and name in names
        )
        print(f"{words:45} {spent:8.2f}")
    rooms: Counter[str] = Counter()
    for (path, _, name), (_, _, own, _, _) in stats.items():
        rooms[_room(path, name)] += own
    print(f"\n{'code of':45} {'seconds':>8}")
    for room, spent in rooms.most_common(22):
        print(f"{room:45} {spent:8.2f}")


def _room(path: str, name: str) -> str:
    """The package that a function belongs to; built-in ones by their own names."""
    parts = Path(path).parts
    if path == "~":
        return name
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if path.endswith(".html"):
        return f"template {parts[-1]}"
    if "civicgen" in parts:
        return ".".join(["civicgen", *parts[len(parts) - parts[::-1].index("civicgen") :]]).removesuffix(".py")
    return parts[-1].removesuffix(".py") if parts else name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
