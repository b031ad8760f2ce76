"""Files -> Content: the one entry to this room. Reads nothing from disk, writes nothing, knows no clock."""

from collections.abc import Iterable

from civicgen.content.consultation import read_consultation
from civicgen.content.layout import ConsultationFolder, check_strays, take_inventory
from civicgen.content.portal import PORTAL_FILE, read_portal
from civicgen.content.proposals import read_proposal
from civicgen.model.content import Content, Dossier, SourceFile
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.moderation import Moderation
from civicgen.model.portal import Portal
from civicgen.model.times import Instant


def read_content(files: Iterable[SourceFile], *, at: Instant | None = None) -> Content:
    """Everything below `content/`, read and checked; nothing is left out because something is wrong with it.

    `at` is the moment for which checks that depend on time are made; without one they are not made.
    """
    inventory = take_inventory(files)
    portal, about_portal = read_portal(inventory.portal)
    dossiers = tuple(_read_dossier(folder, portal, at) for _, folder in sorted(inventory.folders.items()))
    findings = [*about_portal, *check_strays(inventory)]
    if not (inventory.portal or inventory.folders):
        findings = [_nothing_yet()]
    for dossier in dossiers:
        findings.extend(dossier.findings)
    return Content(
        portal=portal,
        moderation=Moderation(),
        dossiers=dossiers,
        pages=tuple(source.path for source in inventory.pages),
        findings=worst_first(findings),
    )


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, then by file and line."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (f.severity is not Severity.ERROR, f.place.file, f.place.line or 0, f.code, f.message),
        )
    )


def _nothing_yet() -> Finding:
    return Finding(
        code="nothing-yet",
        place=Place(file=PORTAL_FILE),
        message="there is no content yet",
        hint="Begin with content/portal.yml and content/consultations/<name>/consultation.md; "
        "docs/content.md has an example of each.",
        severity=Severity.WARNING,
    )


def _read_dossier(folder: ConsultationFolder, portal: Portal, at: Instant | None) -> Dossier:
    consultation = read_consultation(folder, portal)
    proposals = tuple(
        read_proposal(text, name, consultation, portal)
        for name, text in sorted(folder.proposals.items())
        if text.original is not None
    )
    findings = [*consultation.findings]
    for proposal in proposals:
        findings.extend(proposal.findings)
    return Dossier(
        consultation=consultation,
        proposals=tuple(sorted(proposals, key=lambda proposal: proposal.id)),
        answers=(),
        documents=(),
        contributions=(),
        updates=(),
        findings=worst_first(findings),
    )
