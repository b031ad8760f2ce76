"""A commit checked out in a folder of its own for a while. Writes that folder and Git's note of it, removes both."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civicgen.errors import CivicgenError, ConfigurationError
from civicgen.store.git import Git


@contextmanager
def checked_out(root: Path, commit: str) -> Iterator[Path]:
    """The files of a commit, such as `HEAD^1`; of a portal below its repository's top its own folder.

    Raises:
        ConfigurationError: there is no such commit here.
    """
    git = Git(root)
    found = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}", fine=(0, 1, 128))
    if not found.strip():
        raise ConfigurationError(f"there is no commit {commit!r} here; name one, or fetch the whole history first")
    below = git.run("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip()
    with tempfile.TemporaryDirectory(prefix="civicgen-base-") as scratch:
        folder = Path(scratch) / "base"
        git.run("worktree", "add", "--quiet", "--detach", str(folder), found.decode("ascii").strip())
        try:
            yield folder / below
        finally:
            _forget(git, folder)


def _forget(git: Git, folder: Path) -> None:
    try:
        git.run("worktree", "remove", "--force", str(folder))
    except CivicgenError:  # the folder goes with its parent; Git notices by itself later
        git.run("worktree", "prune")
