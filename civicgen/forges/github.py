"""GitHub as a forge, through PyGithub. The only importer of PyGithub; network.

PyGithub carries requests (authentication, connections, addresses of GitHub Enterprise) and nothing more: no objects of
its own, which send hidden requests, and no retries of its own, which may sleep an hour. Waiting is civicgen's, bounded.
"""

import logging
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Protocol

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.api_address import is_on_this_machine
from civicgen.forges.calls import PERMISSIONS, Calls, Missing
from civicgen.forges.decode import Owner
from civicgen.forges.received import list_received
from civicgen.forges.sweeping import sweep_threads
from civicgen.forges.transport import GRAPHQL, Reply, Send
from civicgen.forges.waiting import Patience, date_of
from civicgen.model.ledger import Cost
from civicgen.model.observation import KnownThread, Sweep
from civicgen.model.times import Instant, instant
from civicgen.text.terminal import strip_terminal

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*/[A-Za-z0-9_.-]+")
TIMEOUT = 30
"""Seconds without a byte after which a request is given up; GitHub itself gives up after 10."""


class NodeIds(Protocol):
    """Keeps GraphQL's names of comments between two harvests. It may forget them; that costs requests, never truth."""

    def load(self, repository: int) -> MutableMapping[str, str]: ...

    def save(self, repository: int, node_ids: Mapping[str, str]) -> None: ...


class GithubForge:
    """One repository at GitHub, observed with one token. Implements `app.ports.Forge`.

    Args:
        repository: owner/name; a renamed one is followed.
        token: kept out of every message and file.
        api_url: https://api.github.com, a GitHub Enterprise's `/api/v3`, or a server on this machine.
        patience: seconds that a harvest may lose by waiting, all waits together.
        node_ids: where the names of comments are kept.
        sleep, monotonic: the clocks of waiting.
    """

    def __init__(
        self,
        repository: str,
        token: str,
        api_url: str,
        patience: float,
        *,
        node_ids: NodeIds,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        check_name(repository)
        self._repository = repository
        self._node_ids = node_ids
        budget = Patience(patience, sleep=sleep, monotonic=monotonic)
        self._calls = Calls(connect(token, api_url), budget)
        self._opening: tuple[Owner, Instant] | None = None

    @property
    def cost(self) -> Cost:
        return self._calls.cost

    @property
    def clock(self) -> Instant | None:
        sent = None if self._calls.first_reply is None else date_of(self._calls.first_reply)
        return None if sent is None else instant(sent)

    def now(self) -> Instant:
        """The forge's clock, by one request; a sweep that follows begins at this moment."""
        self._opening = self._open()
        return self._opening[1]

    def is_same(self, repository: str) -> bool:
        """Whether another name leads to the repository that `now` found; GitHub follows former names."""
        here, _ = self._opening = self._opening or self._open()
        page = self._calls.get(f"/repos/{repository}", Owner)
        return not isinstance(page, Missing) and page.body.id == here.id

    def sweep(
        self,
        threads: Sequence[KnownThread],
        *,
        received_since: Instant | None,
        progress: Callable[[str, int, int | None], None],
    ) -> Sweep:
        repository, at = self._opening or self._open()
        self._opening = None
        node_ids = self._node_ids.load(repository.id)
        seen = sweep_threads(self._calls, repository, threads, node_ids, began=at, progress=progress)
        self._node_ids.save(repository.id, node_ids)
        received = list_received(self._calls, repository, since=received_since)
        return Sweep(at=at, threads=seen, received=received, cost=self.cost)

    def _open(self) -> tuple[Owner, Instant]:
        """The repository by its number, which stays when it is renamed, and the time of the answer."""
        page = self._calls.get(f"/repos/{self._repository}", Owner)
        if isinstance(page, Missing):
            if page.status == 451:
                raise TemporaryError(f"the forge withholds {self._repository} for legal reasons (451)")
            raise ConfigurationError(
                f"the forge shows no repository {self._repository}: correct `repository` in portal.yml, or use a token "
                f"that may see it ({PERMISSIONS})"
            )
        sent = date_of(page.reply)
        if sent is None:
            raise TemporaryError("the forge's answer has no date; without the forge's clock nothing can be dated")
        return page.body, instant(sent)


def check_name(repository: str) -> None:
    """Raises ConfigurationError where `repository` is no owner/name."""
    if not _NAME.fullmatch(repository):
        raise ConfigurationError(
            f"not the name of a repository: {repository!r}; write owner/name as `repository` in portal.yml"
        )


def connect(token: str, api_url: str) -> Send:
    """What carries requests to `api_url` in the name of `token`.

    Raises:
        ConfigurationError: the address is none, or would show the token to everybody on the way.
    """
    is_on_this_machine(api_url)  # refuses what is no address, or unsafe

    from github import Auth, Github  # here, because it takes a second and only harvest needs it
    from requests import ReadTimeout

    logging.getLogger("github").setLevel(logging.WARNING)  # it prints each redirection otherwise
    client = Github(
        auth=Auth.Token(token),
        base_url=api_url,
        timeout=TIMEOUT,
        retry=None,
        seconds_between_requests=None,  # one request after the other is slow enough
        seconds_between_writes=None,  # queries are sent as POST but write nothing
        user_agent="civicgen",
    )
    requester = client.requester

    def send(method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        address = requester.graphql_url if path == GRAPHQL else path
        try:
            status, headers, text = requester.requestJson(method, address, input=body)
        except ReadTimeout as late:
            raise TimeoutError("the forge did not answer in time") from late
        except (RuntimeError, AssertionError) as problem:  # how PyGithub says that it is sent elsewhere
            raise ConfigurationError(
                f"{api_url} sends requests to another address; correct --api-url ({strip_terminal(str(problem))})"
            ) from problem
        return Reply(status=status, headers=headers, text=text)

    return send
