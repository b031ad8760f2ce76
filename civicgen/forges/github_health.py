"""GitHub's settings, as far as its API shows them to a token. Implements `app.doctoring.ports.ForgeHealth`. Reads only.

What a token may not see is no error here: it comes back as Unseen, with the status and what GitHub says is needed.
"""

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from civicgen.errors import TemporaryError
from civicgen.forges.calls import Calls
from civicgen.forges.desk_shapes import DeskLabel, DeskRepository
from civicgen.forges.github import check_name, connect
from civicgen.forges.health_shapes import PagesShape, RunsShape, WorkflowPermissionsShape, WorkflowsShape
from civicgen.forges.transport import Reply, Send
from civicgen.forges.waiting import Patience, date_of
from civicgen.model.desk import Label
from civicgen.model.health import PagesSetting, Run, Setting, TokenKind, Unseen, Workflow
from civicgen.model.times import instant

T = TypeVar("T")

_KINDS = {
    "ghp_": TokenKind.CLASSIC,
    "github_pat_": TokenKind.FINE_GRAINED,
    "ghs_": TokenKind.INSTALLATION,
    "ghu_": TokenKind.INSTALLATION,
}
"""How GitHub's tokens begin; docs.github.com, "About authentication to GitHub", Token formats."""
_PERMISSIONS = re.compile(r"[a-z_]+=[a-z]+(?:[,;]\s*[a-z_]+=[a-z]+){0,20}")
_WHY = {
    401: "the forge refuses the token (401)",
    403: "the token may not see it (403)",
    404: "the forge does not show it to this token, or there is none (404)",
    410: "it is switched off (410)",
    451: "the forge withholds it for legal reasons (451)",
}


def kind_of(token: str) -> TokenKind:
    """What sort of token this is, by its beginning."""
    return next((kind for beginning, kind in _KINDS.items() if token.startswith(beginning)), TokenKind.OTHER)


class GithubHealth:
    """One repository at GitHub, looked at with one token; `patience` in seconds."""

    def __init__(
        self,
        repository: str,
        token: str,
        api_url: str,
        patience: float,
        *,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        send: Send | None = None,
    ) -> None:
        check_name(repository)
        budget = Patience(patience, sleep=sleep, monotonic=monotonic)
        self._calls = Calls(send or connect(token, api_url), budget)
        self._path = f"/repos/{repository}"

    def repository(self) -> Setting | Unseen:
        """What it is. Everything later is asked by the name that it has now."""
        page = self._calls.look(self._path, DeskRepository)
        if isinstance(page, Reply):
            return _refusal(page)
        self._path = f"/repos/{page.body.full_name}"
        sent = date_of(page.reply)
        return Setting(
            facts=page.body.as_facts(), scopes=_scopes(page.reply), at=None if sent is None else instant(sent)
        )

    def may_read(self, part: str) -> Unseen | None:
        found = self._one(f"{part}?per_page=1", list[msgspec.Raw])
        return found if isinstance(found, Unseen) else None

    def pages(self) -> PagesSetting | Unseen:
        found = self._one("pages", PagesShape)
        return found if isinstance(found, Unseen) else found.as_setting()

    def workflows(self) -> tuple[Workflow, ...] | Unseen:
        found = self._one("actions/workflows?per_page=100", WorkflowsShape)
        return found if isinstance(found, Unseen) else tuple(shape.as_workflow() for shape in found.workflows)

    def last_run(self, workflow: int, *, branch: str) -> Run | Unseen | None:
        query = urlencode({"branch": branch, "per_page": 1})
        found = self._one(f"actions/workflows/{workflow}/runs?{query}", RunsShape)
        if isinstance(found, Unseen):
            return found
        return found.workflow_runs[0].as_run() if found.workflow_runs else None

    def may_workflows_open_pulls(self) -> bool | Unseen:
        found = self._one("actions/permissions/workflow", WorkflowPermissionsShape)
        return found if isinstance(found, Unseen) else found.can_approve_pull_request_reviews

    def labels(self) -> tuple[Label, ...] | Unseen:
        labels: list[Label] = []
        path, seen = f"{self._path}/labels?per_page=100", set[str]()
        while path and path not in seen:
            seen.add(path)
            page = self._calls.look(path, list[DeskLabel])
            if isinstance(page, Reply):
                return _refusal(page)
            labels += [shape.as_label() for shape in page.body]
            path = page.next
        return tuple(labels)

    def _one(self, what: str, shape: type[T]) -> T | Unseen:
        page = self._calls.look(f"{self._path}/{what}", shape)
        return _refusal(page) if isinstance(page, Reply) else page.body


def _refusal(reply: Reply) -> Unseen:
    if reply.status not in _WHY:
        raise TemporaryError(f"the forge answered {reply.status}")
    wanted = reply.headers.get("x-accepted-github-permissions", "").strip()
    return Unseen(why=_WHY[reply.status], status=reply.status, wanted=wanted if _PERMISSIONS.fullmatch(wanted) else "")


def _scopes(reply: Reply) -> frozenset[str] | None:
    """The scopes of a classic token; GitHub names none of any other."""
    named = reply.headers.get("x-oauth-scopes")
    return None if named is None else frozenset(scope.strip() for scope in named.split(",")) - {""}
