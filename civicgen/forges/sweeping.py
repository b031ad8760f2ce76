"""One sweep: threads, then their reactions, then their comments, put together as one observation.

In: known threads. Out: `ThreadSeen` of each. Asked through `calls`; the price is in docs/harvest.md.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence

from civicgen.forges.batches import Failed
from civicgen.forges.calls import Calls
from civicgen.forges.comment_lists import sorts_of
from civicgen.forges.comments import CommentsSeen, observe_comments
from civicgen.forges.decode import Owner
from civicgen.forges.reactions import Settled, settle
from civicgen.forges.threads import Looked, look_at
from civicgen.model.observation import KnownThread, ThreadSeen
from civicgen.model.times import Instant

Progress = Callable[[str, int, int | None], None]


def sweep_threads(
    calls: Calls,
    repository: Owner,
    threads: Sequence[KnownThread],
    node_ids: MutableMapping[str, str],
    *,
    began: Instant,
    progress: Progress,
) -> Mapping[int, ThreadSeen]:
    """Each thread as the forge shows it now. `began` is the forge's time when the sweep began."""

    def done(count: int) -> None:
        progress("threads", count, len(threads))

    looks, subjects = look_at(calls, repository, threads, done=done)
    reactions = settle(calls, subjects, began=began)
    del subjects  # the largest things of a sweep, and of no more use
    there = [look for look in looks.values() if isinstance(look, Looked)]
    comments = _comments(calls, repository, there, node_ids, began=began, progress=progress)
    return {
        number: _seen(look, reactions[f"thread:{number}"], [sort[number] for sort in comments if number in sort])
        if isinstance(look, Looked)
        else look
        for number, look in looks.items()
    }


def _comments(
    calls: Calls,
    repository: Owner,
    threads: Sequence[Looked],
    node_ids: MutableMapping[str, str],
    *,
    began: Instant,
    progress: Progress,
) -> Sequence[Mapping[int, CommentsSeen]]:
    """The comments of threads; those on lines are asked for only where there are pull requests."""

    def done(count: int) -> None:
        progress("comments", count, None)

    on_threads, on_lines = sorts_of(repository)
    seen = [observe_comments(calls, on_threads, threads, node_ids, began=began, done=done)] if threads else []
    pull_requests = [thread for thread in threads if thread.is_pull_request]
    if pull_requests:
        seen.append(observe_comments(calls, on_lines, pull_requests, node_ids, began=began, done=done))
    return seen


def _seen(look: Looked, reactions: Settled, comments: Sequence[CommentsSeen]) -> ThreadSeen:
    number = look.known.number
    problems = [sort.problem for sort in comments if sort.problem]
    if isinstance(reactions, Failed):
        problems.insert(0, reactions.why)
    return ThreadSeen(
        number=number,
        state=look.state,
        is_locked=look.is_locked,
        is_pull_request=look.is_pull_request,
        reactions=None if isinstance(reactions, Failed) else reactions,
        comments=tuple(seen for sort in comments for seen in sort.there),
        gone_comments=tuple(ref for sort in comments for ref in sort.gone),
        problem="; ".join(problems),
    )
