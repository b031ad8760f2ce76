"""`figures.json`: every named number of a consultation; `portal.json`: those of the whole portal. Pure."""

from collections.abc import Mapping, Sequence

from civicgen.exports.json_text import json_document
from civicgen.exports.recomputable import Recomputable
from civicgen.model.facts import ConsultationFacts
from civicgen.model.ledger import Ledger


def figures_json(numbers: Recomputable) -> bytes:
    """Name and value of each figure; see civicgen.model.figures for the names."""
    head = {"consultation": numbers.facts.slug, "as_of": numbers.facts.as_of}
    return json_document(head, "figures", dict(sorted(numbers.figures.items())))


def portal_json(consultations: Sequence[ConsultationFacts], figures: Mapping[str, int], ledger: Ledger) -> bytes:
    """The consultations, the portal's own figures, and which record the numbers come from."""
    head = {
        "checkpoint": ledger.checkpoint,
        "harvests": len(ledger.harvests),
        "figures": dict(sorted(figures.items())),
    }
    items = [
        {"slug": facts.slug, "title": facts.title, "page": facts.page, "state": facts.state, "as_of": facts.as_of}
        for facts in consultations
    ]
    return json_document(head, "consultations", items)
