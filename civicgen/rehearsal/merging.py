"""Merging a pull request, in the Git repository beside the server where there is one. Changes the world and that."""

from dataclasses import dataclass

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import MergePull
from civicgen.rehearsal.bare_repository import ConflictError, Merge, RacedError, Signature
from civicgen.rehearsal.changes import perform
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Account, Thread
from civicgen.rehearsal.world import ImpossibleError, World

FORGE = ("GitHub", "noreply@github.com")
METHODS = ("merge", "squash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How to merge: `head` is where the asker believes the head to be, '' without an opinion."""

    method: str = "merge"
    title: str = ""
    message: str | None = None
    head: str = ""


def merge(world: World, commits: Commits, thread: Thread, by: Account, wish: Wish, *, now: Instant) -> str:
    """Merge, and give the commit that came of it.

    Raises:
        ImpossibleError: the forge would refuse it, with its status and in its words.
    """
    branches = thread.branches
    assert branches is not None
    if wish.method not in METHODS:
        raise ImpossibleError(f"{wish.method.capitalize()} merges are not allowed on this repository.", 405)
    if thread.closed_at is not None:
        raise ImpossibleError("Pull Request is not mergeable", 405)
    head = commits.head_of(thread)
    if wish.head not in ("", head):
        raise ImpossibleError("Head branch was modified. Review and try the merge again.", 409)
    merged = _merge_in_git(world, commits, thread, by, wish, now=now) if commits.git is not None else None
    known = head if merged is not None else None
    perform(world, MergePull(pull=thread.number, user=by.id, commit=merged, head_commit=known), now)
    return Commits(commits.git).merge_of(thread) or ""


def _merge_in_git(world: World, commits: Commits, thread: Thread, by: Account, wish: Wish, *, now: Instant) -> str:
    sides, branches = commits.sides_of(thread), thread.branches
    if commits.git is None or branches is None or sides is None:
        raise ImpossibleError("Pull Request is not mergeable", 405)
    is_squash = wish.method == "squash"
    title = wish.title or _title(world, thread, is_squash=is_squash)
    message = thread.title if wish.message is None else wish.message
    wanted = Merge(
        message=f"{title}\n\n{message}".rstrip(),
        author=Signature(name=by.login, email=f"{by.id}+{by.login}@users.noreply.github.com", at=now),
        committer=Signature(name=FORGE[0], email=FORGE[1], at=now),
        is_squash=is_squash,
    )
    try:
        return commits.git.merge(branches.base, sides, wanted)
    except ConflictError:
        raise ImpossibleError("Pull Request is not mergeable", 405) from None
    except RacedError:
        raise ImpossibleError("Base branch was modified. Review and try the merge again.", 405) from None


def _title(world: World, thread: Thread, *, is_squash: bool) -> str:
    assert thread.branches is not None
    if is_squash:
        return f"{thread.title} (#{thread.number})"
    return f"Merge pull request #{thread.number} from {world.repository.owner}/{thread.branches.head}"
