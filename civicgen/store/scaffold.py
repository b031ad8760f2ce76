"""The files that a new portal begins with, from the package, and which commit of civicgen is installed. Reads both."""

from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import msgspec

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


class _Checkout(msgspec.Struct, frozen=True):
    vcs: str
    commit_id: str


class _Origin(msgspec.Struct, frozen=True):
    """What an installer notes in `direct_url.json`, as far as it matters here."""

    url: str
    vcs_info: _Checkout | None = None
    dir_info: dict[str, object] | None = None


def installed_commit() -> str | None:
    """The commit that this civicgen was installed from, as noted then (PEP 610); None where nobody knows."""
    try:
        noted = distribution("civicgen").read_text("direct_url.json")
        origin = msgspec.json.decode(noted or "", type=_Origin)
    except (PackageNotFoundError, msgspec.MsgspecError):
        return None
    if origin.vcs_info is not None:
        is_commit = origin.vcs_info.vcs == "git" and len(origin.vcs_info.commit_id) == 40
        return origin.vcs_info.commit_id if is_commit else None
    address = urlsplit(origin.url)
    if address.scheme != "file" or origin.dir_info is None:
        return None
    try:
        return Git(Path(url2pathname(address.path))).head()
    except CivicgenError:
        return None
