"""Which addresses of a citizen's text become links. Addresses in, addresses out; no I/O, and nothing is fetched."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

Resolve = Callable[[str], str | None]
"""Gives the address on the page for a relative one as it was written, or None where it leads nowhere."""

WEB_SCHEMES = frozenset({"http", "https"})
ALLOWED_SCHEMES = WEB_SCHEMES | {"mailto"}

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_NOT_IN_HOST = re.compile(r"[\x00-\x20\x7f#%/<>?@\[\\\]^|]")


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """How the addresses in one text are read.

    Attributes:
        base_url: the absolute address where the text was written; relative addresses count from there when `resolve`
            is not given. With neither, a relative address is not a link.
        resolve: answers for the relative addresses, for texts that may point at pages and documents of the portal.
    """

    base_url: str = ""
    resolve: Resolve | None = None

    def link(self, address: str) -> str | None:
        """The address to link to, or None where it must stay text."""
        if not address or _UNSAFE.search(address):
            return None
        if _SCHEME.match(address):
            scheme = address.partition(":")[0].lower()
            return address if scheme == "mailto" or (scheme in WEB_SCHEMES and host_of(address)) else None
        if self.resolve is not None and not address.startswith("//"):
            return self.resolve(address)
        return self._joined(address)

    def _joined(self, address: str) -> str | None:
        try:
            joined = urljoin(self.base_url or "https://", address)
        except ValueError:
            return None
        return joined if host_of(joined) else None


def is_own(address: str) -> bool:
    """Whether an address stays within the portal. `https:x` does not: browsers take it for `https://x`."""
    return not _SCHEME.match(address) and not address.startswith("//")


def host_of(address: str) -> str:
    """The host that an address names, for people to read; '' for a relative address or one that no browser can read."""
    try:
        parts = urlsplit(address)
        host = unquote(parts.hostname or "") if parts.port != 0 else ""
    except ValueError:  # a bracket too few, a port beyond all ports
        return ""
    return "" if _NOT_IN_HOST.search(host) else host
