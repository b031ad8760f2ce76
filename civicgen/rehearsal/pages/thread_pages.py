"""The page of a thread, and what people and editors do there. Merging writes to the Git repository, if there is one."""

from collections.abc import Callable

from civicgen.rehearsal.acts import (
    AddComment,
    AddReaction,
    CloseIssue,
    LabelIssue,
    RemoveReaction,
    ReopenIssue,
    UnlabelIssue,
)
from civicgen.rehearsal.entities import Account, Thread
from civicgen.rehearsal.exchange import Answer
from civicgen.rehearsal.merging import Wish, merge
from civicgen.rehearsal.pages.desk import NOT_YOURS, PageDesk
from civicgen.rehearsal.pages.pull_views import pull_view
from civicgen.rehearsal.pages.thread_views import FACES, address_of, anchor_of, may_close, thread_view

_EDITORS_ONLY = "Only editors of this repository may do that."
_REASONS = ("completed", "not_planned")


def show(desk: PageDesk) -> Answer:
    thread = desk.world.thread(int(desk.names[0]))
    if desk.request.path.rstrip("/") != address_of(desk.world, thread):
        return desk.go(address_of(desk.world, thread))
    return _shown(desk, thread)


def contribute(desk: PageDesk) -> Answer:
    """Do what the form that was sent is for."""
    thread, citizen = desk.world.thread(int(desk.names[0])), desk.citizen
    if citizen is None:
        return _shown(desk, thread, status=422, notice=NOT_YOURS)
    for field, act in _FORMS:
        if desk.has(field):
            return act(desk, thread, citizen)
    return _shown(desk, thread, status=422, notice="Write something first, or choose one of the reactions.")


def _react(desk: PageDesk, thread: Thread, citizen: Account) -> Answer:
    """React, or take the reaction back."""
    content, on = desk.sent("content"), desk.sent("on", thread.on)
    if content not in FACES:
        return _shown(desk, thread, status=422, notice="Write something first, or choose one of the reactions.")
    if (refusal := _locked(desk, thread)) is not None:
        return refusal
    post = desk.world.post(on)
    mine = desk.world.reaction_of(post, citizen, content)
    act = AddReaction(on=on, user=citizen.id, content=content) if mine is None else RemoveReaction(id=mine.id)
    desk.application.act(act)
    return desk.go(address_of(desk.world, thread), anchor=anchor_of(post))


def _comment(desk: PageDesk, thread: Thread, citizen: Account) -> Answer:
    body = desk.sent("body")
    if not body.strip():
        return _shown(desk, thread, status=422, notice="Write something first, or choose one of the reactions.")
    if (refusal := _locked(desk, thread)) is not None:
        return refusal
    made = desk.application.act(AddComment(issue=thread.number, user=citizen.id, body=body.replace("\r\n", "\n")))
    return desk.go(address_of(desk.world, thread), anchor=anchor_of(made))


def _label(desk: PageDesk, thread: Thread, citizen: Account) -> Answer:
    """Put a label of the repository on, or take it off."""
    if not desk.may_write:
        return _shown(desk, thread, status=403, notice=_EDITORS_ONLY)
    label = desk.world.label(desk.sent("label"))
    if label in thread.labels:
        desk.application.act(UnlabelIssue(issue=thread.number, label=label.name))
    else:
        desk.application.act(LabelIssue(issue=thread.number, labels=(label.name,)))
    return desk.go(address_of(desk.world, thread), anchor="labels")


def _set_state(desk: PageDesk, thread: Thread, citizen: Account) -> Answer:
    """Close, for a reason, or open again."""
    if not may_close(desk.world, thread, citizen):
        return _shown(desk, thread, status=403, notice=_EDITORS_ONLY)
    wanted = desk.sent("state")
    if wanted == "open" and thread.closed_at is not None:
        desk.application.act(ReopenIssue(issue=thread.number))
    elif wanted in _REASONS and thread.closed_at is None:
        desk.application.act(CloseIssue(issue=thread.number, reason=wanted, user=citizen.id))
    return desk.go(address_of(desk.world, thread))


def _merge(desk: PageDesk, thread: Thread, citizen: Account) -> Answer:
    if not desk.may_write:
        return _shown(desk, thread, status=403, notice=_EDITORS_ONLY)
    if thread.is_pull:
        merge(desk.world, desk.commits, thread, citizen, Wish(), now=desk.application.now())
    return desk.go(address_of(desk.world, thread), anchor="merge")


_FORMS: tuple[tuple[str, Callable[[PageDesk, Thread, Account], Answer]], ...] = (
    ("content", _react),
    ("label", _label),
    ("state", _set_state),
    ("merge", _merge),
    ("body", _comment),
)


def _locked(desk: PageDesk, thread: Thread) -> Answer | None:
    """The page that says so, when the thread takes nothing from this person."""
    if not thread.locked or desk.may_write:
        return None
    return _shown(desk, thread, status=403, notice="This conversation is locked.")


def _shown(desk: PageDesk, thread: Thread, *, status: int = 200, notice: str = "") -> Answer:
    view = thread_view(desk.world, thread, desk.citizen)
    draft = desk.sent("body") if status != 200 else ""
    pull = pull_view(desk.commits, thread)
    return desk.page("thread.html", status=status, notice=notice, thread=view, pull=pull, draft=draft)
