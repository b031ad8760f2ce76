"""Every address that civic pages and files will have: ordinary pages may link to them. No I/O."""

from collections.abc import Iterator
from functools import cached_property

from civicgen.exports.registry import FILES, address_in_data
from civicgen.model.leaf import Brief
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.views import addresses
from civicgen.views.answers import answers_plans
from civicgen.views.links import shown_status
from civicgen.views.listing import lists_of


def is_civic(address: str) -> bool:
    """Whether an address could only be that of a civic page or file."""
    return address.startswith(("consultations/", "data/"))


class CivicAddresses:
    """The addresses of one build; they are gone through only when one below a consultation or `data/` is asked for."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter

    def __contains__(self, address: object) -> bool:
        return is_civic(str(address)) and address in self._all

    @cached_property
    def _all(self) -> frozenset[str]:
        found = {address for each in self._matter.consultations for address in _addresses_of(each)}
        return frozenset({addresses.CONSULTATIONS, *found})


def _addresses_of(consultation: ConsultationMatter) -> Iterator[str]:
    facts, slug, parts = consultation.facts, consultation.slug, consultation.context.parts
    yield facts.page
    yield addresses.receipts_page(slug)
    for plan in answers_plans(consultation.dossier.answers, slug):
        yield from plan.pages
    briefs = [
        Brief(id=each.id, facts=each, status=shown_status(each.status, facts.state), first_seen="", sums={})
        for each in facts.proposals
    ]
    yield from (plan.address for plan in lists_of(briefs, slug).plans)
    yield from (each.page for each in facts.proposals)
    yield from (addresses.document_file(slug, document.name) for document in consultation.dossier.documents)
    for name in FILES:
        yield from (f"data/{address_in_data(slug, name, part, parts)}" for part in range(parts))
    yield from (addresses.data_file(slug, name) for name in ("consultation.json", "figures.json"))
