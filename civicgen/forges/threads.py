"""Observes threads: open, closed, locked, pull request or not, and where they went.

In: known threads. Out: for each its first look, or what became of it where it is gone. Asked through `calls`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from civicgen.forges.batches import Absent, Failed, Question, ask_all
from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import ConversionNode, Owner, RestIssue, ThreadNode
from civicgen.forges.queries import conversion, thread
from civicgen.forges.reactions import Subject
from civicgen.model.observation import KnownThread, ThreadSeen, ThreadState

FEW_THREADS = 20
"""Up to so many new threads their comments are listed thread by thread; for more, the repository's list is shorter."""

LARGEST_NUMBER = 2**31 - 1
"""The largest that GraphQL takes; one slip of the pen beyond it would spoil a query for a hundred threads."""

_STATES = {404: ThreadState.INACCESSIBLE, 410: ThreadState.DELETED, 451: ThreadState.INACCESSIBLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A thread that is there. `comments` is their number, None where it was not asked for."""

    known: KnownThread
    state: ThreadState
    is_locked: bool
    is_pull_request: bool
    comments: int | None

    @property
    def is_new(self) -> bool:
        return self.known.as_of is None


def look_at(
    calls: Calls, repository: Owner, threads: Sequence[KnownThread], *, done: Callable[[int], None]
) -> tuple[Mapping[int, Looked | ThreadSeen], Sequence[Subject]]:
    """Each thread by number: Looked where it is there and ours, else what is to be said of it instead.

    Beside it the reactions of those that are there, as far as they were shown.
    """
    known = {each.number: each for each in threads}
    counts_comments = sum(each.as_of is None for each in threads) <= FEW_THREADS
    question: Question[int, ThreadNode] = Question(
        operation="Threads",
        part=lambda number: _part(known[number], counts_comments=counts_comments),
        shape=ThreadNode,
        repository=repository.full_name,
    )
    answers = ask_all(calls, question, [number for number in known if number <= LARGEST_NUMBER], done=done)
    looks: dict[int, Looked | ThreadSeen] = {
        number: _judged(calls, repository, known[number], answers.get(number, Absent())) for number in known
    }
    looks.update(_converted(calls, repository, looks))
    there = [look for look in looks.values() if isinstance(look, Looked)]
    return looks, [_subject(repository, look.known, answers[look.known.number]) for look in there]


def _part(known: KnownThread, *, counts_comments: bool) -> str:
    is_new = known.as_of is None
    return thread(known.number, is_new=is_new, counts_comments=is_new and counts_comments)


def _subject(repository: Owner, known: KnownThread, answer: ThreadNode | Absent | Failed) -> Subject:
    assert isinstance(answer, ThreadNode), "only what was answered is there"
    return Subject(
        ref=f"thread:{known.number}",
        node_id=answer.id,
        path=f"/repositories/{repository.id}/issues/{known.number}",
        page=answer.reactions,
        known=known.reactions,
        as_of=known.as_of,
    )


def _judged(
    calls: Calls, repository: Owner, known: KnownThread, answer: ThreadNode | Absent | Failed
) -> Looked | ThreadSeen:
    if isinstance(answer, Failed):
        return ThreadSeen(number=known.number, state=known.state, problem=answer.why)
    if isinstance(answer, Absent):
        return _vanished(calls, repository, known)
    is_ours = answer.repository.database_id in (repository.id, None) and answer.number == known.number
    if not is_ours:
        return _moved(known, answer.repository.name_with_owner, answer.number)
    return Looked(
        known=known,
        state=ThreadState.CLOSED if answer.closed else ThreadState.OPEN,
        is_locked=answer.locked,
        is_pull_request=answer.typename == "PullRequest",
        comments=None if answer.comments is None else answer.comments.total_count,
    )


def _converted(calls: Calls, repository: Owner, looks: Mapping[int, Looked | ThreadSeen]) -> Mapping[int, ThreadSeen]:
    """Those that were converted to discussions; in every other way they look like closed and locked issues."""
    suspects = [number for number, look in looks.items() if isinstance(look, Looked) and _may_be_converted(look)]
    question: Question[int, ConversionNode] = Question(
        operation="Conversions", part=conversion, shape=ConversionNode, repository=repository.full_name
    )
    answers = ask_all(calls, question, suspects, done=lambda _: None)
    converted = [each for each, answer in answers.items() if isinstance(answer, ConversionNode) and answer.is_converted]
    return {number: ThreadSeen(number=number, state=ThreadState.DISCUSSION, is_locked=True) for number in converted}


def _may_be_converted(look: Looked) -> bool:
    """Closed and locked since we looked last; a thread known as closed is not asked about again and again."""
    is_news = look.is_new or look.known.state is ThreadState.OPEN
    return is_news and look.state is ThreadState.CLOSED and look.is_locked and not look.is_pull_request


def _vanished(calls: Calls, repository: Owner, known: KnownThread) -> ThreadSeen:
    """What became of a thread that GraphQL does not find. REST is asked once: a thread known as gone stays so."""
    if known.state.is_gone:
        return ThreadSeen(number=known.number, state=known.state, moved_to=known.moved_to)
    page = calls.get(f"/repositories/{repository.id}/issues/{known.number}", RestIssue)
    if isinstance(page, Missing):
        return ThreadSeen(number=known.number, state=_STATES[page.status])
    issue = page.body
    if issue.number != known.number or issue.repository.lower() != repository.full_name.lower():
        return _moved(known, issue.repository, issue.number)
    return ThreadSeen(number=known.number, state=known.state, problem="the forge's two answers contradict each other")


def _moved(known: KnownThread, repository: str, number: int) -> ThreadSeen:
    """A transferred thread: nothing of the other repository is taken over."""
    return ThreadSeen(number=known.number, state=ThreadState.TRANSFERRED, moved_to=f"{repository}#{number}")
