"""What passes between the harvester and a forge: plain requests and plain replies. Reads nothing, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from civicgen.errors import TemporaryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it came. The names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str


class Send(Protocol):
    """Carries one request to the forge and its reply back, once: no retry, no waiting."""

    def __call__(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        """Send `body` as JSON. `path` may be an address from the forge's own links, or GRAPHQL.

        Raises:
            OSError: there was no answer; TimeoutError: none in time, although the forge was reached.
            ConfigurationError: the forge sends us to another server.
        """
        ...


GRAPHQL = "graphql"
"""The path that stands for the forge's GraphQL endpoint, wherever that is."""


class BrokenAnswerError(TemporaryError):
    """The forge answered with something that is no answer (502, HTML, half a JSON); another try may help.

    `may_halve`: asking for less at once may help.
    """

    def __init__(self, message: str, *, may_halve: bool = True) -> None:
        super().__init__(message)
        self.may_halve = may_halve
