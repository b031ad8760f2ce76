"""What acts do to issues and pull requests: one function per act. Changes the world in place, no I/O."""

from collections.abc import Iterable

from civicgen.model.times import Instant
from civicgen.rehearsal import acts
from civicgen.rehearsal.entities import Address, Branches, Label, Thread
from civicgen.rehearsal.world import ImpossibleError, World

FIRST_THREAD_ID = 1_000_000


def open_issue(world: World, act: acts.OpenIssue, at: Instant) -> Thread:
    number = act.number or world.ids.next("issue")
    if number in world.threads:
        raise ImpossibleError(f"issue {number} exists already")
    files = tuple((file.path, file.text) for file in act.files)
    thread = Thread(
        id=act.id or FIRST_THREAD_ID + number,
        on=f"issue:{number}",
        number=number,
        title=act.title,
        body=act.body or "",
        author=world.account(act.user),
        created_at=at,
        updated_at=at,
        labels=_known(world, act.labels),
        branches=None if act.head is None else Branches(head=act.head, base=act.base, files=files, commit=act.commit),
    )
    world.threads[number] = thread
    return thread


def edit_issue(world: World, act: acts.EditIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    if act.title is not None:
        thread.title = act.title
    if act.body is not None:
        thread.body = act.body
        thread.edited_at = at
    thread.updated_at = at


def close_issue(world: World, act: acts.CloseIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    if thread.closed_at is None:
        thread.closed_at, thread.closed_by = at, world.account(act.user)
    thread.state_reason = None if thread.is_pull else act.reason
    thread.updated_at = at


def reopen_issue(world: World, act: acts.ReopenIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    if thread.branches is not None and thread.branches.merged_at is not None:
        raise ImpossibleError(f"{act.issue} is merged and cannot be opened again")
    thread.closed_at = thread.closed_by = None
    thread.state_reason = None if thread.is_pull else "reopened"
    thread.updated_at = at


def merge_pull(world: World, act: acts.MergePull, at: Instant) -> None:
    thread = world.thread(act.pull)
    if thread.branches is None:
        raise ImpossibleError(f"{act.pull} is no pull request")
    branches, by = thread.branches, world.account(act.user)
    branches.merged_at, branches.merged_by, branches.merge_commit = at, by, act.commit
    branches.commit = act.head_commit or branches.commit
    thread.closed_at, thread.closed_by, thread.updated_at = at, by, at


def lock_issue(world: World, act: acts.LockIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    thread.locked, thread.lock_reason, thread.updated_at = True, act.reason, at


def unlock_issue(world: World, act: acts.UnlockIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    thread.locked, thread.lock_reason, thread.updated_at = False, None, at


def transfer_issue(world: World, act: acts.TransferIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    there = act.id or world.repository.id + 1
    thread.moved_to = Address(repository_id=there, full_name=act.to, number=act.number)
    thread.updated_at = at


def delete_issue(world: World, act: acts.DeleteIssue, at: Instant) -> None:
    world.thread(act.issue).is_deleted = True


def convert_issue(world: World, act: acts.ConvertIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    thread.converted_at = at
    thread.closed_at = thread.closed_at or at
    thread.locked, thread.updated_at = True, at


def label_issue(world: World, act: acts.LabelIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    new = [label for label in _known(world, act.labels) if label not in thread.labels]
    if new:
        thread.labels.extend(new)
        thread.updated_at = at


def unlabel_issue(world: World, act: acts.UnlabelIssue, at: Instant) -> None:
    thread = world.thread(act.issue)
    found = [label for label in thread.labels if label.name.lower() == act.label.lower()]
    if not found:
        raise ImpossibleError("Label does not exist", 404)
    thread.labels.remove(found[0])
    thread.updated_at = at


def _known(world: World, names: Iterable[str]) -> list[Label]:
    """The labels of these names, each once; those that the repository lacks are made."""
    return list({label.id: label for label in map(world.label_made, names)}.values())
