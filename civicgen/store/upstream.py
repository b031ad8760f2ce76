"""The repository that a checkout came from: its branches read and written without touching working tree or index.

Everything is made of Git's own objects (blobs, trees, commits) and pushed by name, so that nothing an editor has open
is disturbed, no hook of theirs runs, and a push that came too late is refused by the other side, never forced.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.model.times import Instant, moment
from civicgen.store.git import Git
from civicgen.store.git_access import access_variables

NAME, ADDRESS = "civicgen", "desk@civicgen.invalid"
"""Who commits: a name of its own, so that nobody's account is credited with what a program did."""

_SETTINGS = (
    "commit.gpgSign=false",
    "protocol.file.allow=always",
    "protocol.https.allow=always",
    "protocol.ssh.allow=always",
)
_REJECTED = ("[rejected]", "stale info", "fetch first", "non-fast-forward", "cannot lock ref", "already exists")
_OUT_OF_REACH = (
    "Could not resolve host",
    "Failed to connect",
    "Connection timed out",
    "Connection reset",
    "Operation timed out",
    "returned error: 5",
    "early EOF",
    "unexpected disconnect",
)


class Upstream:
    """One remote of a checkout. `environ` may hold a token for it, which git is shown only when it goes there."""

    def __init__(self, folder: Path, *, remote: str = "origin", environ: Mapping[str, str] | None = None) -> None:
        self._git = Git(folder, settings=_SETTINGS)
        self._remote = remote
        self._environ = environ or {}

    def tip(self, branch: str) -> str | None:
        """The commit at the end of a branch there, fetched so that it can be read; None where there is no such branch.

        Raises:
            ConfigurationError: there is no such remote, or it refuses us.
            TemporaryError: it cannot be reached in time.
        """
        commit = self.refs(f"refs/heads/{branch}").get(f"refs/heads/{branch}")
        if commit is not None:
            self._reach("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", self._remote, commit)
        return commit

    def refs(self, pattern: str) -> dict[str, str]:
        """The branches and tags there whose full names fit, with what they name. Raises as `tip`."""
        said = self._reach("ls-remote", "--refs", self._remote, pattern).decode("utf-8", "replace")
        pairs = (line.split("\t", 1) for line in said.splitlines())
        return {name: commit for commit, name in pairs}

    def files(self, commit: str, folders: Iterable[str] = ()) -> dict[str, bytes]:
        """The ordinary files of a commit, by path; those below `folders` alone, where any are named."""
        listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
        names: dict[str, str] = {}
        for line in filter(None, listed.split(b"\0")):
            about, _, path = line.partition(b"\t")
            mode, kind, name = about.decode("ascii").split()
            if kind == "blob" and mode in ("100644", "100755"):
                names[path.decode("utf-8", "replace")] = name
        blobs = self._git.blobs(names.values())
        return {path: data for path, (_, data) in zip(names, blobs, strict=True) if data is not None}

    def committers(self, commit: str, *, without: str) -> frozenset[str]:
        """The addresses of those who committed what is in `commit` and not in `without`."""
        said = self._git.run("log", "--format=%ce", f"{without}..{commit}")
        return frozenset(said.decode("utf-8", "replace").split("\n")) - {""}

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether `new` continues `old`."""
        base = self._git.run("merge-base", old, new, fine=(0, 1)).decode("ascii").strip()
        return base == old

    def commit(
        self,
        files: Mapping[str, bytes | None],
        *,
        basis: str | None,
        parents: Sequence[str],
        message: str,
        at: Instant,
    ) -> str | None:
        """A commit with the files of `basis` (none: with nothing) and these changes, None removing a file.

        It is nowhere yet but among the objects of this checkout. None where its first parent has the same files.
        """
        tree = self._tree_of(files, basis)
        if parents and tree == self.tree(parents[0]):
            return None
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", NAME), ("EMAIL", ADDRESS), ("DATE", at))
        }
        ancestry = [word for parent in parents for word in ("-p", parent)]
        made = self._git.run("commit-tree", tree, *ancestry, given=message.encode("utf-8"), variables=who)
        return made.decode("ascii").strip()

    def tree(self, commit: str) -> str:
        """The name of everything that a commit holds: two with the same have the same files."""
        return self._git.run("rev-parse", "--verify", f"{commit}^{{tree}}").decode("ascii").strip()

    def _tree_of(self, files: Mapping[str, bytes | None], basis: str | None) -> str:
        with tempfile.TemporaryDirectory() as scratch:
            index = {"GIT_INDEX_FILE": os.path.join(scratch, "index")}  # noqa: PTH118  # a variable is a text
            if basis is not None:
                self._git.run("read-tree", basis, variables=index)
            entries = [self._entry(path, data) for path, data in files.items()]
            self._git.run("update-index", "-z", "--index-info", given="".join(entries).encode(), variables=index)
            return self._git.run("write-tree", variables=index).decode("ascii").strip()

    def _entry(self, path: str, data: bytes | None) -> str:
        if data is None:
            return f"0 {'0' * 40}\t{path}\0"
        blob = self._git.run("hash-object", "-w", "--stdin", "--no-filters", given=data).decode("ascii").strip()
        return f"100644 {blob}\t{path}\0"

    def tag(self, name: str, commit: str, *, message: str, at: Instant) -> str:
        """A tag with a message on a commit, so far among the objects of this checkout alone."""
        seconds = int(moment(at).timestamp())
        text = f"object {commit}\ntype commit\ntag {name}\ntagger {NAME} <{ADDRESS}> {seconds} +0000\n\n{message}"
        return self._git.run("mktag", given=text.encode()).decode("ascii").strip()

    def push(self, commit: str, branch: str) -> bool:
        """Make a commit the end of a branch there. False where the branch has meanwhile gone another way.

        Raises:
            ConfigurationError: we may not push there.
            TemporaryError: it cannot be reached in time.
        """
        return self.push_ref(commit, f"refs/heads/{branch}")

    def push_ref(self, name: str, ref: str) -> bool:
        """Give an object a full name there. False where the name stands for something that does not lead to it."""
        try:
            self._reach("push", "--quiet", self._remote, f"{name}:{ref}")
        except ConfigurationError as problem:
            if any(word in str(problem) for word in _REJECTED):
                return False
            raise
        return True

    def _reach(self, *arguments: str) -> bytes:
        """A command that goes to the remote."""
        address = self._git.run("remote", "get-url", self._remote).decode("utf-8", "replace").strip()
        try:
            return self._git.run(*arguments, variables=access_variables(self._environ, address))
        except ConfigurationError as problem:
            if any(word in str(problem) for word in _OUT_OF_REACH):
                raise TemporaryError(f"{self._remote} cannot be reached: {problem}") from problem
            raise
