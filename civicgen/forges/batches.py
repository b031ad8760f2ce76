"""Asks GraphQL for many things, up to 100 a query, and tells for each what became of it.

In: things and how to ask for one. Out: for each the answer, that it is absent, or that it failed. On a broken answer
the batch is halved, and grows again step by step; one thing that cannot be read never keeps the others from being read.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from civicgen.forges.calls import Calls, GraphqlAnswer, GraphqlError, decoded
from civicgen.forges.queries import query
from civicgen.forges.transport import BrokenAnswerError

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

BATCH = 100
ROUNDS = 3
"""How often things are asked for that came back with an error of their own."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The forge says that there is no such thing (any more)."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The thing could not be read, and why."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[K, T]):
    """How to ask for a thing: the operation's name, the GraphQL of one alias, the shape of its answer."""

    operation: str
    part: Callable[[K], str]
    shape: type[T]
    repository: str = ""


def ask_all(
    calls: Calls, question: Question[K, T], things: Sequence[K], *, done: Callable[[int], None]
) -> dict[K, T | Absent | Failed]:
    """What the forge says of each thing. `done` is told after each query how many have an answer.

    Raises:
        TemporaryError: the forge does not answer at all, or asks for more patience than there is.
        ConfigurationError: the token is refused.
    """
    answers: dict[K, T | Absent | Failed] = {}
    waiting = list(things)
    for attempt in range(ROUNDS):
        if attempt:
            calls.patience.wait(2 ** (attempt - 1), "the forge could not give everything")
        _ask_round(calls, question, waiting, answers, done)
        waiting = [thing for thing in waiting if isinstance(answers[thing], Failed)]
        if not waiting:
            break
    return answers


def _ask_round(
    calls: Calls,
    question: Question[K, T],
    things: Sequence[K],
    answers: dict[K, T | Absent | Failed],
    done: Callable[[int], None],
) -> None:
    """Ask for all once, in batches that shrink while the forge chokes on them."""
    at, size = 0, BATCH
    while at < len(things):
        batch = things[at : at + size]
        text = query(question.operation, [question.part(thing) for thing in batch], repository=question.repository)
        try:
            told = _sort_out(question, batch, calls.query(text, tries=1 if len(batch) > 1 else 2))
        except BrokenAnswerError as problem:
            if not problem.may_halve:
                raise
            if len(batch) > 1:
                calls.patience.wait(1, str(problem))
                size = len(batch) // 2
                continue
            answers[batch[0]] = Failed(str(problem))
        else:
            answers.update(told)
            size = min(BATCH, size + BATCH // 10)
        at += len(batch)
        done(len(answers))


def _sort_out(question: Question[K, T], batch: Sequence[K], answer: GraphqlAnswer) -> Mapping[K, T | Absent | Failed]:
    data = answer.data or {}
    if question.repository:
        data = decoded(data.get("repository", msgspec.Raw(b"{}")), dict[str, msgspec.Raw])
    depth = 1 if question.repository else 0
    own: dict[str | int, GraphqlError] = {}
    loose: list[GraphqlError] = []
    for error in answer.errors:
        if len(error.path) > depth:
            own[error.path[depth]] = error
        else:
            loose.append(error)
    return {
        thing: _outcome(data.get(f"i{at}"), own.get(f"i{at}"), loose, question.shape) for at, thing in enumerate(batch)
    }


def _outcome(
    raw: msgspec.Raw | None, error: GraphqlError | None, loose: Sequence[GraphqlError], shape: type[T]
) -> T | Absent | Failed:
    """What became of one thing: null is absent only where nothing but NOT_FOUND speaks of it."""
    if error is not None and error.type != "NOT_FOUND":
        return Failed(f"the forge could not read it: {error.reason}")
    if raw is None or bytes(raw) == b"null":
        if raw is not None and not loose:
            return Absent()
        return Failed(f"the forge left it out: {loose[0].reason if loose else 'without a reason'}")
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.ValidationError as problem:
        return Failed(f"the forge answered in a shape we do not know: {problem}")
