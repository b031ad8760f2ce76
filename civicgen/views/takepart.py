"""How one takes part in a proposal now, with an account and without. Content and state in, page data out; no I/O."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from civicgen.model.ledger import Row, RowType
from civicgen.model.names import State, Status
from civicgen.model.portal import Authority, Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views.links import Link
from civicgen.views.shared import Shared
from civicgen.views.terms import CountingTerms


class TakePart(msgspec.Struct, frozen=True, kw_only=True):
    """Both ways to take part. `thread_url` is '' before there is a thread; `authority` None where nobody is known.

    `conversation` is what the public record says of the thread: `locked`, its state, or '' while it is as usual;
    `moved_to` is where a transferred one is now. `is_asking` while stances are asked for; `is_shelved` for a draft and
    for what was withdrawn or merged. `receipts` is where numbers of receipts are answered.
    """

    thread_url: str
    conversation: str
    moved_to: Link | None
    contact: str
    authority: Authority | None
    state: str | None
    is_asking: bool
    is_shelved: bool
    opens: Instant | None
    closes: Instant | None
    zone: str
    terms: CountingTerms | None
    receipts: str


def take_part(proposal: Proposal, shared: Shared, *, thread_url: str, rows: Sequence[Row]) -> TakePart:
    """What a reader of this proposal can do at the time for which the site was built. `rows` are its own."""
    context = shared.context
    is_shelved = proposal.status in (Status.DRAFT, Status.WITHDRAWN, Status.MERGED)
    standing = _standing(proposal, rows)
    return TakePart(
        thread_url=thread_url,
        conversation=_conversation(standing),
        moved_to=_moved_to(standing, context.portal),
        contact=context.consultation.contact,
        authority=shared.asker,
        state=shared.state,
        is_asking=context.state in (State.OPEN, None) and not is_shelved,
        is_shelved=is_shelved,
        opens=shared.opens,
        closes=shared.closes,
        zone=shared.zone,
        terms=shared.terms,
        receipts=shared.receipts,
    )


def _standing(proposal: Proposal, rows: Sequence[Row]) -> Mapping[str, Any]:
    """The facts of the last row about the proposal's thread; empty while there is nothing to say."""
    ref = f"thread:{proposal.thread}"
    found = [row.facts for row in rows if row.ref == ref and row.type is RowType.THREAD]
    return found[-1] if found else {}


def _conversation(standing: Mapping[str, Any]) -> str:
    state = str(standing.get("state", "open"))
    return state if state != "open" else "locked" if standing.get("is_locked") else ""


def _moved_to(standing: Mapping[str, Any], portal: Portal) -> Link | None:
    repository, mark, number = str(standing.get("moved_to", "")).partition("#")
    if not mark or not number.isdigit():
        return None
    return Link(title=repository, address=f"{portal.forge_url}/{repository}/issues/{number}")
