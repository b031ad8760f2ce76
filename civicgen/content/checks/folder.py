"""What lies in a consultation's folder belongs together. Drafts in, findings out; no I/O."""

from collections.abc import Iterator

from civicgen.content.drafts import DossierDraft
from civicgen.content.translations import orphan_finding
from civicgen.model.findings import Finding
from civicgen.model.times import Instant


def check_translated_originals(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A translation has an original."""
    folder = dossier.folder
    for texts in (folder.proposals, folder.answers, folder.updates):
        for _, text in sorted(texts.items()):
            if text.original is None:
                yield orphan_finding(text)


def check_contributed_proposals(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A contribution is about a proposal that is there; otherwise it is listed and not counted."""
    known = {draft.item.id for draft in dossier.proposals}
    for contribution in dossier.contributions:
        if contribution.proposal is not None and contribution.proposal not in known:
            yield Finding(
                code="unknown-proposal",
                place=contribution.place,
                message=f"`{contribution.proposal[:80]}` is no proposal of this consultation",
                hint="Write the id of a proposal in the same consultation, or leave the field empty.",
            )
