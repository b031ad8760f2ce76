"""A copy of a portal in which a seed's commits are replayed, so that its history of wordings is the seed's own.

Comes in: the portal to copy and the commits of a rehearsal seed. Goes out: a Git repository of its own. Writes to disk.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from email.utils import parseaddr
from pathlib import Path, PurePosixPath

import msgspec

from civicgen.errors import ConfigurationError
from civicgen.model.times import Instant

PORTAL_PARTS = ("content", "site_overrides", "mkdocs.yml")
MARKER = ".civicgen-demo"
_OWN_SETTINGS = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


class SeedCommit(msgspec.Struct, frozen=True, kw_only=True):
    """A commit of the seed. `files` gives whole texts by path; None removes the file."""

    at: Instant
    author: str
    message: str
    files: Mapping[str, str | None]


class Replay:
    """Plays commits into a copy of a portal, in the order of their times.

    The copy starts as the portal is now, except for files that the seed's commits touch: these start as their first
    commit has them, or do not exist yet. What came before the first commit is dated `begins`.
    """

    def __init__(self, *, portal: Path, copy: Path, commits: Sequence[SeedCommit], begins: Instant) -> None:
        """Empty `copy` and begin it anew.

        Raises:
            ConfigurationError: `copy` is not ours to empty, or git is not to be had.
        """
        self.root = copy
        self._commits = sorted(commits, key=lambda commit: commit.at)
        self._played = 0
        _copy_portal(portal, copy)
        for path in {path for commit in self._commits for path in commit.files}:
            self._path(path).unlink(missing_ok=True)
        self._git("init", "--quiet", "--initial-branch=main")
        self._commit(at=begins, author="Lindenbrook Town Hall <hall@example.org>", message="Begin the portal")

    def play_until(self, at: Instant) -> int:
        """Make the commits whose time has come; returns how many."""
        due = [commit for commit in self._commits[self._played :] if commit.at <= at]
        for commit in due:
            self._write(commit.files.items())
            self._commit(at=commit.at, author=commit.author, message=commit.message)
        self._played += len(due)
        return len(due)

    def _write(self, files: Iterable[tuple[str, str | None]]) -> None:
        for name, text in files:
            path = self._path(name)
            if text is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def _path(self, name: str) -> Path:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or pure.parts[:1] != ("content",):
            raise ConfigurationError(f"the seed's commit touches {name!r}; it may only touch files below content/")
        return self.root.joinpath(*pure.parts)

    def _commit(self, *, at: Instant, author: str, message: str) -> None:
        name, address = parseaddr(author)
        identity = {
            f"GIT_{role}_{field}": value
            for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", name), ("EMAIL", address), ("DATE", at))
        }
        self._git("add", "--all")
        self._git("commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", message, environment=identity)

    def _git(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        surroundings = {**_without_git(os.environ), **_OWN_SETTINGS, **(environment or {})}
        command = ["git", "-c", f"core.hooksPath={os.devnull}", *arguments]
        try:
            subprocess.run(command, cwd=self.root, env=surroundings, check=True, capture_output=True)  # noqa: S603  # a list, no shell
        except FileNotFoundError as missing:
            raise ConfigurationError(
                "git is not installed; install it, the demo replays a history with it"
            ) from missing
        except subprocess.CalledProcessError as failed:
            said = failed.stderr.decode("utf-8", "replace").strip()
            raise ConfigurationError(f"git {arguments[0]} failed in the demo's copy: {said}") from failed


def _without_git(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Without git's variables: whoever set GIT_DIR meant another repository, which nothing may be committed to."""
    return {name: value for name, value in surroundings.items() if not name.startswith("GIT_")}


def _copy_portal(portal: Path, copy: Path) -> None:
    _make_empty(copy)
    for part in PORTAL_PARTS:
        source = portal / part
        if source.is_dir():
            shutil.copytree(source, copy / part, symlinks=True)
        elif source.is_file():
            shutil.copy2(source, copy / part)
    (copy / ".gitignore").write_text(f"/{MARKER}\n/.civicgen/\n/ledger/\n/site/\n", encoding="utf-8")


def _make_empty(copy: Path) -> None:
    """An empty folder with our mark in it.

    Raises:
        ConfigurationError: it holds something that no replay made, which is not ours to remove.
    """
    if copy.is_symlink() or (copy.exists() and not copy.is_dir()):
        raise ConfigurationError(f"{copy} is no folder; name another one with --work")
    copy.mkdir(parents=True, exist_ok=True)
    there = [path for path in copy.iterdir() if path.name != MARKER]
    if there and not (copy / MARKER).is_file():
        raise ConfigurationError(
            f"{copy} holds files that no rehearsal made; empty it yourself or name another one with --work"
        )
    (copy / MARKER).write_text("This folder was made by `civicgen demo`, which empties it.\n", encoding="utf-8")
    for path in there:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
