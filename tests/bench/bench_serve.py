"""`mkdocs serve` on a portal: how long until its first page, and until a changed text, shows. Starts a process.

The page is asked for every 50 ms over HTTP. While the server builds it keeps an answer back, which is waiting, too.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench_process import CommandFailedError

PAUSE = 0.05
LONGEST_START = 900.0
LONGEST_CHANGE = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running `mkdocs serve`; `first_page_seconds` is from its start to its first page."""

    port: int
    first_page_seconds: float

    def seconds_until(self, path: str, words: str) -> float:
        """How long until the page at `path` has `words`.

        Raises:
            CommandFailedError: they did not come in time.
        """
        return _wait(self.port, path, words.encode(), LONGEST_CHANGE)


@contextmanager
def serving(root: Path, path: str) -> Iterator[Server]:
    """Serve the portal at `root` until the end of the block; ready when the page at `path` is there."""
    port = _free_port()
    # Said aloud, because with some versions of click MkDocs believes that nobody wants to see changes.
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    surroundings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Server(port=port, first_page_seconds=_wait(port, path, b"</html>", LONGEST_START))
    finally:
        os.killpg(process.pid, signal.SIGINT)  # by which it removes its folder in the system's temporary files
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int, path: str, words: bytes, longest: float) -> float:
    began = time.perf_counter()
    while (waited := time.perf_counter() - began) < longest:
        if words in _get(port, path, timeout=longest - waited):
            return time.perf_counter() - began
        time.sleep(PAUSE)
    raise CommandFailedError(f"mkdocs serve did not show it within {longest:.0f} s: {path}")


def _get(port: int, path: str, *, timeout: float) -> bytes:
    """The page, b'' where there is none (yet)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
