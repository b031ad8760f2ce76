"""The page "how we count": every rule, every reason, and each consultation's terms. No I/O."""

import msgspec

from civicgen.model.names import Excluded
from civicgen.views import addresses
from civicgen.views.links import Link
from civicgen.views.overview import PortalOverview
from civicgen.views.terms import CountingTerms, counting_terms


class ConsultationTerms(msgspec.Struct, frozen=True, kw_only=True):
    """The terms of one consultation."""

    consultation: Link
    terms: CountingTerms


class CountingPage(msgspec.Struct, frozen=True, kw_only=True):
    """`rules` are the names of the rules that the catalogue explains, `reasons` those for not counting a row."""

    address: str
    title: str
    description: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    consultations: tuple[ConsultationTerms, ...]


def counting_page(portal: PortalOverview, *, rules: tuple[str, ...], title: str, description: str) -> CountingPage:
    """How this portal counts."""
    consultations = tuple(
        ConsultationTerms(consultation=Link(title=each.facts.title, address=each.facts.page), terms=terms)
        for each in portal.consultations
        if (terms := counting_terms(each.dossier.consultation.counting)) is not None
    )
    return CountingPage(
        address=addresses.HOW_WE_COUNT,
        title=title,
        description=description,
        rules=rules,
        reasons=tuple(reason.value for reason in Excluded),
        consultations=consultations,
    )
