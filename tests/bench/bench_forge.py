"""The rehearsal server as a process of its own, and what it counted. Starts a process, talks to localhost."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

HOURLY_LIMIT = 10_000_000
START_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Forge:
    """A running server. Its clock stands where the seed's `now` is, and ticks."""

    url: str

    def advance(self, at: str) -> None:
        """Let time pass."""
        self._ask("POST", "/_rehearsal/clock", {"at": at})

    def cost(self) -> int:
        """Requests and points since the last look."""
        told = self._ask("DELETE", "/_rehearsal/requests")
        return int(told["requests"]) + int(told["points"])

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.url + path, data=sent, method=method), timeout=120) as answer:
            return dict(json.loads(answer.read() or b"{}"))


@contextmanager
def serve(seed: Path) -> Iterator[Forge]:
    """Serve the seed until the end of the block."""
    command = [sys.executable, "-m", "civicgen", "rehearsal", "--seed", str(seed), "--hourly-limit", str(HOURLY_LIMIT)]
    with seed.with_suffix(".server").open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        late = threading.Timer(START_SECONDS, process.kill)
        late.start()
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            late.cancel()
            if not url:
                raise RuntimeError(f"the rehearsal server did not start, see {errors.name}")
            yield Forge(url)
        finally:
            late.cancel()
            process.terminate()
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()
