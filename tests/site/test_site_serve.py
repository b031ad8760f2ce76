"""`mkdocs serve` shows each change soon, and what it shows is what a build from nothing makes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_town import PORTAL, Town, build, files_of

from civicgen.site.watching import PAUSE, Watcher, files_below

HOME = "content/consultations/bright-streets"
HOME_PAGE = "consultations/bright-streets/index.html"
PROPOSAL = "consultations/bright-streets/proposals"
MKDOCS_YML = """\
site_name: Consultations
docs_dir: content/pages
site_dir: site
use_directory_urls: false
theme: {name: material, font: false, custom_dir: site_overrides}
plugins: [civicgen]
"""
ADDED = "---\ntitle: Benches\nthread: 2\nstatus: open\nsummary: To sit.\n---\n\nSee [lamps](lamps.md).\n"


def append(path: str, words: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(words)

    return change


def replace(path: str, words: str, by: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert words in text
        (root / path).write_text(text.replace(words, by), encoding="utf-8")

    return change


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


CHANGES = (
    (append(f"{HOME}/proposals/lamps.md", "\nA first change.\n"), f"{PROPOSAL}/lamps.html", "A first change."),
    (append(f"{HOME}/proposals/lamps.md", "\n[To none](none.md)\n"), f"{PROPOSAL}/lamps.html", "leads to no file"),
    # The same thread as another proposal has by now: a finding on a page of which no file changed.
    (write(f"{HOME}/proposals/none.md", ADDED.replace("2", "1", 1)), f"{PROPOSAL}/lamps.html", "also belongs to"),
    (
        replace(f"{HOME}/proposals/lamps.md", "Six lamps", "Ten lamps"),
        "consultations/bright-streets/index.html",
        "Ten lamps",
    ),
    (append("content/pages/take-part.md", "\nCome [to none](consultations/none.html).\n"), "take-part.html", "Come "),
    (append(f"{HOME}/proposals/gate.md", "\nThen the gate.\n"), f"{PROPOSAL}/gate.html", "Then the gate."),
    (append(f"{HOME}/consultation.md", "\nThen all of it.\n"), HOME_PAGE, "all of it."),
    (replace("content/portal.yml", "name: ", "name: New "), f"{PROPOSAL}/gate.html", "New "),
    (append(f"{HOME}/answers/gate.md", "\nThen the answer.\n"), f"{PROPOSAL}/gate.html", "Then the answer."),
    (lambda root: (root / HOME / "proposals/none.md").unlink(), f"{PROPOSAL}/none.html", ""),
)
"""What changes, and what a page then shows; "" where the page is gone."""


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    """The portal with its record, as an adopter has it."""
    root = tmp_path / "portal"
    shutil.copytree(PORTAL / "content", root / "content")
    shutil.copytree(town.ledger, root / "ledger")
    (root / "site_overrides").mkdir()
    (root / "mkdocs.yml").write_text(MKDOCS_YML)
    return root


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """Where the portal is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "serve", "--livereload"]
    with subprocess.Popen(
        [*command, "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def test_each_change_shows_as_a_build_from_nothing_shows_it(address: str, root: Path, tmp_path: Path) -> None:
    wait_for(f"{address}/{PROPOSAL}/lamps.html", "</html>")
    for number, (change, page, words) in enumerate(CHANGES):
        change(root)
        wait_for(f"{address}/{page}", words)
        fresh = tmp_path / f"from-nothing-{number}"
        build(root, root / "ledger", fresh)
        assert files_of(root / ".civicgen/served") == files_of(fresh), f"after change {number}"


def wait_for(address: str, words: str) -> None:
    """Ask for a page until it has the words, or, without any, is gone."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                if words and words in answer.read().decode():
                    return
        except urllib.error.HTTPError as problem:
            if problem.code == 404 and not words:
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} does not show {words!r}")


@pytest.mark.parametrize(
    "change",
    [
        write("part/a.md", "Other words."),
        write("part/a.md", "Word!"),
        write("part/new.md", "New."),
        write("other/part/new.md", "New."),
        lambda root: (root / "part/a.md").unlink(),
        lambda root: (root / "part/a.md").rename(root / "part/b.md"),
        lambda root: (root / "link").symlink_to("part"),
    ],
    ids=["words", "as many words", "a file", "a folder", "no file", "a name", "a link"],
)
def test_a_watcher_sees_each_change(change: Callable[[Path], None], tmp_path: Path) -> None:
    write("part/a.md", "Words")(tmp_path)
    before = files_below(str(tmp_path))
    assert files_below(str(tmp_path)) == before
    time.sleep(0.02)  # more than a step of the disk's clock
    change(tmp_path)
    assert files_below(str(tmp_path)) != before


def test_a_watcher_of_a_folder_that_is_gone_sees_nothing(tmp_path: Path) -> None:
    assert files_below(str(tmp_path / "gone")) == []


class Bell:
    """Counts how often it was told of something."""

    def __init__(self) -> None:
        self.rung = 0

    def dispatch(self, event: object) -> None:
        self.rung += 1


def test_a_watcher_rests_during_a_build_and_tells_afterwards(tmp_path: Path) -> None:
    building = [False]
    bell, watcher = Bell(), Watcher(lambda: building[0])
    watcher.schedule(bell, str(tmp_path), recursive=True)  # type: ignore[arg-type]  # all that it needs
    watcher.start()
    try:
        time.sleep(1.5 * PAUSE)
        assert bell.rung == 0
        building[0] = True
        write("a.md", "Words")(tmp_path)
        time.sleep(3 * PAUSE)
        assert bell.rung == 0
        building[0] = False
        time.sleep(3 * PAUSE)
        assert bell.rung == 1
    finally:
        watcher.stop()
        watcher.join()
