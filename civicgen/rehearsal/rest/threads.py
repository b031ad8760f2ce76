"""REST handlers of issues, and of what pull requests share with them. No I/O."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Literal

import msgspec

from civicgen.rehearsal.acts import (
    CloseIssue,
    EditIssue,
    LabelIssue,
    LockIssue,
    OpenIssue,
    ReopenIssue,
    UnlabelIssue,
    UnlockIssue,
)
from civicgen.rehearsal.entities import Account, Thread
from civicgen.rehearsal.exchange import Answer, RefusedError, invalid, json_answer
from civicgen.rehearsal.rest.desk import Desk, checked_text
from civicgen.rehearsal.rest.labels import Wanted, names_of
from civicgen.rehearsal.rest.paging import in_order, page_of, since

ORDERS: dict[str, Callable[[Thread], Any]] = {
    "created": attrgetter("created_at"),
    "updated": attrgetter("updated_at"),
    "comments": lambda thread: len(thread.comments),
}
LONGEST_TITLE = 256
State = Literal["open", "closed"]


class _New(msgspec.Struct, frozen=True):
    title: str | None = None
    body: str | None = None
    labels: tuple[Wanted, ...] | None = None


class _Change(_New, frozen=True):
    state: State | None = None
    state_reason: Literal["completed", "not_planned", "duplicate", "reopened"] | None = None


class _Lock(msgspec.Struct, frozen=True):
    lock_reason: Literal["off-topic", "too heated", "resolved", "spam"] | None = None


def list_issues(desk: Desk) -> Answer:
    """Issues and pull requests; newest first and only open ones unless told otherwise."""
    _with_issues(desk)
    after = since(desk.request)
    labels = {label.strip().lower() for label in desk.request.query.get("labels", "").split(",") if label.strip()}
    found = [thread for thread in in_state(desk) if thread.updated_at >= after and labels <= _labels(thread)]
    found.sort(key=attrgetter("number"), reverse=desk.request.query.get("direction", "desc") == "desc")
    found = in_order(found, desk.request, keys=ORDERS, default="created", descending=True)
    page = page_of(len(found), desk.request, path=desk.path)
    shapes = [desk.shaper.thread(thread) for thread in found[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def get_issue(desk: Desk) -> Answer:
    return json_answer(desk.shaper.full_thread(desk.thread()))


def open_issue(desk: Desk) -> Answer:
    """Open an issue. Labels of somebody who may not write are silently dropped."""
    _with_issues(desk)
    citizen, sent = desk.citizen(), desk.body(_New)
    title, body = checked_title(sent.title, resource="Issue"), checked_text(sent.body, resource="Issue")
    labels = names_of(sent.labels or ()) if desk.world.may_write(citizen) else ()
    thread = desk.perform(OpenIssue(title=title, body=body, user=citizen.id, labels=labels))
    return json_answer(desk.shaper.full_thread(thread), status=201)


def edit_issue(desk: Desk) -> Answer:
    """Change a thread: its author may, and whoever may write; labels only the latter, or they are silently dropped."""
    thread = desk.thread()
    citizen, sent = desk.author_or_editor(thread), desk.body(_Change)
    edit_text(desk, thread, title=sent.title, body=sent.body, resource="Issue")
    if sent.labels is not None and desk.world.may_write(citizen):
        _relabel(desk, thread, names_of(sent.labels))
    set_state(desk, thread, citizen, sent.state, reason=sent.state_reason)
    return json_answer(desk.shaper.full_thread(thread))


def lock_issue(desk: Desk) -> Answer:
    thread = desk.thread()
    desk.editor()
    desk.perform(LockIssue(issue=thread.number, reason=desk.body(_Lock).lock_reason))
    return Answer(status=204)


def unlock_issue(desk: Desk) -> Answer:
    thread = desk.thread()
    desk.editor()
    desk.perform(UnlockIssue(issue=thread.number))
    return Answer(status=204)


def checked_title(title: str | None, *, resource: str) -> str:
    """The title, if a thread may have it. Raises RefusedError."""
    if title is None or not title.strip():
        raise invalid(resource, "missing_field", field="title")
    if len(title) > LONGEST_TITLE:
        message = f"title is too long (maximum is {LONGEST_TITLE} characters)"
        raise invalid(resource, "custom", field="title", message=message)
    return title


def edit_text(desk: Desk, thread: Thread, *, title: str | None, body: str | None, resource: str) -> None:
    """Change title and body where they are given and differ."""
    new_title = None if title is None else checked_title(title, resource=resource)
    if new_title == thread.title:
        new_title = None
    new_body = None if body == thread.body else checked_text(body, resource=resource)
    if new_title is not None or new_body is not None:
        desk.perform(EditIssue(issue=thread.number, title=new_title, body=new_body))


def set_state(desk: Desk, thread: Thread, by: Account, state: State | None, *, reason: str | None = None) -> None:
    """Close, or open again. Who may not write opens only what they closed themselves."""
    if state == "closed" and (thread.closed_at is None or (reason or thread.state_reason) != thread.state_reason):
        desk.perform(CloseIssue(issue=thread.number, user=by.id, reason=reason or "completed"))
    elif state == "open" and thread.closed_at is not None:
        if thread.branches is not None and thread.branches.merged_at is not None:
            raise invalid("PullRequest", "invalid", field="state", message="state cannot be changed.")
        if thread.closed_by is not by:
            desk.editor()
        desk.perform(ReopenIssue(issue=thread.number))


def in_state(desk: Desk) -> list[Thread]:
    """The threads in the state that the request asks for: open ones unless told otherwise."""
    if desk.place.id != desk.world.repository.id:
        return []
    state = desk.request.query.get("state", "open")
    threads = desk.world.threads_here()
    if state == "all":
        return threads
    return [thread for thread in threads if (thread.closed_at is not None) == (state == "closed")]


def _with_issues(desk: Desk) -> None:
    if not desk.place.has_issues:
        raise RefusedError(410, "Issues are disabled for this repo")


def _labels(thread: Thread) -> set[str]:
    return {label.name.lower() for label in thread.labels}


def _relabel(desk: Desk, thread: Thread, wanted: tuple[str, ...]) -> None:
    """Make these the thread's labels, and no others."""
    stay = {name.lower() for name in wanted}
    for name in _labels(thread) - stay:
        desk.perform(UnlabelIssue(issue=thread.number, label=name))
    desk.perform(LabelIssue(issue=thread.number, labels=wanted))
