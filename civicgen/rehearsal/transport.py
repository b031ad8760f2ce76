"""HTTP of the rehearsal server: bytes from the network become requests, answers become bytes. Binds 127.0.0.1 only."""

import socket
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

from civicgen.model.times import Instant, moment
from civicgen.rehearsal.exchange import Answer, Request, error

HOST = "127.0.0.1"
LARGEST_BODY = 1_000_000
_ENTERPRISE = "/api/v3"
_HEADERS = {
    "cache-control": "private, max-age=60, s-maxage=60",
    "x-github-media-type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
}


class HttpServer(ThreadingHTTPServer):
    """Listens on `port` (0: a free one). Knows its open connections, so that closing leaves none behind."""

    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def __init__(self, port: int, answer: Callable[[Request], Answer], now: Callable[[], Instant]) -> None:
        self.answer = answer
        self.now = now
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error; anything else is a bug of ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed by the client already
                self._open.discard(connection)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer
    protocol_version = "HTTP/1.1"
    server_version = "civicgen-rehearsal"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Say nothing: `GET /_rehearsal/requests` tells what was asked."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header, by the server's clock."""
        return moment(self.server.now()).strftime("%a, %d %b %Y %H:%M:%S GMT")

    def version_string(self) -> str:
        return self.server_version

    def _handle(self) -> None:
        try:
            request = self._request()
        except ValueError:
            self.close_connection = True
            self._send(error(400, "Bad Request"))
            return
        answer = self.server.answer(request)
        if answer.delay:
            time.sleep(answer.delay)
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _handle  # noqa: N815  # names that http.server calls

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        if length > LARGEST_BODY:
            raise ValueError(f"a body of {length} bytes")
        path = unquote(parts.path)
        prefix = _ENTERPRISE if path == _ENTERPRISE or path.startswith(_ENTERPRISE + "/") else ""
        path = path.removeprefix(prefix) or "/"
        return Request(
            method="GET" if self.command == "HEAD" else self.command,
            path="/graphql" if path == "/api/graphql" else path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
            site=self.server.site,
            base=self.server.site + prefix,
            target=self.path,
        )

    def _send(self, answer: Answer) -> None:
        has_body = answer.status not in (204, 304)
        self.send_response(answer.status)
        headers = {
            **_HEADERS,
            "x-github-request-id": uuid4().hex[:20].upper(),
            "content-type": answer.content_type if has_body else "",
            "content-length": str(len(answer.body)) if answer.status != 204 else "",
            **answer.headers,
        }
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if has_body and self.command != "HEAD":
            self.wfile.write(answer.body)
