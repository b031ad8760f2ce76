"""Deliveries: files that the desk made, as commits on a branch of their own at the remote. Implements `Branches`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant
from civicgen.store.upstream import ADDRESS, Upstream

_TRIES = 3
_FOLDERS = ("content", ".github/ISSUE_TEMPLATE")


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a delivery, see app.desk_ports.Delivery."""

    is_changed: bool = False
    is_foreign: bool = False


class UpstreamBranches:
    """The branches of the repository that a checkout came from. `at` is the time that commits bear.

    `environ` may hold the forge's token, see civicgen.store.git_access.
    """

    def __init__(self, folder: Path, *, at: Instant, environ: Mapping[str, str] | None = None) -> None:
        self._upstream = Upstream(folder, environ=environ)
        self._at = at

    def files(self, branch: str) -> Mapping[str, str]:
        tip = self._upstream.tip(branch)
        if tip is None:
            return {}
        found = self._upstream.files(tip, _FOLDERS)
        return {path: data.decode("utf-8", "replace") for path, data in found.items()}

    def differs(self, branch: str, *, base: str) -> bool:
        tip, onto = self._upstream.tip(branch), self._upstream.tip(base)
        return tip is not None and (onto is None or self._upstream.tree(tip) != self._upstream.tree(onto))

    def deliver(self, branch: str, files: Sequence[DeskFile], *, base: str, message: str) -> Delivered:
        """Make the branch `base` with these files, in one more commit on it.

        A branch that somebody else committed to is left alone. One that falls behind its base is brought up to it.

        Raises:
            ConfigurationError: the base is not there, or we may not push.
            TemporaryError: others pushed to the branch each time that we tried.
        """
        data = {file.path: None if file.text is None else file.text.encode("utf-8") for file in files}
        for _ in range(_TRIES):
            onto, tip = self._upstream.tip(base), self._upstream.tip(branch)
            if onto is None:
                raise ConfigurationError(f"the remote has no branch {base}; push it first")
            if tip is not None and self._upstream.committers(tip, without=onto) - {ADDRESS}:
                return Delivered(is_foreign=True)
            if tip is None:
                parents: tuple[str, ...] = (onto,)
            else:
                parents = (tip,) if self._upstream.is_ancestor(onto, tip) else (tip, onto)
            commit = self._upstream.commit(data, basis=onto, parents=parents, message=message, at=self._at)
            if commit is None:
                return Delivered()
            if self._upstream.push(commit, branch):
                return Delivered(is_changed=True)
        raise TemporaryError(f"others kept pushing to {branch} meanwhile; run this again")
