"""A bare Git repository beside the server: its branches, what changed between two commits, and merging.

Comes in: a folder. Goes out: commits and texts; a merge is written with plumbing alone, there is no working tree.
Reads and writes the repository, nothing else.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from civicgen.errors import CivicgenError, ConfigurationError
from civicgen.model.times import Instant
from civicgen.rehearsal.changed_files import ChangedFile, read_changes
from civicgen.rehearsal.clock import epoch
from civicgen.store.git import Git

_FULL_ID = re.compile(r"[0-9a-f]{40,64}\Z")
_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-abbrev", "--full-index")


class ConflictError(Exception):
    """The two sides cannot be merged by themselves."""


class RacedError(Exception):
    """The branch was moved by somebody else meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who does something when. The name holds neither angle brackets nor line breaks."""

    name: str
    email: str
    at: Instant

    def __str__(self) -> str:
        return f"{self.name} <{self.email}> {epoch(self.at)} +0000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The commit that a merge makes; with `is_squash` without the history of what it brings in."""

    message: str
    author: Signature
    committer: Signature
    is_squash: bool


class BareRepository:
    """The repository in a folder.

    Raises:
        ConfigurationError: there is none, or it has a working tree, which merging here would leave behind.
    """

    def __init__(self, folder: Path) -> None:
        self._git = Git(folder, patience_seconds=60)
        try:
            is_bare = self._git.run("rev-parse", "--is-bare-repository").strip() == b"true"
        except CivicgenError as problem:
            raise ConfigurationError(f"--git {folder}: {problem}; give the folder of a bare repository") from None
        if not is_bare:
            raise ConfigurationError(f"--git {folder}: is not bare; make one with `git clone --bare {folder} NAME.git`")

    @property
    def default_branch(self) -> str:
        return self._git.run("symbolic-ref", "--short", "HEAD").decode("utf-8").strip()

    def branches(self) -> dict[str, str]:
        """Every branch with its commit."""
        told = self._git.run("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/").decode("utf-8")
        pairs = (line.split(" ", 1) for line in told.splitlines())
        return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}

    def common(self, one: str, other: str) -> str | None:
        """The newest commit that both have among their ancestors; None without any."""
        found = self._git.run("merge-base", _id(one), _id(other), fine=(0, 1)).decode("ascii")
        return found.strip() or None

    def parent(self, commit: str) -> str:
        """The first parent."""
        return self._git.run("rev-parse", "--verify", f"{_id(commit)}^1").decode("ascii").strip()

    def changes(self, before: str, after: str) -> tuple[ChangedFile, ...]:
        """The files in which two commits differ."""
        sides = (_id(before), _id(after))
        records = self._git.run(*_DIFF, "--raw", "--numstat", "-z", *sides, "--")
        return read_changes(records, self._git.run(*_DIFF, "--patch", *sides, "--"))

    def files(self, commit: str, below: str) -> dict[str, bytes]:
        """The files below a folder, by their paths."""
        listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", _id(commit), "--", f"{below}/").decode("utf-8")
        found = [entry.split("\t", 1) for entry in listed.split("\0") if entry]
        ids = {path: about.split(" ")[2] for about, path in found if about.startswith("100")}
        texts = dict(self._git.blobs(ids.values()))
        return {path: texts[id_] or b"" for path, id_ in ids.items()}

    def merged_tree(self, base: str, head: str) -> str:
        """The tree that merging would give. Raises ConflictError."""
        done = self._git.run("merge-tree", "--write-tree", "--name-only", _id(base), _id(head), fine=(0, 1))
        tree, _, more = done.decode("utf-8", "replace").partition("\n")
        if more:
            raise ConflictError(more)
        return tree

    def merge(self, branch: str, sides: tuple[str, str], wanted: Merge) -> str:
        """Put on `branch`, which stands at the first of the sides, a commit that brings in the second.

        Raises:
            ConflictError: the sides do not fit together.
            RacedError: the branch stands elsewhere by now.
        """
        parents = sides[:1] if wanted.is_squash else sides
        lines = [f"tree {self.merged_tree(*sides)}", *(f"parent {parent}" for parent in parents)]
        lines += [f"author {wanted.author}", f"committer {wanted.committer}", "", wanted.message.replace("\0", "")]
        commit = self._written("\n".join(lines) + "\n")
        try:
            self._git.run("update-ref", f"refs/heads/{branch}", commit, sides[0])
        except ConfigurationError as refused:
            raise RacedError(branch) from refused
        return commit

    def _written(self, commit: str) -> str:
        with tempfile.NamedTemporaryFile() as file:
            file.write(commit.encode("utf-8", "replace"))
            file.flush()
            return self._git.run("hash-object", "-t", "commit", "-w", "--no-filters", file.name).decode().strip()


def _id(commit: str) -> str:
    """The id, which must be one: never an option, a range or another of git's expressions."""
    if not _FULL_ID.match(commit):
        raise ValueError(f"no object id: {commit!r}")
    return commit
