"""What the ledger knows of threads, so that the forge is asked only for news. State in, KnownThread out. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Set

from civicgen.ledger.state import CommentKnown, ConsultationState, ThreadKnown
from civicgen.model.names import ProposalId
from civicgen.model.observation import KnownComment, KnownThread
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant


def known_threads(
    state: ConsultationState,
    proposals: Iterable[Proposal],
    *,
    as_of: Instant | None,
    unread: Set[str] = frozenset(),
) -> tuple[KnownThread, ...]:
    """The threads of these proposals as the ledger knows them, by number; each number once.

    Args:
        as_of: the last complete observation of the consultation.
        unread: refs of comments whose texts were lost (civicgen.ledger.commitments.missing_texts): their threads are
            read whole, and so is one that was gone, should it be back.
    """
    reactions = _live_reactions(state)
    comments: dict[ProposalId, list[CommentKnown]] = defaultdict(list)
    for comment in state.comments.values():
        if not comment.is_gone:
            comments[comment.proposal].append(comment)
    found: dict[int, KnownThread] = {}
    for proposal in sorted(proposals, key=lambda each: each.id):
        number = proposal.thread
        if number is None or number in found:
            continue
        if state.thread_of(proposal.id) != number:
            found[number] = _never_observed(number)
            continue
        standing = comments[proposal.id]
        thread = state.threads.get(number, ThreadKnown(number=number))
        is_to_read_whole = thread.state.is_gone or any(comment.ref in unread for comment in standing)
        found[number] = KnownThread(
            number=number,
            as_of=None if is_to_read_whole else as_of,
            state=thread.state,
            reactions=reactions[proposal.id, ""],
            comments={
                comment.ref: KnownComment(
                    ref=comment.ref,
                    reactions=reactions[proposal.id, comment.ref],
                    is_hidden=comment.hidden is not None,
                    edited_at=comment.edited_at,
                )
                for comment in standing
            },
            moved_to=thread.moved_to,
        )
    return tuple(found[number] for number in sorted(found))


def _never_observed(number: int) -> KnownThread:
    return KnownThread(
        number=number, as_of=None, state=ThreadKnown(number=number).state, reactions=frozenset(), comments={}
    )


def _live_reactions(state: ConsultationState) -> defaultdict[tuple[ProposalId, str], frozenset[int]]:
    gathered: dict[tuple[ProposalId, str], set[int]] = defaultdict(set)
    for ref, row in state.reactions.items():
        if row.proposal is not None:
            gathered[row.proposal, row.facts.get("on", "")].add(int(ref.removeprefix("reaction:")))
    return defaultdict(frozenset, {post: frozenset(ids) for post, ids in gathered.items()})
