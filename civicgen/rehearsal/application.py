"""The rehearsed forge as one object: requests in, answers out, one at a time. No network and no clock of its own; of
the outside world only the Git repository beside it, where there is one."""

from collections.abc import Iterable
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import AnyAct
from civicgen.rehearsal.bare_repository import BareRepository
from civicgen.rehearsal.beginning import begin
from civicgen.rehearsal.changes import advance, perform
from civicgen.rehearsal.clock import Clock
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.counts import Counts
from civicgen.rehearsal.events import Events
from civicgen.rehearsal.exchange import Answer, RefusedError, Request, json_answer
from civicgen.rehearsal.graph.execution import Query, run
from civicgen.rehearsal.limits import Limits
from civicgen.rehearsal.rest.routes import answer_rest
from civicgen.rehearsal.seed import EventLine, Seed
from civicgen.rehearsal.spoiling import PRIMARY, spoil, stand_in
from civicgen.rehearsal.world import ImpossibleError, World

BAD_TOKEN = "bad"  # noqa: S105  # the token that is documented to be refused
_GRAPHQL = "/graphql"
_RATE_LIMIT = "/rate_limit"


class Application:
    """Answers requests from a seed's world.

    Public for the control pages and the web pages: `world`, `clock`, `counts`, `events`, `limits`, `git`, `root`
    (the folder with the issue forms, where they are not in `git`), and `lock`, which whoever touches the world holds.
    """

    def __init__(
        self,
        seed: Seed,
        clock: Clock,
        *,
        hourly_limit: int,
        git: BareRepository | None = None,
        root: Path | None = None,
    ) -> None:
        self.clock = clock
        self.git = git
        self.root = root
        self.counts = Counts()
        self.limits = Limits(hourly=hourly_limit)
        self.events = Events()
        self.lock = RLock()
        self.world: World = begin(seed, clock.now())
        self.add_events(line for _, line in seed.lines if isinstance(line, EventLine))

    def now(self) -> Instant:
        """The server's time, with everything happened that is due by then."""
        now = self.clock.now()
        advance(self.world, now)
        return now

    def move(self, to: Instant) -> None:
        """Let time pass until `to`. Raises ValueError when that is in the past."""
        with self.lock:
            self.clock.move(to)
            self.now()

    def add_events(self, events: Iterable[EventLine]) -> None:
        """Take up events that are still to come."""
        with self.lock:
            self.world.schedule(self.events.add(events))
            self.now()

    def act(self, act: AnyAct) -> Any:
        """Do something now. Raises ImpossibleError when the forge would refuse it."""
        with self.lock:
            return perform(self.world, act, self.now())

    def answer_api(self, request: Request) -> Answer:
        """The answer to a request of the API, counted, limited and, where an event says so, spoilt."""
        with self.lock:
            now = self.now()
            is_graphql = request.path == _GRAPHQL
            description = self._described(request, is_graphql=is_graphql)
            acts, faults = self.events.meet(description, now)
            for act in acts:
                self._happen(act, now)
            self.counts.log.append(description)
            answer = stand_in(faults, is_graphql=is_graphql, now=now)
            if answer is None:
                answer = self._answer_graphql(request, now) if is_graphql else self._answer_rest(request, now)
            self._count(request, answer, is_graphql=is_graphql)
            limits = self.limits.headers(request.token, "graphql" if is_graphql else "core", now)
            return spoil(answer, faults, is_graphql=is_graphql).with_headers(limits)

    def _described(self, request: Request, *, is_graphql: bool) -> str:
        """What events are matched against: `METHOD target`, and of a query its text."""
        target = request.target if not request.target.startswith("/api/") else request.target.removeprefix("/api/v3")
        if not is_graphql:
            return f"{request.method} {target}"
        return f"{request.method} {_GRAPHQL} {' '.join(_sent(request.body).query.split())}"

    def _happen(self, act: AnyAct, now: Instant) -> None:
        try:
            perform(self.world, act, now)
        except ImpossibleError as problem:
            self.world.problems.append((0, str(problem)))

    def _count(self, request: Request, answer: Answer, *, is_graphql: bool) -> None:
        """A 304 and a look at the limits themselves cost nothing."""
        if is_graphql:
            self.counts.queries += 1
        elif answer.status == HTTPStatus.NOT_MODIFIED:
            self.counts.unchanged += 1
        elif request.path != _RATE_LIMIT:
            self.counts.requests += 1

    def _answer_rest(self, request: Request, now: Instant) -> Answer:
        try:
            _check_token(request)
            if request.path == _RATE_LIMIT:
                return self._rate_limit(request, now)
            if not self.limits.spend(request.token, "core", now, 1):
                raise RefusedError(403, PRIMARY)
            answer = answer_rest(self.world, request, now, Commits(self.git))
        except RefusedError as refused:
            return refused.answer()
        if request.method != "GET":
            return answer
        tag = f'W/"{sha256(request.token.encode() + answer.body).hexdigest()}"'
        if request.headers.get("if-none-match") != tag:
            return answer.with_headers({"etag": tag})
        self.limits.give_back(request.token, "core", now)
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers={"etag": tag})

    def _rate_limit(self, request: Request, now: Instant) -> Answer:
        told = {}
        for resource in ("core", "graphql", "search"):
            window = self.limits.window(request.token, resource, now)
            told[resource] = {
                "limit": window.limit,
                "used": window.used,
                "remaining": window.remaining,
                "reset": window.reset,
            }
        return json_answer({"resources": told, "rate": told["core"]})

    def _answer_graphql(self, request: Request, now: Instant) -> Answer:
        try:
            _check_token(request)
            if request.method != "POST":
                raise RefusedError(404, "Not Found")
        except RefusedError as refused:
            return refused.answer()
        sent = _sent(request.body)
        if not sent.query:
            return json_answer({"errors": [{"message": "A query attribute must be specified and must be a string."}]})
        query = Query(
            text=sent.query, variables=sent.variables or {}, operation=sent.operationName, token=request.token
        )
        outcome = run(query, self.world, self.limits, Commits(self.git), now=now, site=request.site)
        self.counts.points += outcome.points
        return json_answer(outcome.answer)


class _Sent(msgspec.Struct, frozen=True):
    """The body of a GraphQL request."""

    query: str = ""
    variables: dict[str, Any] | None = None
    operationName: str | None = None  # noqa: N815  # GraphQL's name


def _sent(body: bytes) -> _Sent:
    """The query in a body; one without text when the body is none."""
    try:
        return msgspec.json.decode(body, type=_Sent)
    except msgspec.DecodeError:
        return _Sent()


def _check_token(request: Request) -> None:
    if request.token == BAD_TOKEN:
        raise RefusedError(401, "Bad credentials")
