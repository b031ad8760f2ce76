"""A request and its answer as values, so that everything but `server.py` works without a network. No I/O."""

from collections.abc import Mapping, Sequence
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


Fault = Mapping[str, str]
"""What is wrong with one field, as the forge tells it: `resource`, `code`, and where they help `field`, `message`."""


class RefusedError(Exception):
    """A request that is answered with an error, in the words of the forge."""

    def __init__(
        self, status: int, message: str, *, headers: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.faults = tuple(faults)

    def answer(self) -> Answer:
        return error(self.status, str(self), headers=self.headers, faults=self.faults)


def invalid(resource: str, code: str, *, field: str = "", message: str = "") -> RefusedError:
    """422: what was sent cannot be taken. `code` is the forge's, such as `missing_field`, `invalid`, `custom`."""
    told = {"resource": resource, "code": code, "field": field, "message": message}
    return RefusedError(422, "Validation Failed", faults=[{name: value for name, value in told.items() if value}])


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status=status, body=msgspec.json.encode(value), headers=headers or {})


def error(
    status: int, message: str, *, headers: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
) -> Answer:
    """An error as the forge's REST API words it."""
    told: dict[str, Any] = {"message": message}
    if faults:
        told["errors"] = list(faults)
    told |= {"documentation_url": "https://docs.github.com/rest", "status": str(status)}
    if headers and "location" in headers:
        told["url"] = headers["location"]
    return json_answer(told, status, headers)
