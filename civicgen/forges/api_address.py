"""The address of a forge's API, judged before anything is sent there. Reads nothing, writes nothing."""

from urllib.parse import urlsplit

from civicgen.errors import ConfigurationError

API_URL = "https://api.github.com"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def is_on_this_machine(api_url: str) -> bool:
    """Whether the forge is a server on this machine, which plain http is good enough for.

    Raises:
        ConfigurationError: the address is none, or would show the token to everybody on the way.
    """
    try:
        parts = urlsplit(api_url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # half a bracket, a port that is no number
        is_address = False
    if not is_address:
        raise ConfigurationError(f"not an address of an API: {api_url!r}; write it like {API_URL}")
    is_here = parts.hostname in _THIS_MACHINE
    if parts.scheme == "http" and not is_here:
        raise ConfigurationError(f"{api_url} would show the token to everybody on the way; use https")
    return is_here
