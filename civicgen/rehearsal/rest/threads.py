"""REST handlers of the repository, of issues and of pull requests. No I/O."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from civicgen.rehearsal.acts import OpenIssue
from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.exchange import Answer, json_answer
from civicgen.rehearsal.rest import places
from civicgen.rehearsal.rest.desk import Desk
from civicgen.rehearsal.rest.paging import in_order, page_of, since
from civicgen.rehearsal.rest.people import Shape

_ISSUE_ORDERS: dict[str, Callable[[Thread], Any]] = {
    "created": attrgetter("created_at"),
    "updated": attrgetter("updated_at"),
    "comments": lambda thread: len(thread.comments),
}


def get_repository(desk: Desk) -> Answer:
    return json_answer(_place(desk))


def list_issues(desk: Desk) -> Answer:
    """Issues and pull requests; newest first and only open ones unless told otherwise."""
    after = since(desk.request)
    labels = {label for label in desk.request.query.get("labels", "").split(",") if label}
    found = [thread for thread in _in_state(desk) if thread.updated_at >= after and labels <= set(thread.labels)]
    found.sort(key=attrgetter("number"), reverse=desk.request.query.get("direction", "desc") == "desc")
    found = in_order(found, desk.request, keys=_ISSUE_ORDERS, default="created", descending=True)
    page = page_of(len(found), desk.request, path=desk.path)
    shapes = [desk.shaper.thread(thread) for thread in found[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def get_issue(desk: Desk) -> Answer:
    return json_answer(desk.shaper.thread(desk.thread()))


def open_issue(desk: Desk) -> Answer:
    title, body = desk.sent("title"), desk.sent("body")
    thread = desk.perform(OpenIssue(title=title, body=body, user=desk.citizen().id))
    return json_answer(desk.shaper.thread(thread), status=201)


def list_pulls(desk: Desk) -> Answer:
    found = [thread for thread in _in_state(desk) if thread.is_pull]
    found = in_order(found, desk.request, keys=_ISSUE_ORDERS, default="created", descending=True)
    page = page_of(len(found), desk.request, path=desk.path)
    place = _place(desk)
    shapes = [places.pull(desk.shaper, thread, place) for thread in found[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})


def get_pull(desk: Desk) -> Answer:
    return json_answer(places.full_pull(desk.shaper, desk.pull(), _place(desk)))


def list_files(desk: Desk) -> Answer:
    shapes = places.changed_files(desk.shaper, desk.pull())
    page = page_of(len(shapes), desk.request, path=desk.path)
    return json_answer(shapes[page.start : page.end], headers={"link": page.link})


def _place(desk: Desk) -> Shape:
    open_issues = sum(thread.closed_at is None for thread in desk.world.threads_here())
    return places.repository(desk.shaper, desk.place, open_issues=open_issues)


def _in_state(desk: Desk) -> list[Thread]:
    if desk.place.id != desk.world.repository.id:
        return []
    state = desk.request.query.get("state", "open")
    threads = desk.world.threads_here()
    if state == "all":
        return threads
    return [thread for thread in threads if (thread.closed_at is not None) == (state == "closed")]
