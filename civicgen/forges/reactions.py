"""Decides whose reactions changed, and reads no more than it takes to know them all.

In: subjects (threads, comments) with what the ledger knows and a first page. Out: for each its live reactions, None
where they are those that are known, or why that could not be told. Only the pages needed are asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from civicgen.forges.batches import Absent, Failed
from civicgen.forges.calls import Calls
from civicgen.forges.decode import ReactionNode, ReactionPage, reaction_of
from civicgen.forges.ghosts import unmask
from civicgen.forges.paging import Reading, read_whole
from civicgen.model.names import AccountKind
from civicgen.model.observation import AccountSeen, ReactionSeen
from civicgen.model.times import Instant, moment

LAG = timedelta(minutes=1)
"""How long something may take to show everywhere at the forge after it happened."""

Settled = tuple[ReactionSeen, ...] | None | Failed
_UNKNOWN = AccountSeen(kind=AccountKind.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something with reactions: `path` is its REST address, `page` its newest ones or, of a new one, the first page.

    `known` are the live reactions that the ledger holds as of `as_of`; None where it was never observed.
    """

    ref: str
    node_id: str
    path: str
    page: ReactionPage
    known: frozenset[int]
    as_of: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A subject's live reactions: known ones by id, and all of which the forge said more."""

    kept: frozenset[int]
    found: Mapping[int, ReactionNode]


def settle(calls: Calls, subjects: Sequence[Subject], *, began: Instant) -> dict[str, Settled]:
    """The live reactions of every subject, by its `ref`. `began` is the forge's time when the sweep began."""
    live: dict[str, Live | Absent | Failed] = {}
    unproven: dict[str, Subject] = {}
    for subject in subjects:
        proof = proven(subject)
        if proof is None:
            unproven[subject.node_id] = subject
        else:
            live[subject.ref] = proof
    starts = {node_id: _start(subject) for node_id, subject in unproven.items()}
    for node_id, answer in read_whole(calls, starts, began=began).items():
        ref = unproven[node_id].ref
        live[ref] = answer if isinstance(answer, Absent | Failed) else Live(kept=frozenset(), found=answer)
    return {subject.ref: _seen(calls, subject, live[subject.ref]) for subject in subjects}


def proven(subject: Subject) -> Live | None:
    """The live reactions, where total and newest ones leave no other possibility; None where they do.

    Either everything is on the page. Or everything made since the last observation is on it (it reaches back beyond
    that) and, with the known ones, makes up the total: had one been withdrawn, the total would be smaller.
    """
    page = subject.page
    found = page.found
    if len(found) == page.total_count:
        return Live(kept=frozenset(), found=found)
    if subject.as_of is None or not found:
        return None
    new = {id_: node for id_, node in found.items() if id_ not in subject.known}
    reaches_back = min(node.created_at for node in found.values()) < moment(subject.as_of) - LAG
    if reaches_back and page.total_count == len(subject.known) + len(new):
        return Live(kept=subject.known, found=new)
    return None


def _start(subject: Subject) -> Reading:
    """Go on after the first page of a new subject; a known one showed its newest only, so begin at the start."""
    return Reading().and_then(subject.page) if subject.as_of is None else Reading()


def _seen(calls: Calls, subject: Subject, live: Live | Absent | Failed) -> Settled:
    if isinstance(live, Absent):
        return Failed("it vanished while it was read")
    if isinstance(live, Failed):
        return live
    ids = live.kept | live.found.keys()
    if subject.as_of is not None and ids == subject.known:
        return None
    masked = frozenset(id_ for id_, node in live.found.items() if node.user is None and id_ not in subject.known)
    accounts = unmask(calls, subject.path, masked)
    seen = [reaction_of(node, nobody=accounts.get(id_, _UNKNOWN)) for id_, node in live.found.items()]
    since = subject.as_of or Instant("")
    seen += [ReactionSeen(id=id_, kind="", made_at=since, account=_UNKNOWN) for id_ in live.kept - live.found.keys()]
    return tuple(sorted(seen, key=lambda reaction: reaction.id))
