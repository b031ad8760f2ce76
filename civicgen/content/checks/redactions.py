"""Letters whose text is to be taken out of everything: it should not stand in the table either. No I/O."""

from collections.abc import Iterator, Sequence

from civicgen.content.drafts import DossierDraft
from civicgen.model.findings import Finding, Severity
from civicgen.model.moderation import Moderation


def check_redacted_letters(moderation: Moderation, dossiers: Sequence[DossierDraft]) -> Iterator[Finding]:
    """The site leaves such a text out, but the repository shows it as long as it stands there."""
    for dossier in dossiers:
        redacted = {each.item for each in moderation.redactions_in(dossier.consultation.item.slug)}
        for letter in dossier.contributions:
            if letter.text and f"receipt:{letter.receipt}" in redacted:
                yield Finding(
                    code="redacted-text",
                    place=letter.place,
                    message=f"the text of receipt {letter.receipt} is to be removed, and still stands here",
                    hint="Empty its `text`; the history of the repository keeps it, see docs/redaction.md.",
                    severity=Severity.WARNING,
                )
