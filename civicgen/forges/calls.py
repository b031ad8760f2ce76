"""Requests and queries with their retries, waits and bill. In: paths and queries. Out: decoded answers.

I/O only through the `Send` and the `Patience` that it is given.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.transport import GRAPHQL, BrokenAnswerError, Reply, Send
from civicgen.forges.waiting import Patience, is_limit, wait_of
from civicgen.model.ledger import Cost

T = TypeVar("T")

TRIES = 5
"""How often one request is sent while its answers are broken; after 1, 2, 4 and 8 seconds."""

PERMISSIONS = "it needs to read Metadata, Issues and Pull requests of the repository"
_NEXT = re.compile(r'<([^<>]+)>\s*;\s*rel="next"')
_WORD = re.compile(r"[A-Z_]{1,60}")
_LIMITS = ("RATE_LIMITED", "RATE_LIMIT")
_MISSING = (404, 410, 451)
_REFUSALS = (401, 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """What one request gave; `next` is the forge's own address of the next page, '' after the last."""

    body: T
    reply: Reply
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The forge says that the thing is not there (404), gone (410) or withheld by law (451)."""

    status: int


class GraphqlError(msgspec.Struct):
    """What went wrong, as a word; the forge's sentences are left out, for they may name people."""

    type: str = ""
    path: list[str | int] = []

    @property
    def reason(self) -> str:
        return self.type if _WORD.fullmatch(self.type) else "without a reason"


class GraphqlAnswer(msgspec.Struct):
    """`data` by alias, as raw JSON; beside it what went wrong."""

    data: dict[str, msgspec.Raw] | None = None
    errors: list[GraphqlError] = []


class _LimitReachedError(Exception):
    """The reply asks us to come back later."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


class _Bill(msgspec.Struct):
    cost: int


class Calls:
    """Everything that is asked of a forge, one request after the other."""

    def __init__(self, send: Send, patience: Patience, *, permissions: str = PERMISSIONS) -> None:
        """`permissions`: what a token needs that is found too weak, as part of a sentence."""
        self._send = send
        self._permissions = permissions
        self.patience = patience
        self._requests = 0
        self._points = 0
        self.first_reply: Reply | None = None

    @property
    def cost(self) -> Cost:
        """REST requests and GraphQL points so far; those that failed are in it."""
        return Cost(requests=self._requests, points=self._points)

    def get(self, path: str, shape: type[T]) -> Page[T] | Missing:
        """One REST answer, decoded.

        Raises:
            TemporaryError: no usable answer within our patience.
            ConfigurationError: the token is wrong or may not read this.
        """

        def read(reply: Reply) -> Page[T] | Missing:
            self._check(reply)
            return _page(reply, shape)

        return self._persist("GET", path, None, read, TRIES)

    def look(self, path: str, shape: type[T]) -> Page[T] | Reply:
        """One REST answer, decoded; where it is none, the reply as it came: for whoever asks what a token may do.

        Raises:
            TemporaryError: no clear answer within our patience.
        """

        def read(reply: Reply) -> Page[T] | Reply:
            if reply.status not in _REFUSALS or is_limit(reply):
                self._check(reply)
            return _given(reply, shape) if reply.status == 200 else reply

        return self._persist("GET", path, None, read, TRIES)

    def write(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        """Have something done, and give the reply, a refusal too.

        It is sent again only where the forge said that it did nothing: at a limit.

        Raises:
            TemporaryError: no clear answer, so that it may have been done or not; or a limit beyond our patience.
            ConfigurationError: the token is refused.
        """

        def read(reply: Reply) -> Reply:
            if reply.status != 403 or is_limit(reply):
                self._check(reply)
            return reply

        try:
            return self._persist(method, path, body, read, 1)
        except BrokenAnswerError as problem:
            raise TemporaryError(
                f"{problem}, so it may have been done or not; run this again: it looks first"
            ) from problem

    def query(self, text: str, *, tries: int = TRIES) -> GraphqlAnswer:
        """One GraphQL answer, which may be partial. `tries`: how often it is sent before BrokenAnswerError is raised.

        Raises:
            BrokenAnswerError: no answer to this query; half of it may have one.
            TemporaryError, ConfigurationError: as above.
        """
        return self._persist("POST", GRAPHQL, {"query": text}, self._graphql, tries)

    def _check(self, reply: Reply) -> None:
        """Refuse what is no answer.

        Raises:
            _LimitReachedError: we are asked to wait.
            BrokenAnswerError: the server is in trouble.
            ConfigurationError: the token is refused.
        """
        if reply.status >= 500:
            raise BrokenAnswerError(f"the forge answered {reply.status}")
        if reply.status == 401:
            raise ConfigurationError(
                "the forge refuses the token in GITHUB_TOKEN (401): it is wrong, expired or revoked; "
                f"make a new one, {self._permissions}"
            )
        if is_limit(reply):
            raise _LimitReachedError(reply)
        if reply.status == 403:
            wanted = reply.headers.get("x-accepted-github-permissions", "")
            hint = f" (the forge asks for {wanted})" if wanted else ""
            raise ConfigurationError(f"the token in GITHUB_TOKEN is too weak (403): {self._permissions}{hint}")

    def _persist(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None,
        read: Callable[[Reply], T],
        tries: int,
    ) -> T:
        """Send until there is an answer, as long as tries and patience last."""
        broken = waits = 0
        while True:
            started = self.patience.monotonic()
            try:
                return read(self._once(method, path, body))
            except _LimitReachedError as limit:
                wait = wait_of(limit.reply, repeats=waits)
                self.patience.wait(wait.seconds, wait.why)
                waits += 1
            except BrokenAnswerError as problem:
                self.patience.lose(self.patience.monotonic() - started)
                broken += 1
                if broken >= (tries if problem.may_halve or tries == 1 else TRIES):
                    raise
                self.patience.wait(2 ** (broken - 1), str(problem))

    def _once(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        if path == GRAPHQL:
            self._points += 1
        else:
            self._requests += 1
        try:
            reply = self._send(method, path, body)
        except OSError as problem:
            if self.first_reply is None and not isinstance(problem, TimeoutError):
                raise TemporaryError(
                    f"the forge cannot be reached: no network? ({type(problem).__name__})"
                ) from problem
            raise BrokenAnswerError(f"the forge did not answer ({type(problem).__name__})") from problem
        self.first_reply = self.first_reply or reply
        return reply

    def _graphql(self, reply: Reply) -> GraphqlAnswer:
        self._check(reply)
        if reply.status != 200:
            raise TemporaryError(f"the forge's GraphQL answered {reply.status}; try again later")
        answer = decoded(reply.text, GraphqlAnswer)
        if any(error.type in _LIMITS for error in answer.errors):
            raise _LimitReachedError(reply)
        if answer.data is None:
            raise BrokenAnswerError(
                f"GraphQL gave no data: {answer.errors[0].reason if answer.errors else 'nor a reason'}"
            )
        self._points += max(_price(answer) - 1, 0)
        _check_repository(answer)
        return answer


def _page(reply: Reply, shape: type[T]) -> Page[T] | Missing:
    if reply.status in _MISSING:
        return Missing(status=reply.status)
    if reply.status != 200:
        raise TemporaryError(f"the forge answered {reply.status}; try again later")
    return _given(reply, shape)


def _given(reply: Reply, shape: type[T]) -> Page[T]:
    following = _NEXT.search(reply.headers.get("link", ""))
    return Page(body=decoded(reply.text, shape), reply=reply, next=following[1] if following else "")


def decoded(text: str | msgspec.Raw, shape: type[T]) -> T:
    """JSON in this shape; BrokenAnswerError where it is none, or has another."""
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.ValidationError as problem:
        raise BrokenAnswerError(f"the forge answered in a shape we do not know: {problem}") from problem
    except (msgspec.DecodeError, UnicodeError) as problem:
        raise BrokenAnswerError("the forge answered with something that is not JSON, or cut off") from problem


def _price(answer: GraphqlAnswer) -> int:
    raw = (answer.data or {}).get("rateLimit")
    return 1 if raw is None or bytes(raw) == b"null" else decoded(raw, _Bill).cost


def _check_repository(answer: GraphqlAnswer) -> None:
    """Refuse an answer whose repository is null: REST has just shown that it is there."""
    if answer.data is None or bytes(answer.data.get("repository", b"{}")) != b"null":
        return
    if any(error.type in ("FORBIDDEN", "INSUFFICIENT_SCOPES") for error in answer.errors):
        raise ConfigurationError(f"the token in GITHUB_TOKEN is too weak: {PERMISSIONS}")
    raise BrokenAnswerError("the forge's GraphQL does not find the repository that its REST shows", may_halve=False)
