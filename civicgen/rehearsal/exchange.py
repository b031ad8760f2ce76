"""A request and its answer as values, so that everything but `server.py` works without a network. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`path` is without query and without the prefix of GitHub Enterprise; `base` is what addresses start with.

    `headers` have lower-case names. `site` is the server's own address, `base` is `site` with the prefix, if used.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    site: str
    base: str
    target: str

    @property
    def token(self) -> str:
        """What comes after `token` or `Bearer`, '' without."""
        _, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0

    def with_headers(self, more: Mapping[str, str]) -> "Answer":
        return replace(self, headers={**more, **self.headers})


class RefusedError(Exception):
    """A request that is answered with an error, in the words of the forge."""

    def __init__(self, status: int, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}

    def answer(self) -> Answer:
        return error(self.status, str(self), headers=self.headers)


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status=status, body=msgspec.json.encode(value), headers=headers or {})


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None) -> Answer:
    """An error as the forge's REST API words it."""
    told = {"message": message, "documentation_url": "https://docs.github.com/rest", "status": str(status)}
    if headers and "location" in headers:
        told["url"] = headers["location"]
    return json_answer(told, status, headers)
