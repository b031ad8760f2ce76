"""The opaque ids of GraphQL nodes: a prefix for the type, then the name of the thing. Pure."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

PREFIXES = {
    "R": "repository",
    "I": "issue",
    "PR": "pull",
    "IC": "comment",
    "PRRC": "review_comment",
    "PRRT": "review_thread",
    "PRR": "review",
    "REA": "reaction",
    "U": "user",
    "LA": "label",
    "W": "workflow",
}
_PREFIX_OF = {kind: prefix for prefix, kind in PREFIXES.items()}


def node_id(kind: str, number: int | str) -> str:
    """The node id of, say, comment 501."""
    return f"{_PREFIX_OF[kind]}_{urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}"


def meant_by(id_: str) -> tuple[str, str] | None:
    """Kind and number that a node id stands for; None when it is none of ours."""
    prefix, _, coded = id_.partition("_")
    try:
        number = urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except (Error, ValueError):
        return None
    kind = PREFIXES.get(prefix)
    return None if kind is None or not number else (kind, number)
