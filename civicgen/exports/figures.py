"""Named numbers as files: `proposal-figures.json`, `figures.json` of a consultation, `portal.json`. Pure."""

from collections.abc import Mapping, Sequence

from civicgen.exports.json_text import json_document
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.tables import entries
from civicgen.model.facts import ConsultationFacts
from civicgen.model.names import ConsultationSlug, Digest


def figures_piece(data: ProposalData) -> bytes:
    """Name and value of each figure of a proposal; see docs/data.md for the names."""
    return entries(dict(sorted(data.numbers.figures.items())))


def figures_json(slug: ConsultationSlug, figures: Mapping[str, int]) -> bytes:
    """The figures of a consultation as a whole."""
    return json_document({"consultation": slug}, "figures", dict(sorted(figures.items())))


def portal_json(
    consultations: Sequence[ConsultationFacts],
    figures: Mapping[str, int],
    *,
    checkpoint: Digest | None,
    harvests: int,
) -> bytes:
    """The consultations, the portal's own figures, and which record the numbers come from."""
    head = {"checkpoint": checkpoint, "harvests": harvests, "figures": dict(sorted(figures.items()))}
    listed = [
        {"slug": facts.slug, "title": facts.title, "page": facts.page, "state": facts.state, "as_of": facts.as_of}
        for facts in consultations
    ]
    return json_document(head, "consultations", listed)
