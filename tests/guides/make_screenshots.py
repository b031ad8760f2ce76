"""`make screenshots`: walks through the guides and takes every picture in them, into content/pages/guides/pictures/.

The same steps as in the tests, on the same practice server, whose clock stands still between them. So the pictures
depend on the fonts and the Chromium of the machine, and on nothing else.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "workflows")]

from guide_stage import WIDTH, stage  # noqa: E402  # found by the line above
from guide_walk import PICTURES, WALK  # noqa: E402
from playwright.sync_api import FloatRect, Locator  # noqa: E402
from small_png import smaller  # noqa: E402
from system_chromium import installed, launched  # noqa: E402

MARGIN = 8
_BOX = """each => {
  const box = each.getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.width, box.height];
}"""


def main() -> None:
    executable = installed()
    if executable is None:
        sys.exit("no chromium on PATH; `make screenshots` needs one, see .ci/system-packages")
    if not _has_signs():
        sys.exit("no font has the signs for thumbs and hearts: install one, such as fonts-noto-color-emoji")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with launched(executable) as browser, stage(browser, take) as on_stage:
        for step in WALK:
            print(f"{step.guide}: {step.heading}")
            step.act(on_stage)


def take(name: str, of: Locator, height: int | None) -> None:
    """One picture, at most `height` pixels of it from the top, with a margin around it."""
    x, y, wide, tall = of.evaluate(_BOX)
    left, top = max(0.0, x - MARGIN), max(0.0, y - MARGIN)
    clip: FloatRect = {
        "x": left,
        "y": top,
        "width": min(WIDTH, x + wide + MARGIN) - left,
        "height": min(height or tall, tall) + y + MARGIN - top,
    }
    data = of.page.screenshot(clip=clip, full_page=True, animations="disabled", caret="hide", scale="css")
    (PICTURES / f"{name}.png").write_bytes(smaller(data))


def _has_signs() -> bool:
    try:
        told = subprocess.run(["fc-list", ":charset=1f44d", "family"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return True  # nobody knows; the picture will show it
    return bool(told.stdout.strip())


if __name__ == "__main__":
    main()
