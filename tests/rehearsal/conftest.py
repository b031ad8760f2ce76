"""A running town, and a client that says exactly what it sends."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest
from rehearsal_town import town

from civicgen.rehearsal.server import RehearsalServer


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    text: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def link(self, name: str) -> str:
        """The path that a Link header gives for `next`, `last`, ...; '' without."""
        for part in self.headers.get("link", "").split(", "):
            if part.endswith(f'rel="{name}"'):
                return part[1:].split(">")[0].split("/", 3)[3]
        return ""


class Client:
    """One kept connection, as real clients have it."""

    def __init__(self, server: RehearsalServer) -> None:
        self.server = server
        self._connection = HTTPConnection(server.url.removeprefix("http://"), timeout=20)

    def send(self, method: str, path: str, body: Any = None, token: str = "", **headers: str) -> Reply:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["authorization"] = f"token {token}"
        text = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        self._connection.request(method, path if path.startswith("/") else f"/{path}", body=text, headers=sent)
        answer = self._connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def get(self, path: str, **more: str) -> Reply:
        return self.send("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: str) -> Reply:
        return self.send("POST", path, body, **more)

    def query(self, text: str, **variables: Any) -> Any:
        """The JSON answer to a GraphQL query."""
        return self.post("/graphql", {"query": text, "variables": variables}).json

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def play() -> Iterator[Callable[..., Client]]:
    """Start a server on a seed; it stops when the test is over."""
    running: list[tuple[Client, RehearsalServer]] = []

    def start(lines: list[str], **more: Any) -> Client:
        server = RehearsalServer(lines, **more)
        server.start()
        running.append((Client(server), server))
        return running[-1][0]

    yield start
    for client, server in running:
        client.close()
        server.stop()


@pytest.fixture
def running_town(play: Callable[..., Client]) -> Client:
    return play(town())
