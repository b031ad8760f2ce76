"""Which path is answered by which handler: one literal table. A request comes in, an answer goes out."""

import re
from urllib.parse import quote

from civicgen.model.times import Instant
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Account, Repository
from civicgen.rehearsal.exchange import Answer, RefusedError, Request, json_answer
from civicgen.rehearsal.rest import comments, labels, pulls, reactions, repositories, threads
from civicgen.rehearsal.rest.desk import Desk
from civicgen.rehearsal.rest.people import profile
from civicgen.rehearsal.rest.reactions import on_comment, on_review_comment, on_thread
from civicgen.rehearsal.world import ACTIONS_TOKEN, World

_N = r"([1-9]\d{0,17})"
_IN_REPOSITORY: tuple[tuple[str, str, reactions.Handler], ...] = (
    ("GET", r"", repositories.get_repository),
    ("GET", r"/pages", repositories.get_pages),
    ("GET", r"/actions/workflows", repositories.list_workflows),
    ("GET", r"/actions/permissions/workflow", repositories.get_workflow_permissions),
    ("GET", r"/labels", labels.list_all),
    ("POST", r"/labels", labels.make_label),
    ("GET", r"/labels/(.+)", labels.get_label),
    ("PATCH", r"/labels/(.+)", labels.edit_label),
    ("DELETE", r"/labels/(.+)", labels.delete_label),
    ("GET", r"/issues", threads.list_issues),
    ("POST", r"/issues", threads.open_issue),
    ("GET", rf"/issues/{_N}", threads.get_issue),
    ("PATCH", rf"/issues/{_N}", threads.edit_issue),
    ("PUT", rf"/issues/{_N}/lock", threads.lock_issue),
    ("DELETE", rf"/issues/{_N}/lock", threads.unlock_issue),
    ("GET", rf"/issues/{_N}/labels", labels.list_on_thread),
    ("POST", rf"/issues/{_N}/labels", labels.add_to_thread),
    ("DELETE", rf"/issues/{_N}/labels/(.+)", labels.take_from_thread),
    ("GET", rf"/issues/{_N}/comments", comments.list_of_issue),
    ("POST", rf"/issues/{_N}/comments", comments.add_comment),
    ("GET", rf"/issues/{_N}/reactions", reactions.listing(on_thread)),
    ("POST", rf"/issues/{_N}/reactions", reactions.adding(on_thread)),
    ("DELETE", rf"/issues/{_N}/reactions/{_N}", reactions.removing(on_thread)),
    ("GET", r"/issues/comments", comments.list_all),
    ("GET", rf"/issues/comments/{_N}", comments.get_comment),
    ("PATCH", rf"/issues/comments/{_N}", comments.edit_comment),
    ("DELETE", rf"/issues/comments/{_N}", comments.delete_comment),
    ("GET", rf"/issues/comments/{_N}/reactions", reactions.listing(on_comment)),
    ("POST", rf"/issues/comments/{_N}/reactions", reactions.adding(on_comment)),
    ("DELETE", rf"/issues/comments/{_N}/reactions/{_N}", reactions.removing(on_comment)),
    ("GET", r"/pulls", pulls.list_pulls),
    ("POST", r"/pulls", pulls.open_pull),
    ("GET", rf"/pulls/{_N}", pulls.get_pull),
    ("PATCH", rf"/pulls/{_N}", pulls.edit_pull),
    ("PUT", rf"/pulls/{_N}/merge", pulls.merge_pull),
    ("GET", rf"/pulls/{_N}/files", pulls.list_files),
    ("GET", rf"/pulls/{_N}/comments", comments.list_of_pull),
    ("GET", r"/pulls/comments", comments.list_all_of_reviews),
    ("GET", rf"/pulls/comments/{_N}", comments.get_review_comment),
    ("GET", rf"/pulls/comments/{_N}/reactions", reactions.listing(on_review_comment)),
    ("POST", rf"/pulls/comments/{_N}/reactions", reactions.adding(on_review_comment)),
    ("DELETE", rf"/pulls/comments/{_N}/reactions/{_N}", reactions.removing(on_review_comment)),
)
_ROUTES = tuple((method, re.compile(pattern + r"\Z"), handler) for method, pattern, handler in _IN_REPOSITORY)
_BY_NAME = re.compile(r"/repos/([^/]+)/([^/]+)(/.*)?\Z")
_BY_ID = re.compile(rf"/repositories/{_N}(/.*)?\Z")


def answer_rest(world: World, request: Request, now: Instant, commits: Commits) -> Answer:
    """The answer to a REST request.

    Raises:
        RefusedError: an answer that is an error or a redirection.
    """
    if (account_answer := _of_accounts(world, request)) is not None:
        return account_answer
    place, rest = _place(world, request)
    if place.private and not request.token:
        raise RefusedError(404, "Not Found")
    if place.archived and request.method != "GET":
        raise RefusedError(403, "Repository was archived so is read-only.")
    for method, pattern, handler in _ROUTES:
        if method == request.method and (found := pattern.match(rest)):
            names = tuple(name for name in found.groups() if name is not None)
            desk = Desk(world=world, request=request, now=now, place=place, commits=commits, rest=rest, names=names)
            return handler(desk)
    raise RefusedError(404, "Not Found")


def _of_accounts(world: World, request: Request) -> Answer | None:
    kind, _, which = request.path.strip("/").partition("/")
    if request.method != "GET" or kind not in ("user", "users"):
        return None
    if kind == "user" and not which:
        if not request.token:
            raise RefusedError(401, "Requires authentication")
        if request.token == ACTIONS_TOKEN:
            raise RefusedError(403, "Resource not accessible by integration")
        account: Account | None = world.citizen(request.token) or world.owner
    elif kind == "users":
        account = world.citizen(which)
    else:
        account = world.accounts.get(int(which)) if which.isascii() and which.isdigit() else None
    if account is None or account.is_deleted:
        raise RefusedError(404, "Not Found")
    return json_answer(profile(account, base=request.base, site=request.site))


def _place(world: World, request: Request) -> tuple[Repository, str]:
    """The repository that the path names, and the path within it."""
    home = world.repository
    if found := _BY_NAME.match(request.path):
        name, rest = f"{found[1]}/{found[2]}".lower(), found[3] or ""
        if name == home.full_name.lower():
            return home, rest.rstrip("/")
        if name in home.former_names:
            _, _, query = request.target.partition("?")
            where = f"{request.base}/repositories/{home.id}{quote(rest)}" + (f"?{query}" if query else "")
            raise RefusedError(301, "Moved Permanently", headers={"location": where})
    elif found := _BY_ID.match(request.path):
        id_, rest = int(found[1]), found[2] or ""
        if id_ == home.id:
            return home, rest.rstrip("/")
        return _elsewhere(world, id_), rest.rstrip("/")
    raise RefusedError(404, "Not Found")


def _elsewhere(world: World, id_: int) -> Repository:
    """The repository that something was transferred to."""
    for thread in world.threads.values():
        if thread.moved_to is not None and thread.moved_to.repository_id == id_:
            owner, _, name = thread.moved_to.full_name.partition("/")
            return Repository(id=id_, owner=owner, name=name, created_at=world.repository.created_at)
    raise RefusedError(404, "Not Found")
