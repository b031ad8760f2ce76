"""Resolvers of the query's roots, of the repository and of accounts. No I/O."""

from typing import Any

from civicgen.rehearsal.entities import Account, Comment, Label, Reaction, Repository, Thread
from civicgen.rehearsal.graph.connections import Key, connection
from civicgen.rehearsal.graph.posts import Info, Resolver
from civicgen.rehearsal.graph.scene import (
    Conversion,
    Review,
    ReviewThread,
    Scene,
    instant_at,
    not_found,
    review_threads,
    small,
)
from civicgen.rehearsal.node_ids import meant_by, node_id


def _scene(info: Info) -> Scene:
    scene: Scene = info.context
    return scene


def type_of(source: Any) -> str:
    """The GraphQL type of a thing."""
    if isinstance(source, Thread):
        return "PullRequest" if source.is_pull else "Issue"
    if isinstance(source, Comment):
        return "PullRequestReviewComment" if source.is_review else "IssueComment"
    if isinstance(source, Account):
        return source.kind
    names = {
        Reaction: "Reaction",
        Repository: "Repository",
        ReviewThread: "PullRequestReviewThread",
        Review: "PullRequestReview",
        Conversion: "ConvertedToDiscussionEvent",
        Label: "Label",
    }
    return names[type(source)]


def _repository(source: None, info: Info, *, owner: str, name: str, followRenames: bool = True) -> Repository:  # noqa: N803  # GraphQL's name
    here = _scene(info).world.repository
    wanted = f"{owner}/{name}".lower()
    if wanted == here.full_name.lower() or (followRenames and wanted in here.former_names):
        return here
    raise not_found(f"Could not resolve to a Repository with the name '{owner}/{name}'.")


def _user(source: None, info: Info, *, login: str) -> Account:
    account = _scene(info).world.citizen(login)
    if account is None or account.kind != "User":
        raise not_found(f"Could not resolve to a User with the login of '{login}'.")
    return account


def _node(source: None, info: Info, *, id: str) -> Any:  # noqa: A002  # GraphQL's name
    found = _found(_scene(info), id)
    if found is None:
        raise not_found(f"Could not resolve to a node with the global id of '{id}'.")
    return found


def _nodes(source: None, info: Info, *, ids: list[str]) -> list[Any]:
    scene = _scene(info)
    lost = "Could not resolve to a node with the global id of '{}'."
    return [_found(scene, id_) or not_found(lost.format(id_)) for id_ in ids]


def _found(scene: Scene, id_: str) -> Any:
    """What a node id stands for, if it is there."""
    world, meant = scene.world, meant_by(id_)
    if meant is None or not meant[1].isdecimal():
        return None
    kind, number = meant[0], int(meant[1])
    if kind in ("issue", "pull"):
        thread = world.threads.get(number)
        return thread if thread is not None and thread.is_here and thread.is_pull == (kind == "pull") else None
    if kind in ("comment", "review_comment", "review", "review_thread"):
        return _found_comment(scene, kind, number)
    if kind == "reaction":
        post = world.reacted.get(number)
        return None if post is None else post.reactions[number]
    if kind == "user":
        account = world.accounts.get(number)
        return None if account is None or account.is_deleted else account
    if kind == "label":
        return next((label for label in world.labels.values() if label.id == number), None)
    return world.repository if number == world.repository.id else None


def _found_comment(scene: Scene, kind: str, number: int) -> Any:
    world = scene.world
    comment = (world.comments if kind == "comment" else world.review_comments).get(number)
    if comment is None or not world.threads[comment.thread].is_here:
        return None
    if kind == "review":
        return Review(comment=comment)
    if kind == "review_thread":
        threads = review_threads(world.threads[comment.thread])
        return next((found for found in threads if found.root is comment), None)
    return comment


def _rate_limit(source: None, info: Info, dryRun: bool = False) -> dict[str, Any]:  # noqa: N803  # GraphQL's name
    scene = _scene(info)
    return {
        "cost": scene.points,
        "limit": scene.window.limit,
        "nodeCount": scene.nodes,
        "remaining": scene.window.remaining,
        "resetAt": instant_at(scene.window.reset),
        "used": scene.window.used,
    }


def _thread(info: Info, number: int, *, what: str, is_pull: bool | None) -> Thread:
    thread = _scene(info).world.threads.get(number)
    if thread is None or not thread.is_here or (is_pull is not None and thread.is_pull != is_pull):
        raise not_found(f"Could not resolve to {what} with the number of {number}.")
    return thread


def _issue(source: Repository, info: Info, *, number: int) -> Thread:
    return _thread(info, number, what="an Issue", is_pull=False)


def _pull_request(source: Repository, info: Info, *, number: int) -> Thread:
    return _thread(info, number, what="a PullRequest", is_pull=True)


def _issue_or_pull(source: Repository, info: Info, *, number: int) -> Thread:
    return _thread(info, number, what="an issue or pull request", is_pull=None)


def _issues(
    source: Repository,
    info: Info,
    states: Any = None,
    filterBy: Any = None,  # noqa: N803  # GraphQL's name
    labels: Any = None,
    orderBy: Any = None,  # noqa: N803  # GraphQL's name
    **page: Any,
) -> Any:
    wanted = filterBy or {}
    states = states or wanted.get("states")
    since = wanted.get("since") or ""
    found = [thread for thread in _threads(info, states, labels, is_pull=False) if thread.updated_at >= since]
    return _ordered(found, orderBy, page)


def _pull_requests(
    source: Repository,
    info: Info,
    states: Any = None,
    labels: Any = None,
    orderBy: Any = None,  # noqa: N803  # GraphQL's name
    **page: Any,
) -> Any:
    return _ordered(_threads(info, states, labels, is_pull=True), orderBy, page)


def _threads(info: Info, states: Any, labels: Any, *, is_pull: bool) -> list[Thread]:
    found = [thread for thread in _scene(info).world.threads_here() if thread.is_pull == is_pull]
    if labels:
        wanted = {name.lower() for name in labels}
        found = [thread for thread in found if wanted & {label.name.lower() for label in thread.labels}]
    return [thread for thread in found if not states or _state(thread) in states]


def _state(thread: Thread) -> str:
    if thread.branches is not None and thread.branches.merged_at is not None:
        return "MERGED"
    return "OPEN" if thread.closed_at is None else "CLOSED"


def _ordered(threads: list[Thread], order: Any, page: dict[str, Any]) -> Any:
    field = order["field"] if order else "CREATED_AT"

    def key(thread: Thread) -> Key:
        if field == "COMMENTS":
            return f"{len(thread.comments):09}", thread.number
        return (thread.updated_at if field == "UPDATED_AT" else thread.created_at), thread.number

    return connection(threads, key=key, descending=bool(order) and order["direction"] == "DESC", **page)


def _account_url(account: Account, info: Info) -> str:
    return f"{_scene(info).site}/{account.login}"


_ACCOUNT: dict[str, Resolver] = {
    "createdAt": lambda account, info: account.created_at,
    "databaseId": lambda account, info: small(account.id),
    "id": lambda account, info: node_id("user", account.id),
    "login": lambda account, info: account.login,
    "updatedAt": lambda account, info: account.created_at,
    "url": _account_url,
}
ROOT_RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Query": {
        "node": _node,
        "nodes": _nodes,
        "rateLimit": _rate_limit,
        "repository": _repository,
        "user": _user,
        "viewer": lambda source, info: _scene(info).viewer,
    },
    "Repository": {
        "createdAt": lambda place, info: place.created_at,
        "databaseId": lambda place, info: small(place.id),
        "id": lambda place, info: node_id("repository", place.id),
        "isPrivate": lambda place, info: place.private,
        "issue": _issue,
        "issueOrPullRequest": _issue_or_pull,
        "issues": _issues,
        "name": lambda place, info: place.name,
        "nameWithOwner": lambda place, info: place.full_name,
        "owner": lambda place, info: _scene(info).world.owner,
        "pullRequest": _pull_request,
        "pullRequests": _pull_requests,
        "url": lambda place, info: _scene(info).page,
    },
    "User": _ACCOUNT,
    "Bot": _ACCOUNT | {"login": lambda account, info: account.login.removesuffix("[bot]")},
    "Organization": _ACCOUNT,
}
