"""REST handlers of pull requests. Merging writes to the Git repository beside the server, where there is one."""

from typing import Literal

import msgspec

from civicgen.rehearsal.acts import OpenIssue
from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.exchange import Answer, RefusedError, invalid, json_answer
from civicgen.rehearsal.merging import Wish, merge
from civicgen.rehearsal.rest import pull_shapes
from civicgen.rehearsal.rest.desk import Desk, checked_text
from civicgen.rehearsal.rest.paging import in_order, page_of
from civicgen.rehearsal.rest.repositories import place_of
from civicgen.rehearsal.rest.threads import ORDERS, State, checked_title, edit_text, in_state, set_state
from civicgen.rehearsal.world import ACTIONS_LOGIN, ImpossibleError

_NOT_PERMITTED = "GitHub Actions is not permitted to create or approve pull requests."


class _New(msgspec.Struct, frozen=True):
    head: str = ""
    base: str = ""
    title: str | None = None
    body: str | None = None


class _Change(msgspec.Struct, frozen=True):
    title: str | None = None
    body: str | None = None
    state: State | None = None


class _Merge(msgspec.Struct, frozen=True):
    commit_title: str = ""
    commit_message: str | None = None
    sha: str = ""
    merge_method: Literal["merge", "squash", "rebase"] = "merge"


def list_pulls(desk: Desk) -> Answer:
    """Pull requests. `head` filters by `owner:branch`; without the owner it is passed over, as on the forge."""
    owner, _, head = desk.request.query.get("head", "").partition(":")
    base = desk.request.query.get("base", "")
    found = [thread for thread in in_state(desk) if thread.is_pull]
    if head:
        is_ours = owner.lower() == desk.place.owner.lower()
        found = [thread for thread in found if is_ours and thread.branches and thread.branches.head == head]
    if base:
        found = [thread for thread in found if thread.branches and thread.branches.base == base]
    found = in_order(found, desk.request, keys=ORDERS, default="created", descending=True)
    page = page_of(len(found), desk.request, path=desk.path)
    place = place_of(desk)
    shapes = [pull_shapes.pull(desk.shaper, thread, place, desk.commits) for thread in found[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def get_pull(desk: Desk) -> Answer:
    return _answer(desk, desk.pull())


def open_pull(desk: Desk) -> Answer:
    """Open a pull request between two branches of this repository; there are no forks here."""
    citizen, sent = desk.citizen(), desk.body(_New)
    if citizen.login.lower() == ACTIONS_LOGIN and not desk.place.can_approve_pull_request_reviews:
        raise RefusedError(403, _NOT_PERMITTED)
    desk.editor()
    title, head = checked_title(sent.title, resource="PullRequest"), _head(desk, sent.head)
    if not sent.base:
        raise invalid("PullRequest", "missing_field", field="base")
    _check_sides(desk, head, sent.base)
    if any(_is_open_from(thread, head, sent.base) for thread in desk.world.threads_here()):
        owner = desk.place.owner
        raise invalid("PullRequest", "custom", message=f"A pull request already exists for {owner}:{head}.")
    commit, body = desk.commits.branches.get(head), checked_text(sent.body, resource="PullRequest")
    act = OpenIssue(title=title, body=body, user=citizen.id, head=head, base=sent.base, commit=commit)
    return _answer(desk, desk.perform(act), status=201)


def edit_pull(desk: Desk) -> Answer:
    thread = desk.pull()
    citizen, sent = desk.author_or_editor(thread), desk.body(_Change)
    edit_text(desk, thread, title=sent.title, body=sent.body, resource="PullRequest")
    set_state(desk, thread, citizen, sent.state)
    return _answer(desk, thread)


def merge_pull(desk: Desk) -> Answer:
    thread = desk.pull()
    citizen, sent = desk.editor(), desk.body(_Merge)
    wish = Wish(method=sent.merge_method, title=sent.commit_title, message=sent.commit_message, head=sent.sha)
    try:
        commit = merge(desk.world, desk.commits, thread, citizen, wish, now=desk.now)
    except ImpossibleError as problem:
        raise RefusedError(problem.status, str(problem)) from problem
    return json_answer({"sha": commit, "merged": True, "message": "Pull Request successfully merged"})


def list_files(desk: Desk) -> Answer:
    thread = desk.pull()
    changes = desk.commits.changes_of(thread)
    page = page_of(len(changes), desk.request, path=desk.path)
    head = desk.commits.head_of(thread)
    shapes = [pull_shapes.changed_file(desk.shaper, change, head) for change in changes[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def _answer(desk: Desk, thread: Thread, *, status: int = 200) -> Answer:
    return json_answer(pull_shapes.full_pull(desk.shaper, thread, place_of(desk), desk.commits), status=status)


def _head(desk: Desk, named: str) -> str:
    """The branch that `branch` or `owner:branch` names."""
    owner, _, branch = named.rpartition(":")
    if not branch:
        raise invalid("PullRequest", "missing_field", field="head")
    if owner and owner.lower() != desk.place.owner.lower():
        raise invalid("PullRequest", "invalid", field="head")
    return branch


def _check_sides(desk: Desk, head: str, base: str) -> None:
    """Both branches are there and differ. Without a Git repository they are taken as given."""
    git, branches = desk.commits.git, desk.commits.branches
    if git is None:
        if head == base:
            raise invalid("PullRequest", "custom", message=f"No commits between {base} and {head}")
        return
    for field, branch in (("head", head), ("base", base)):
        if branch not in branches:
            raise invalid("PullRequest", "invalid", field=field)
    common = git.common(branches[base], branches[head])
    if common is None:
        raise invalid("PullRequest", "custom", message=f"The {head} branch has no history in common with {base}")
    if common == branches[head]:
        raise invalid("PullRequest", "custom", message=f"No commits between {base} and {head}")


def _is_open_from(thread: Thread, head: str, base: str) -> bool:
    branches = thread.branches
    return branches is not None and thread.closed_at is None and (branches.head, branches.base) == (head, base)
