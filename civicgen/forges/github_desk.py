"""GitHub as a desk to work at: threads, comments, labels and pull requests, read and written. Implements `ForgeDesk`.

What is written is written once: a request that got no clear answer is not repeated, since it may have been carried out.
Whoever runs it again looks first.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from civicgen.app.desk_ports import LockedError, PullsForbiddenError
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.api_address import is_on_this_machine
from civicgen.forges.calls import Calls, Missing, decoded
from civicgen.forges.desk_shapes import DeskComment, DeskIssue, DeskLabel, DeskPull, DeskRepository
from civicgen.forges.github import check_name, connect
from civicgen.forges.transport import Reply
from civicgen.forges.waiting import Patience, date_of
from civicgen.model.desk import CommentText, Label, Pull, RepositoryFacts, ThreadText
from civicgen.model.times import Instant, instant

T = TypeVar("T")

PERMISSIONS = "it needs to read Metadata, and to read and write Issues, Pull requests and Contents of the repository"
SECONDS_BETWEEN_WRITES = 1.0
"""GitHub asks for a second between two requests that write."""


class GithubDesk:
    """One repository at GitHub, worked on with one token; the arguments are those of GithubForge."""

    def __init__(
        self,
        repository: str,
        token: str,
        api_url: str,
        patience: float,
        *,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        check_name(repository)
        self._name = repository
        self._patience = Patience(patience, sleep=sleep, monotonic=monotonic)
        self._calls = Calls(connect(token, api_url), self._patience, permissions=PERMISSIONS)
        self._rest = 0.0 if is_on_this_machine(api_url) else SECONDS_BETWEEN_WRITES
        self._sleep = sleep
        self._has_written = False
        self._facts: tuple[DeskRepository, Instant] | None = None

    def facts(self) -> RepositoryFacts:
        return self._home()[0].as_facts()

    def now(self) -> Instant:
        return self._home()[1]

    def threads(self, *, label: str) -> tuple[ThreadText, ...]:
        query = urlencode({"labels": label, "state": "all", "sort": "created", "direction": "asc", "per_page": 100})
        found = self._all(f"{self._path}/issues?{query}", list[DeskIssue])
        return tuple(issue.as_thread() for issue in found if not issue.is_pull_request)

    def thread(self, number: int) -> ThreadText | None:
        page = self._calls.get(f"{self._path}/issues/{number}", DeskIssue)
        if isinstance(page, Missing):
            return None
        issue = page.body
        is_ours = issue.repository.lower() == self._home()[0].full_name.lower() and issue.number == number
        return issue.as_thread() if is_ours else None

    def comments(self, number: int, *, since: Instant | None = None) -> tuple[CommentText, ...]:
        query = urlencode({"per_page": 100} | ({} if since is None else {"since": since}))
        return tuple(
            comment.as_comment()
            for comment in self._all(f"{self._path}/issues/{number}/comments?{query}", list[DeskComment])
        )

    def add_comment(self, number: int, text: str) -> CommentText:
        reply = self._write("POST", f"{self._path}/issues/{number}/comments", {"body": text})
        return _made(reply, DeskComment).as_comment()

    def edit_comment(self, comment: int, text: str) -> None:
        self._write("PATCH", f"{self._path}/issues/comments/{comment}", {"body": text})

    def labels(self) -> tuple[Label, ...]:
        return tuple(label.as_label() for label in self._all(f"{self._path}/labels?per_page=100", list[DeskLabel]))

    def put_label(self, label: Label, *, is_new: bool) -> None:
        body = {"color": label.colour, "description": label.description}
        if is_new:
            self._write("POST", f"{self._path}/labels", {"name": label.name, **body})
        else:
            self._write("PATCH", f"{self._path}/labels/{quote(label.name, safe='')}", body)

    def tag(self, number: int, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        if add:
            self._write("POST", f"{self._path}/issues/{number}/labels", {"labels": [*add]})
        for name in remove:
            self._write("DELETE", f"{self._path}/issues/{number}/labels/{quote(name, safe='')}", None, fine=(404,))

    def close(self, number: int, *, reason: str) -> None:
        self._write("PATCH", f"{self._path}/issues/{number}", {"state": "closed", "state_reason": reason})

    def pull_of(self, head: str) -> Pull | None:
        owner = self._home()[0].full_name.partition("/")[0]
        query = urlencode({"head": f"{owner}:{head}", "state": "all", "sort": "created", "direction": "desc"})
        found = self._all(f"{self._path}/pulls?{query}", list[DeskPull])
        return next((pull.as_pull() for pull in found if pull.head.ref == head), None)

    def open_pull(self, *, title: str, body: str, head: str, base: str) -> Pull:
        reply = self._write("POST", f"{self._path}/pulls", {"title": title, "body": body, "head": head, "base": base})
        return _made(reply, DeskPull).as_pull()

    def edit_pull(self, number: int, *, title: str, body: str) -> None:
        self._write("PATCH", f"{self._path}/pulls/{number}", {"title": title, "body": body})

    @property
    def _path(self) -> str:
        """By the name that the repository has now: a former one would be answered by a redirection, which loses
        queries and cannot be written through."""
        return f"/repos/{self._home()[0].full_name}"

    def _home(self) -> tuple[DeskRepository, Instant]:
        if self._facts is None:
            page = self._calls.get(f"/repos/{self._name}", DeskRepository)
            if isinstance(page, Missing):
                raise ConfigurationError(
                    f"the forge shows no repository {self._name}: correct `repository` in portal.yml, or use a token "
                    f"that may see it ({PERMISSIONS})"
                )
            sent = date_of(page.reply)
            if sent is None:
                raise TemporaryError("the forge's answer has no date; without the forge's clock nothing can be dated")
            self._facts = page.body, instant(sent)
        return self._facts

    def _all(self, path: str, shape: type[list[T]]) -> list[T]:
        """All pages of a list, each once, by the forge's own links."""
        found: list[T] = []
        seen: set[str] = set()
        while path and path not in seen:
            seen.add(path)
            page = self._calls.get(path, shape)
            if isinstance(page, Missing):
                break
            found += page.body
            path = page.next
        return found

    def _write(self, method: str, path: str, body: Mapping[str, Any] | None, *, fine: Sequence[int] = ()) -> Reply:
        if self._has_written and self._rest:
            self._sleep(self._rest)
        self._has_written = True
        reply = self._calls.write(method, path, body)
        if reply.status in (200, 201, 204, *fine):
            return reply
        raise _refusal(reply, f"{method} {path}")


class _Refused(msgspec.Struct):
    """How GitHub says no."""

    message: str = ""


def _refusal(reply: Reply, what: str) -> ConfigurationError:
    try:
        message = msgspec.json.decode(reply.text, type=_Refused).message
    except msgspec.MsgspecError:
        message = ""
    if "locked" in message:
        return LockedError("the thread is locked, so nothing can be written there; unlock it at the forge")
    if "not permitted to create or approve pull requests" in message:
        return PullsForbiddenError(
            "workflows may not open pull requests here: an owner of the repository can allow it under Settings, "
            "Actions, General, Workflow permissions, `Allow GitHub Actions to create and approve pull requests`"
        )
    if reply.status == 403:
        return ConfigurationError(f"the token in GITHUB_TOKEN is too weak (403) for {what}: {PERMISSIONS}")
    if reply.status in (404, 410):
        return ConfigurationError(
            f"the forge does not find what {what} is about ({reply.status}): it is gone, or the token may not write; "
            f"{PERMISSIONS}"
        )
    return ConfigurationError(f"the forge refused {what} ({reply.status}); look there, then run this again")


def _made(reply: Reply, shape: type[T]) -> T:
    return decoded(reply.text, shape)
