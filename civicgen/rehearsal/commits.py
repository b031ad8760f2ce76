"""Which commits and files a pull request stands for: those of the Git repository beside the server, where there is one,
and made-up ones elsewhere. Asks the repository; changes nothing."""

from functools import cached_property

from civicgen.rehearsal.bare_repository import BareRepository, ConflictError
from civicgen.rehearsal.changed_files import ChangedFile, new_file
from civicgen.rehearsal.entities import Branches, Thread
from civicgen.rehearsal.object_ids import head_commit, sha

DEFAULT_BRANCH = "main"


class Commits:
    """The commits as they are at one request: branches are read once."""

    def __init__(self, git: BareRepository | None) -> None:
        self.git = git

    @cached_property
    def branches(self) -> dict[str, str]:
        """Every branch with its commit; none without a repository."""
        return {} if self.git is None else self.git.branches()

    @cached_property
    def default_branch(self) -> str:
        return DEFAULT_BRANCH if self.git is None else self.git.default_branch

    def files(self, below: str) -> dict[str, bytes]:
        """The files below a folder of the default branch, by their paths; none without a repository."""
        commit = self.branches.get(self.default_branch)
        return {} if self.git is None or commit is None else self.git.files(commit, below)

    def head_of(self, thread: Thread) -> str:
        """Where the head stands; once merged, where it stood then."""
        return self._head(_branches(thread)) or head_commit(thread.number)

    def base_of(self, thread: Thread) -> str:
        """Where the base stands; once merged, where it stood then."""
        return self._base(_branches(thread)) or sha("base")

    def merge_of(self, thread: Thread) -> str | None:
        """What came of merging; None while it is not merged."""
        branches = _branches(thread)
        if branches.merged_at is None:
            return None
        return branches.merge_commit or sha(f"merge:{thread.number}")

    def is_mergeable(self, thread: Thread) -> bool | None:
        """Whether the two sides fit together; None where nobody can tell, and when it is merged."""
        sides = self.sides_of(thread)
        if self.git is None or sides is None or _branches(thread).merged_at is not None:
            return None
        try:
            self.git.merged_tree(*sides)
        except ConflictError:
            return False
        return True

    def sides_of(self, thread: Thread) -> tuple[str, str] | None:
        """Base and head in the repository; None when one of them is not there."""
        branches = _branches(thread)
        base, head = self._base(branches), self._head(branches)
        return None if base is None or head is None else (base, head)

    def changes_of(self, thread: Thread) -> tuple[ChangedFile, ...]:
        """The files that it changes. Without the repository those that the seed names, as if all were new."""
        sides = self.sides_of(thread)
        if self.git is None or sides is None:
            return tuple(new_file(path, text) for path, text in _branches(thread).files)
        base, head = sides
        before = self.git.common(base, head)
        return () if before is None else self.git.changes(before, head)

    def _head(self, branches: Branches) -> str | None:
        if branches.merged_at is not None:
            return branches.commit
        return self.branches.get(branches.head, branches.commit)

    def _base(self, branches: Branches) -> str | None:
        if self.git is not None and branches.merge_commit is not None:
            return self.git.parent(branches.merge_commit)
        return self.branches.get(branches.base)


def _branches(thread: Thread) -> Branches:
    assert thread.branches is not None
    return thread.branches
