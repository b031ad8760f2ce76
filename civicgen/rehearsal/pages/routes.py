"""Which web page an address shows, and what its forms do: one literal table. Requests in, answers out; no network."""

import re
from collections.abc import Callable
from importlib import resources
from urllib.parse import parse_qsl

from civicgen.rehearsal.application import Application
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.exchange import Answer, Request
from civicgen.rehearsal.pages import list_pages, new_pages, pull_pages, thread_pages
from civicgen.rehearsal.pages.desk import PageDesk
from civicgen.rehearsal.pages.people import label_style
from civicgen.rehearsal.world import ImpossibleError

Page = Callable[[PageDesk], Answer]
_STYLE = "/_rehearsal/page.css"
_LABELS = "/_rehearsal/labels.css"
_CSS = "text/css; charset=utf-8"
_N = r"([1-9]\d{0,8})"
_IN_REPOSITORY: tuple[tuple[str, str, Page], ...] = (
    ("GET", r"", list_pages.home),
    ("GET", r"/issues", list_pages.issues),
    ("GET", r"/pulls", list_pages.pulls),
    ("POST", r"/issues", new_pages.open_issue),
    ("GET", r"/issues/new", new_pages.ask),
    ("GET", r"/issues/new/choose", new_pages.choose),
    ("GET", rf"/issues/{_N}", thread_pages.show),
    ("POST", rf"/issues/{_N}", thread_pages.contribute),
    ("GET", rf"/pull/{_N}", thread_pages.show),
    ("POST", rf"/pull/{_N}", thread_pages.contribute),
    ("GET", rf"/pull/{_N}/files", pull_pages.files),
)
_ROUTES = tuple((method, re.compile(pattern + r"\Z"), page) for method, pattern, page in _IN_REPOSITORY)
_PLACE = re.compile(r"/([^/]+/[^/]+)(/.*)?\Z")


def is_page(application: Application, request: Request) -> bool:
    """Whether a person's page is meant, not the API."""
    if request.path in (_STYLE, _LABELS):
        return True
    if request.path == "/":
        return "text/html" in request.headers.get("accept", "")
    found = _PLACE.match(request.path)
    return found is not None and _is_ours(application, found[1])


def answer_page(application: Application, request: Request) -> Answer:
    """The page, or the redirection to it."""
    if request.path == _STYLE:
        style = resources.files("civicgen.rehearsal.pages").joinpath("templates/page.css").read_bytes()
        return Answer(body=style, content_type=_CSS)
    with application.lock:
        application.now()
        if request.path == _LABELS:
            style = label_style(application.world).encode()
            return Answer(body=style, content_type=_CSS, headers={"cache-control": "no-store"})
        desk = PageDesk(
            application=application, request=request, values=_values(request), commits=Commits(application.git)
        )
        here = application.world.repository.full_name
        found = _PLACE.match(request.path)
        rest = "" if found is None else (found[2] or "").rstrip("/")
        if found is None or found[1].lower() != here.lower():
            return desk.go(f"/{here}{rest or '/issues'}")
        return _page(desk, rest)


def _page(desk: PageDesk, rest: str) -> Answer:
    """The page of an address within the repository."""
    if desk.request.method == "POST":
        if desk.request.headers.get("origin", desk.request.site) != desk.request.site:
            return desk.problem(403, "Forms of other sites are not accepted")
        if desk.world.repository.archived:
            return desk.problem(403, "This repository was archived: it can only be read")
    for method, pattern, page in _ROUTES:
        if method == desk.request.method and (found := pattern.match(rest)):
            try:
                return page(desk.named(*found.groups()))
            except ImpossibleError as problem:
                return desk.problem(problem.status, f"Not possible: {problem}")
    return desk.problem(404, "There is no such page")


def _is_ours(application: Application, name: str) -> bool:
    repository = application.world.repository
    return name.lower() == repository.full_name.lower() or name.lower() in repository.former_names


def _values(request: Request) -> dict[str, tuple[str, ...]]:
    """All values of each field that was sent."""
    if request.method != "POST":
        return {name: (value,) for name, value in request.query.items()}
    values: dict[str, tuple[str, ...]] = {}
    for name, value in parse_qsl(request.body.decode("utf-8", errors="replace"), keep_blank_values=True):
        values[name] = (*values.get(name, ()), value)
    return values
