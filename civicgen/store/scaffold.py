"""The files that a new portal begins with, from the package, and which commit of civicgen is installed. Reads both."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from civicgen.errors import CivicgenError
from civicgen.store.git import Git

_FOLDER = ("starting", "files")


def scaffold_files() -> Mapping[str, str]:
    """The texts by their paths below the package's folder of them."""
    return dict(sorted(_below(files("civicgen").joinpath(*_FOLDER), "")))


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _below(item, f"{path}{item.name}/")
        else:
            yield f"{path}{item.name}", item.read_text(encoding="utf-8")


def installed_commit() -> str | None:
    """The commit that this civicgen was installed from, as noted then (PEP 610); None where nobody knows."""
    try:
        noted = distribution("civicgen").read_text("direct_url.json")
        origin = json.loads(noted) if noted else {}
    except (PackageNotFoundError, ValueError):
        return None
    if "vcs_info" in origin:
        commit = str(origin["vcs_info"].get("commit_id", ""))
        return commit if origin["vcs_info"].get("vcs") == "git" and len(commit) == 40 else None
    address = urlsplit(str(origin.get("url", "")))
    if address.scheme != "file" or "dir_info" not in origin:
        return None
    try:
        return Git(Path(url2pathname(address.path))).head()
    except CivicgenError:
        return None
