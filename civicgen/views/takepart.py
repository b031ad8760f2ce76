"""How one takes part in a proposal now, with an account and without. Content and state in, page data out; no I/O."""

from dataclasses import dataclass

from civicgen.model.facts import Published
from civicgen.model.names import State, Status
from civicgen.model.portal import Authority, Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views.terms import CountingTerms, counting_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePart:
    """Both ways to take part. `thread_url` is '' before there is a thread; `authority` None where nobody is known.

    `is_asking` while stances are asked for; `is_shelved` for a draft and for what was withdrawn or merged.
    """

    thread_url: str
    contact: str
    authority: Authority | None
    state: str | None
    is_asking: bool
    is_shelved: bool
    opens: Instant | None
    closes: Instant | None
    zone: str
    terms: CountingTerms | None


def take_part(proposal: Proposal, published: Published, portal: Portal, thread_url: str) -> TakePart:
    """What a reader of this proposal can do at the time for which the site was built."""
    consultation, facts = published.dossier.consultation, published.facts
    counting = consultation.counting
    is_shelved = proposal.status in (Status.DRAFT, Status.WITHDRAWN, Status.MERGED)
    return TakePart(
        thread_url=thread_url,
        contact=consultation.contact,
        authority=portal.authorities.get(consultation.authority),
        state=facts.state.value if facts.state else None,
        is_asking=facts.state in (State.OPEN, None) and not is_shelved,
        is_shelved=is_shelved,
        opens=counting.opens if counting else None,
        closes=counting.closes if counting else None,
        zone=counting.zone if counting else portal.timezone,
        terms=counting_terms(counting),
    )
