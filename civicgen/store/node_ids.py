"""Remembers GraphQL's names of comments between two harvests. Reads and writes `.civicgen/node-ids.json`.

A cache and nothing more: it holds ids that mean nothing outside the forge, and a harvest without it asks again.
"""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

import msgspec

from civicgen.store.atomic import write_whole

CACHE_FILE = ".civicgen/node-ids.json"


class _Cache(msgspec.Struct, kw_only=True):
    """`repository` is the forge's number of the repository whose comments `nodes` names, by ref."""

    repository: int
    nodes: dict[str, str]


class NodeIdFile:
    """The cache of the portal at `root`."""

    def __init__(self, root: Path) -> None:
        self._path = root / CACHE_FILE

    def load(self, repository: int) -> MutableMapping[str, str]:
        """The names by ref; none where the file is missing, damaged, or about another repository."""
        try:
            cache = msgspec.json.decode(self._path.read_bytes(), type=_Cache)
        except (OSError, msgspec.DecodeError, UnicodeError):
            return {}
        return cache.nodes if cache.repository == repository else {}

    def save(self, repository: int, node_ids: Mapping[str, str]) -> None:
        cache = _Cache(repository=repository, nodes=dict(sorted(node_ids.items())))
        write_whole(self._path, msgspec.json.encode(cache) + b"\n")
