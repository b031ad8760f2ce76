"""What was published as a proposal stays one: it keeps its file, its id, its thread, and goes forward only. No I/O."""

from collections.abc import Iterator

from civicgen.content.base.pair import Pair
from civicgen.model.findings import Finding, Place
from civicgen.model.names import Status
from civicgen.model.proposal import Proposal

_ENDS = (Status.ANSWERED, Status.WITHDRAWN, Status.MERGED)


def check_proposals_kept(pair: Pair) -> Iterator[Finding]:
    """A proposal that people could see does not vanish, nor change its id; its file may be renamed."""
    if not pair.has_opened:
        return
    known = {proposal.id for proposal in pair.now.proposals}
    files = {proposal.file: proposal for proposal in pair.now.proposals}
    for was in pair.was.proposals:
        if was.id in known or was.is_broken or was.status is Status.DRAFT or was.file in pair.spoilt:
            continue
        now = files.get(was.file)
        yield _gone(was) if now is None else _renamed(was, now)


def check_threads_kept(pair: Pair) -> Iterator[Finding]:
    """The thread on which people take their stance stays the proposal's."""
    for was, now in pair.proposals():
        if was.thread is None or now.thread == was.thread or was.status is Status.DRAFT or not pair.has_opened:
            continue
        now_words = "has none now" if now.thread is None else f"is {now.thread} now"
        yield pair.taken_back(
            was.id,
            code="thread-moved",
            place=Place(file=now.file),
            message=f"the thread is {was.thread} on the base branch and {now_words}; stances stay on the old one",
            hint=f"Write `thread: {was.thread}`.",
        )


def check_statuses_go_forward(pair: Pair) -> Iterator[Finding]:
    """From draft to open, and from there to answered, withdrawn or merged, where a proposal stays."""
    for was, now in pair.proposals():
        if was.status is now.status:
            continue
        place = Place(file=now.file)
        if was.status in _ENDS:
            yield pair.taken_back(
                was.id,
                code="status-goes-back",
                place=place,
                message=f"`{was.id}` is {was.status} on the base branch and {now.status} now; {was.status} is an end",
                hint=f"Write `status: {was.status}`.",
            )
        elif was.status is Status.OPEN and now.status is Status.DRAFT and pair.has_opened:
            yield pair.taken_back(
                was.id,
                code="status-goes-back",
                place=place,
                message=f"`{was.id}` is open on the base branch and a draft now, while people can take part in it",
                hint="Write `status: open`, or `withdrawn` with the reason in its text.",
            )
        elif was.status is Status.DRAFT and now.status is Status.ANSWERED:
            yield Finding(
                code="status-skipped",
                place=place,
                message=f"`{was.id}` is a draft on the base branch and answered now; nobody could take part in it",
                hint="Publish it first, with `status: open` and a `thread`.",
            )


def _gone(was: Proposal) -> Finding:
    return Finding(
        code="proposal-gone",
        place=Place(file=was.file),
        message=f"the proposal `{was.id}` is {was.status} on the base branch, and no file has this id any more",
        hint=f"Bring it back; if it was given up, with `status: withdrawn` and the reason in its text. If the file was "
        f"renamed, write `id: {was.id}` into it.",
    )


def _renamed(was: Proposal, now: Proposal) -> Finding:
    return Finding(
        code="id-changed",
        place=Place(file=now.file),
        message=f"the id is `{was.id}` on the base branch and `{now.id}` now; support and links are for the old one",
        hint=f"Write `id: {was.id}`.",
    )
