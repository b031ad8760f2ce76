"""How git shows the token of the surroundings to the forge alone. Environment in, variables for git out. No I/O.

The token goes in variables: arguments of a command can be read by every process of the machine.
"""

import base64
from collections.abc import Mapping
from urllib.parse import urlsplit

TOKEN_VARIABLE = "GITHUB_TOKEN"  # noqa: S105  # a name, no secret
SERVER_VARIABLE = "GITHUB_SERVER_URL"
_SERVER = "https://github.com"
_COUNT = "GIT_CONFIG_COUNT"


def access_variables(environ: Mapping[str, str], address: str) -> dict[str, str]:
    """What lets git in at a remote with this address: nothing but where it is on the forge that the token is for.

    A token that the checkout has kept is put aside: GitHub refuses two at once.
    """
    token = environ.get(TOKEN_VARIABLE, "").strip()
    server = urlsplit(environ.get(SERVER_VARIABLE, "").strip() or _SERVER)
    remote = urlsplit(address)
    is_the_forge = remote.scheme == "https" == server.scheme and remote.netloc == server.netloc
    if not token or not is_the_forge:
        return {}
    shown = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    header = f"http.https://{server.netloc}/.extraheader"
    settings = ((header, ""), (header, f"AUTHORIZATION: basic {shown}"))
    before = int(environ.get(_COUNT, "0") or 0)
    variables = {_COUNT: str(before + len(settings))}
    for number, (key, value) in enumerate(settings, start=before):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return variables
