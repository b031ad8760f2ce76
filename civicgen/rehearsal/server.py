"""The rehearsal server, for the command, the demo and tests.

    with RehearsalServer(Path("seed.jsonl")) as server:
        ... server.url, server.counts, server.advance("2026-11-21T09:00:00Z")

It listens on this machine alone and keeps everything in memory; only merging writes, to the Git repository beside it.
"""

from collections.abc import Iterable
from pathlib import Path
from threading import Thread as Worker
from types import TracebackType

from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant
from civicgen.rehearsal.application import Application
from civicgen.rehearsal.bare_repository import BareRepository
from civicgen.rehearsal.clock import Clock, Seconds, standing_still
from civicgen.rehearsal.control import PREFIX, answer_control
from civicgen.rehearsal.counts import Counts
from civicgen.rehearsal.exchange import Answer, Request
from civicgen.rehearsal.forms.source import checked_root
from civicgen.rehearsal.pages.routes import answer_page, is_page
from civicgen.rehearsal.reading import read_events, read_seed
from civicgen.rehearsal.seed import Seed
from civicgen.rehearsal.transport import HttpServer

SeedSource = Path | Iterable[str | bytes]


class RehearsalServer:
    """A repository at a forge, played from a seed. `with` starts it and stops it.

    `seed` is a file or its lines, `at` where the clock starts (default: the seed's `now`), `seconds` what makes it tick
    (default: it stands still), `port` 0 a free one, `hourly_limit` the requests and, apart, the points an hour, `git` a
    bare repository in which pull requests are looked up and merged, `root` a folder with issue forms (default: those of
    the default branch of `git`).

    Raises:
        ConfigurationError: the seed is wrong, the port is taken, `git` is no bare repository or `root` no folder.
    """

    def __init__(
        self,
        seed: SeedSource,
        *,
        port: int = 0,
        at: Instant | None = None,
        seconds: Seconds = standing_still,
        hourly_limit: int = 5000,
        git: Path | None = None,
        root: Path | None = None,
    ) -> None:
        read = _read(seed)
        clock = Clock(at or Instant(read.repository.now), seconds)
        self._application = Application(
            read,
            clock,
            hourly_limit=hourly_limit,
            git=None if git is None else BareRepository(git),
            root=None if root is None else checked_root(root),
        )
        try:
            self._http = HttpServer(port, self._answer, self.now)
        except OSError as problem:
            raise ConfigurationError(
                f"port {port}: {problem.strerror}; choose another one, or 0 for a free one"
            ) from None
        self._worker = Worker(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The server's address, which is that of its API too."""
        return self._http.site

    @property
    def counts(self) -> Counts:
        """What was asked of the API since the start or the last `counts.reset()`."""
        return self._application.counts

    @property
    def repository(self) -> str:
        """owner/name, as it is called now."""
        return self._application.world.repository.full_name

    def now(self) -> Instant:
        with self._application.lock:
            return self._application.now()

    def advance(self, to: str) -> None:
        """Let time pass until this instant. Raises ValueError when it is in the past."""
        self._application.move(Instant(to))

    def add_events(self, *lines: str | bytes) -> None:
        """Add events: lines of type `event`, as in a seed."""
        text = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
        self._application.add_events(read_events(text))

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        """Close everything, also connections that clients keep open."""
        if self._worker.is_alive():
            self._http.shutdown()
            self._worker.join()
        self._http.server_close()

    def wait(self) -> None:
        """Serve until somebody stops it."""
        while self._worker.is_alive():
            self._worker.join(timeout=1)

    def _answer(self, request: Request) -> Answer:
        if is_page(self._application, request):
            return answer_page(self._application, request)
        if request.path.startswith(PREFIX):
            return answer_control(self._application, request)
        return self._application.answer_api(request)

    def __enter__(self) -> "RehearsalServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _read(seed: SeedSource) -> Seed:
    if not isinstance(seed, Path):
        return read_seed(seed)
    try:
        with seed.open("rb") as lines:
            return read_seed(lines, name=seed.name)
    except OSError as problem:
        raise ConfigurationError(f"{seed}: {problem.strerror}; give the path of a seed file") from None
