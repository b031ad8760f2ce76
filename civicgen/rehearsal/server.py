"""The rehearsal server: HTTP on this machine alone. Requests from the network become values, answers become bytes.

with RehearsalServer(Path("seed.jsonl")) as server:
    ... server.url, server.counts, server.advance("2026-11-21T09:00:00Z")
"""

import socket
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread as Worker
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant, moment
from civicgen.rehearsal.application import Application
from civicgen.rehearsal.clock import Clock, Seconds, standing_still
from civicgen.rehearsal.control import PREFIX, answer_control
from civicgen.rehearsal.counts import Counts
from civicgen.rehearsal.exchange import Answer, Request
from civicgen.rehearsal.pages.routes import answer_page, is_page
from civicgen.rehearsal.reading import read_events, read_seed

HOST = "127.0.0.1"
LARGEST_BODY = 1_000_000
_ENTERPRISE = "/api/v3"
SeedSource = Path | Iterable[str | bytes]


class RehearsalServer:
    """A repository at a forge, played from a seed. `with` starts it and stops it.

    `seed` is a file or its lines, `at` where the clock starts (default: the seed's `now`), `seconds` what makes it tick
    (default: it stands still), `port` 0 a free one, `hourly_limit` the requests and, apart, the points an hour.

    Raises:
        ConfigurationError: the seed is wrong, or the port is taken.
    """

    def __init__(
        self,
        seed: SeedSource,
        *,
        port: int = 0,
        at: Instant | None = None,
        seconds: Seconds = standing_still,
        hourly_limit: int = 5000,
    ) -> None:
        read = _read(seed)
        clock = Clock(at or Instant(read.repository.now), seconds)
        self._application = Application(read, clock, hourly_limit=hourly_limit)
        try:
            self._http = _HttpServer((HOST, port), _handler(self._application))
        except OSError as problem:
            raise ConfigurationError(
                f"port {port}: {problem.strerror}; choose another one, or 0 for a free one"
            ) from None
        self._worker = Worker(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The server's address, which is that of its API too."""
        return f"http://{HOST}:{self._http.server_address[1]}"

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

    def __enter__(self) -> "RehearsalServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _read(seed: SeedSource) -> Any:
    if not isinstance(seed, Path):
        return read_seed(seed)
    try:
        with seed.open("rb") as lines:
            return read_seed(lines, name=seed.name)
    except OSError as problem:
        raise ConfigurationError(f"{seed}: {problem.strerror}; give the path of a seed file") from None


class _HttpServer(ThreadingHTTPServer):
    """Knows its open connections, so that stopping leaves none behind."""

    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(address, handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self._open.discard(connection)
        super().server_close()


def _handler(application: Application) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "civicgen-rehearsal"
        sys_version = ""
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
            """Say nothing: `GET /_rehearsal/requests` tells what was asked."""

        def date_time_string(self, timestamp: float | None = None) -> str:
            """The Date header, by the server's clock."""
            with application.lock:
                return moment(application.now()).strftime("%a, %d %b %Y %H:%M:%S GMT")

        def _handle(self) -> None:
            request = _request(self)
            try:
                answer = _dispatch(application)(request)
            except ValueError as problem:
                answer = Answer(status=400, body=str(problem).encode(), content_type="text/plain; charset=utf-8")
            if answer.delay:
                time.sleep(answer.delay)
            _send(self, answer)

        do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = _handle  # noqa: N815  # names of http.server

    return Handler


def _dispatch(application: Application) -> Callable[[Request], Answer]:
    def answer(request: Request) -> Answer:
        if request.path.startswith(PREFIX):
            return answer_control(application, request)
        if is_page(request):
            return answer_page(application, request)
        return application.answer_api(request)

    return answer


def _request(handler: BaseHTTPRequestHandler) -> Request:
    parts = urlsplit(handler.path)
    length = int(handler.headers.get("content-length") or 0)
    body = handler.rfile.read(min(length, LARGEST_BODY))
    host, port = handler.server.server_address[:2]
    site = f"http://{host!s}:{port}"
    path = parts.path
    prefix = _ENTERPRISE if path == _ENTERPRISE or path.startswith(_ENTERPRISE + "/") else ""
    path = path.removeprefix(prefix) or "/"
    return Request(
        method="GET" if handler.command == "HEAD" else handler.command,
        path="/graphql" if path == "/api/graphql" else path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in handler.headers.items()},
        body=body,
        site=site,
        base=site + prefix,
        target=handler.path,
    )


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    headers = {
        "content-type": answer.content_type,
        "content-length": str(len(answer.body)),
        "cache-control": "private, max-age=60, s-maxage=60",
        "x-github-request-id": uuid4().hex[:20].upper(),
        "x-github-media-type": "github.v3; format=json",
        "x-github-api-version-selected": "2022-11-28",
    } | dict(answer.headers)
    for name, value in headers.items():
        if value and not (name == "content-type" and answer.status in (204, 304)):
            handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD" and answer.status not in (204, 304):
        handler.wfile.write(answer.body)
