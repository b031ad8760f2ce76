"""Numbers of receipts are copied by hand from slips of paper. Drafts in, findings out; no I/O."""

from collections.abc import Iterator

from civicgen.content.drafts import DossierDraft
from civicgen.model.findings import Finding, Severity
from civicgen.model.receipts import has_slip
from civicgen.model.times import Instant


def check_receipts_as_given_out(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """The last character of a number that civicgen made follows from the others, so that a slip of the pen shows."""
    for letter in dossier.contributions:
        if has_slip(letter.receipt):
            yield Finding(
                code="receipt-slip",
                place=letter.place,
                message=f"receipt {letter.receipt} was never given out: a character is wrong, or two changed places",
                hint="Compare it with the slip, or the person will not find it. Numbers of your own need another form.",
                severity=Severity.WARNING,
            )
