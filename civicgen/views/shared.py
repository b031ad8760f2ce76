"""What all proposals' pages of a consultation have in common, made once for all of them. Context in; no I/O."""

import msgspec

from civicgen.model.leaf import ConsultationContext
from civicgen.model.portal import Authority
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link, authority_name
from civicgen.views.terms import CountingTerms, counting_terms


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """`asker` is the authority where the portal knows it, `authority` what to call it in any case.

    `repository` is its address at the forge, '' where there is none. `receipts` answers numbers of receipts.
    """

    context: ConsultationContext
    consultation: Link
    listing: str
    authority: str
    asker: Authority | None
    state: str | None
    opens: Instant | None
    closes: Instant | None
    zone: str
    terms: CountingTerms | None
    repository: str
    receipts: str


def shared_by_proposals(context: ConsultationContext) -> Shared:
    """What the pages of the consultation's proposals share."""
    portal, consultation, counting = context.portal, context.consultation, context.consultation.counting
    slug = consultation.slug
    return Shared(
        context=context,
        consultation=Link(title=consultation.title, address=addresses.consultation_page(slug)),
        listing=addresses.listing_page(slug, "newest"),
        authority=authority_name(portal, consultation.authority),
        asker=portal.authorities.get(consultation.authority),
        state=context.state.value if context.state else None,
        opens=counting.opens if counting else None,
        closes=counting.closes if counting else None,
        zone=counting.zone if counting else portal.timezone,
        terms=counting_terms(counting),
        repository=f"{portal.forge_url}/{portal.repository}" if portal.repository else "",
        receipts=addresses.receipts_page(slug),
    )
