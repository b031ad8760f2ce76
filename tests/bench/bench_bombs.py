"""Usage: bench_bombs.py. Renders every text that was written to exhaust time (H01), and prints the slowest."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "text"))
from text_bombs import BOMBS

from civicgen.text.markdown import render

GOAL_SECONDS = 1
SHOWN = 5


def main() -> None:
    """Render each once; H01 wants every comment within a second."""
    taken = []
    for name, text in BOMBS.items():
        begun = time.process_time()
        render(text, resolve=lambda address: address, id_prefix="t-", keep_line_breaks=True)
        taken.append((time.process_time() - begun, name))
    print(f"\n{len(BOMBS)} texts written to exhaust time, the slowest (goal: at most {GOAL_SECONDS} s each):")
    for seconds, name in sorted(taken, reverse=True)[:SHOWN]:
        print(f"  {seconds:6.3f} s  {name}")


if __name__ == "__main__":
    main()
