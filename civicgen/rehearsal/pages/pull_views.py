"""A pull request -> frozen data of what it changes and whether it can be merged. Asks the Git repository, if any."""

from dataclasses import dataclass

from civicgen.rehearsal.changed_files import ChangedFile
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.pages.people import name_of

MOST_LINES = 4000
"""Lines of a file's difference that a page shows."""
_ELEMENTS = {"+": "ins", "-": "del", "@": "b", "\\": "b"}
"""How a line of a difference begins -> the element of HTML that says so; context is a plain `span`."""
_TOO_LONG = "This difference is too long to show."
_NO_TEXT = "There is no text to compare."


@dataclass(frozen=True, slots=True, kw_only=True)
class PullView:
    """`can_merge`: None where there is no Git repository to ask. `merged_by` is '' until it is merged."""

    head: str
    base: str
    changed: int
    can_merge: bool | None
    merged_by: str
    merged_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line of a difference. `element`: `ins`, `del`, `b` for where what follows stands, `span` for context."""

    element: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    path: str
    status: str
    additions: int
    deletions: int
    lines: tuple[LineView, ...]
    note: str


def pull_view(commits: Commits, thread: Thread) -> PullView | None:
    """What the page of a pull request shows besides the conversation; None for an issue."""
    branches = thread.branches
    if branches is None:
        return None
    can_merge = commits.is_mergeable(thread)
    if commits.git is not None and can_merge is None:
        can_merge = False
    return PullView(
        head=branches.head,
        base=branches.base,
        changed=len(commits.changes_of(thread)),
        can_merge=can_merge,
        merged_by=name_of(branches.merged_by) if branches.merged_at is not None else "",
        merged_at=branches.merged_at or "",
    )


def file_views(commits: Commits, thread: Thread) -> tuple[FileView, ...]:
    """The changed files, each with its difference line by line."""
    return tuple(_file(change) for change in commits.changes_of(thread))


def _file(change: ChangedFile) -> FileView:
    lines = [] if change.patch is None else change.patch.split("\n")
    note = _NO_TEXT if change.patch is None else _TOO_LONG if len(lines) > MOST_LINES else ""
    return FileView(
        path=change.path,
        status=change.status,
        additions=change.additions,
        deletions=change.deletions,
        lines=() if note else tuple(LineView(element=_ELEMENTS.get(line[:1], "span"), text=line) for line in lines),
        note=note,
    )
