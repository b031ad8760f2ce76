"""Finds the comments whose texts have to be read: new and edited ones, and all of threads never seen before.

In: threads and what is known of them. Out: comments in REST's shape, by ref. Asked through `calls`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import Owner, RestComment
from civicgen.forges.listing import changed_since, of_thread
from civicgen.forges.reactions import LAG
from civicgen.forges.threads import FEW_THREADS, Looked
from civicgen.model.observation import KnownComment
from civicgen.model.times import instant, moment

FEW_COMMENTS = 20
"""Up to so many vanished comments are asked for one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sort of comments: what its refs begin with, and where the forge keeps it."""

    prefix: str
    path: str

    def ref(self, comment_id: int) -> str:
        return f"{self.prefix}{comment_id}"

    def address(self, ref: str) -> str:
        return f"{self.path}/comments/{ref.removeprefix(self.prefix)}"


def sorts_of(repository: Owner) -> tuple[Sort, Sort]:
    """Comments of threads, and comments on the lines of pull requests."""
    home = f"/repositories/{repository.id}"
    return Sort(prefix="comment:", path=f"{home}/issues"), Sort(prefix="review:", path=f"{home}/pulls")


def listed(
    calls: Calls, sort: Sort, threads: Sequence[Looked], node_ids: Mapping[str, str]
) -> Mapping[str, RestComment]:
    """The comments of this sort that may be new or edited, by ref.

    `threads` are those that may have such comments. Everything is listed where a known comment lacks its node id, which
    is kept outside the ledger and may be lost.
    """
    old = [thread for thread in threads if not thread.is_new]
    new = [thread for thread in threads if thread.is_new and _may_have_comments(thread, sort)]
    found: list[RestComment] = []
    if len(new) > FEW_THREADS or known_comments(old, sort).keys() - node_ids.keys():
        found.extend(changed_since(calls, f"{sort.path}/comments", None))
    else:
        moments = [moment(thread.known.as_of) for thread in old if thread.known.as_of is not None]
        if moments:
            found.extend(changed_since(calls, f"{sort.path}/comments", instant(min(moments) - LAG)))
        for thread in new:
            found.extend(_of_new_thread(calls, sort, thread))
    numbers = {thread.known.number for thread in threads}
    return {sort.ref(comment.id): comment for comment in found if comment.thread in numbers}


def known_comments(threads: Sequence[Looked], sort: Sort) -> Mapping[str, KnownComment]:
    """The live comments of this sort that the ledger holds, by ref."""
    return {
        ref: known for thread in threads for ref, known in thread.known.comments.items() if ref.startswith(sort.prefix)
    }


def truly_gone(calls: Calls, sort: Sort, absent: Sequence[str]) -> frozenset[str]:
    """Which of the comments that GraphQL does not find are gone by REST, too."""
    if len(absent) > FEW_COMMENTS:
        still = {sort.ref(text.id) for text in changed_since(calls, f"{sort.path}/comments", None)}
        return frozenset(absent) - still
    return frozenset(ref for ref in absent if isinstance(calls.get(sort.address(ref), RestComment), Missing))


def _may_have_comments(thread: Looked, sort: Sort) -> bool:
    if sort.prefix == "review:":
        return thread.is_pull_request
    return thread.comments != 0


def _of_new_thread(calls: Calls, sort: Sort, thread: Looked) -> list[RestComment]:
    """All comments of a thread; read twice where a deletion between two pages may have hidden one."""
    path = f"{sort.path}/{thread.known.number}"
    found = list(of_thread(calls, path))
    if sort.prefix == "comment:" and len({each.id for each in found}) < (thread.comments or 0):
        found.extend(of_thread(calls, path))
    return found
