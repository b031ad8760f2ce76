"""Which web page an address shows, and what its forms do. Requests in, answers out; no network."""

import re
from collections.abc import Callable
from importlib import resources
from urllib.parse import parse_qsl

from civicgen.rehearsal.acts import AddComment, AddReaction, AnyAct, OpenIssue, RemoveReaction
from civicgen.rehearsal.application import Application
from civicgen.rehearsal.entities import Comment, Thread
from civicgen.rehearsal.exchange import Answer, Request
from civicgen.rehearsal.pages.desk import PageDesk
from civicgen.rehearsal.pages.views import FACES, address_of, anchor_of, list_view, thread_view
from civicgen.rehearsal.world import ImpossibleError

_STYLE = "/_rehearsal/page.css"
_PLACE = re.compile(r"/([^/]+/[^/]+)(?:/(issues|pull)(?:/(new|[1-9]\d{0,8}))?)?/?\Z")
_NOT_YOURS = "Choose first who you are: write the login of a citizen at the top and press the button."


def is_page(application: Application, request: Request) -> bool:
    """Whether a person's page is meant, not the API."""
    if request.path == _STYLE or (request.path == "/" and "text/html" in request.headers.get("accept", "")):
        return True
    found = _PLACE.match(request.path)
    return found is not None and _is_ours(application, found[1])


def answer_page(application: Application, request: Request) -> Answer:
    """The page, or the redirection to it."""
    if request.path == _STYLE:
        style = resources.files("civicgen.rehearsal.pages").joinpath("templates/page.css").read_bytes()
        return Answer(body=style, content_type="text/css; charset=utf-8")
    with application.lock:
        application.now()
        desk = PageDesk(application=application, request=request, sent=_sent(request))
        found = _PLACE.match(request.path)
        here = application.world.repository.full_name
        if found is None or found[2] is None or found[1].lower() != here.lower():
            rest = "" if found is None else request.path.removeprefix(f"/{found[1]}").strip("/")
            return desk.go(f"/{here}/{rest or 'issues'}")
        if request.method == "POST" and request.headers.get("origin", request.site) != request.site:
            return desk.page("problem.html", status=403, heading="Forms of other sites are not accepted")
        try:
            return _page(desk, found[3])
        except ImpossibleError as problem:
            return desk.page("problem.html", status=problem.status, heading=f"Not possible: {problem}")


def _is_ours(application: Application, name: str) -> bool:
    repository = application.world.repository
    return name.lower() == repository.full_name.lower() or name.lower() in repository.former_names


def _sent(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return dict(request.query)
    return dict(parse_qsl(request.body.decode("utf-8", errors="replace"), keep_blank_values=True))


def _page(desk: PageDesk, which: str | None) -> Answer:
    is_form = desk.request.method == "POST"
    if which is None:
        return _open_issue(desk) if is_form else _list(desk)
    if which == "new":
        return desk.page("new.html", title=desk.sent.get("title", ""), body=desk.sent.get("body", ""))
    thread = desk.world.thread(int(which))
    if not is_form and desk.request.path.rstrip("/") != address_of(desk.world, thread):
        return desk.go(address_of(desk.world, thread))
    return _contribute(desk, thread) if is_form else _show(desk, thread)


def _list(desk: PageDesk) -> Answer:
    state = desk.sent.get("state", "open")
    page = desk.sent.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    return desk.page("threads.html", listing=list_view(desk.world, state=state, page=number))


def _show(desk: PageDesk, thread: Thread, *, status: int = 200, notice: str = "") -> Answer:
    view = thread_view(desk.world, thread, desk.citizen)
    return desk.page("thread.html", status=status, notice=notice, thread=view)


def _open_issue(desk: PageDesk) -> Answer:
    title, body = desk.sent.get("title", "").strip(), desk.sent.get("body", "")
    if desk.citizen is None or not title:
        notice = "An issue needs a title." if desk.citizen else _NOT_YOURS
        return desk.page("new.html", status=422, notice=notice, title=title, body=body)
    thread = desk.application.act(OpenIssue(title=title, body=body, user=desk.citizen.id))
    return desk.go(address_of(desk.world, thread))


def _contribute(desk: PageDesk, thread: Thread) -> Answer:
    """React, take a reaction back, or comment: what the form says."""
    if desk.citizen is None:
        return _show(desk, thread, status=422, notice=_NOT_YOURS)
    if thread.locked:
        return _show(desk, thread, status=403, notice="This conversation is locked.")
    act_of: Callable[[PageDesk, Thread], AnyAct | None] = _reaction if "content" in desk.sent else _comment
    act = act_of(desk, thread)
    if act is None:
        return _show(desk, thread, status=422, notice="Write something first, or choose one of the reactions.")
    made = desk.application.act(act)
    post = made if isinstance(made, Comment) else desk.world.post(desk.sent.get("on", thread.on))
    return desk.go(address_of(desk.world, thread), anchor=anchor_of(post))


def _reaction(desk: PageDesk, thread: Thread) -> AnyAct | None:
    content, on, citizen = desk.sent["content"], desk.sent.get("on", thread.on), desk.citizen
    if content not in FACES or citizen is None:
        return None
    mine = desk.world.reaction_of(desk.world.post(on), citizen, content)
    return AddReaction(on=on, user=citizen.id, content=content) if mine is None else RemoveReaction(id=mine.id)


def _comment(desk: PageDesk, thread: Thread) -> AnyAct | None:
    body, citizen = desk.sent.get("body", ""), desk.citizen
    if not body.strip() or citizen is None:
        return None
    return AddComment(issue=thread.number, user=citizen.id, body=body.replace("\r\n", "\n"))
