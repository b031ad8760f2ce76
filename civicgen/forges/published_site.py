"""The published site, as far as single files are read from it over the network. Implements `app.ports.PublishedFiles`.

Whatever answers is a stranger: nothing is followed but https, and nothing is read beyond a limit.
"""

import http.client
from typing import IO
from urllib.error import URLError
from urllib.parse import quote, urljoin
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.api_address import is_on_this_machine

TIMEOUT = 30
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_ALL = 512 * 1024 * 1024
_PIECE = 256 * 1024


class PublishedSite:
    """The site at an address. Nothing can be had from one that does not begin with https, except on this machine."""

    def __init__(self, address: str, *, limit: int = LARGEST_FILE, limit_of_all: int = LARGEST_ALL) -> None:
        self._address = address if address.endswith("/") else f"{address}/"
        self._opener = _opener(address)
        self._limit = limit
        self._left = limit_of_all

    def read(self, path: str) -> bytes:
        address = urljoin(self._address, quote(path))
        if self._opener is None:
            raise TemporaryError(f"{address} cannot be had: it does not begin with https")
        asked = Request(address, headers={"User-Agent": "civicgen"})  # noqa: S310  # https, or this machine
        try:
            with self._opener.open(asked, timeout=TIMEOUT) as answer:
                return self._bounded(answer, address)
        except URLError as problem:
            raise TemporaryError(f"{address} cannot be had: {problem.reason}") from problem
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise TemporaryError(f"{address} cannot be had: {problem or type(problem).__name__}") from problem

    def _bounded(self, answer: IO[bytes], address: str) -> bytes:
        limit = min(self._limit, self._left)
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TemporaryError(f"{address} is larger than the {limit:,} bytes that are read")
        self._left -= size
        return b"".join(pieces)


class _Redirects(HTTPRedirectHandler):
    """A site may have moved, to https and nowhere else."""

    def __init__(self, *, is_here: bool) -> None:
        self._is_here = is_here

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            is_here = is_on_this_machine(newurl)
        except ConfigurationError:
            raise URLError(f"it leads to {newurl[:200]!r}, which is not https") from None
        if is_here and not self._is_here:
            raise URLError(f"it leads to {newurl[:200]!r}, on this machine")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(address: str) -> OpenerDirector | None:
    try:
        is_here = is_on_this_machine(address)
    except ConfigurationError:
        return None
    # A proxy would carry what is meant for this machine off it.
    return build_opener(_Redirects(is_here=is_here), *([ProxyHandler({})] if is_here else []))
