"""The token of the forge, out of GITHUB_TOKEN; never printed, never written."""

import os
from collections.abc import Mapping

from civicgen.errors import ConfigurationError
from civicgen.forges.api_address import is_on_this_machine

NO_TOKEN = "rehearsal"  # noqa: S105  # no secret: what a server on this machine is told where there is no token
API_VARIABLES = ["CIVICGEN_API_URL", "GITHUB_API_URL"]
"""Where a workflow's machine says which API is meant; the first that is set."""


def token_for(api_url: str, environ: Mapping[str, str], *, permissions: str) -> str:
    """The token for an API; for a server on this machine one that says nothing where none is set.

    A proxy would carry what is meant for this machine, the token too, off it, so none is used there.

    Raises:
        ConfigurationError: there is none, or what is there is no token; or the address is unsafe.
    """
    is_here = is_on_this_machine(api_url)
    if is_here:
        os.environ["no_proxy"] = "*"
    token = environ.get("GITHUB_TOKEN", "").strip()
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigurationError("GITHUB_TOKEN holds something that is no token; set it to the token alone")
    if token:
        return token
    if is_here:
        return NO_TOKEN
    raise ConfigurationError(f"GITHUB_TOKEN is not set: put a token of the forge into it; {permissions}")
