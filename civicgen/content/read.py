"""Files -> Content: the one entry to this room. Reads nothing from disk, writes nothing, knows no clock."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from civicgen.content.checks.redactions import check_redacted_letters
from civicgen.content.checks.registry import PORTAL_CHECKS
from civicgen.content.dossiers import bodies_of, check_dossier, finished, read_folder
from civicgen.content.drafts import DossierDraft
from civicgen.content.layout import Inventory, check_strays, take_inventory
from civicgen.content.links import Library, check_links, find_links
from civicgen.content.memory import DraftMemory
from civicgen.content.moderation import read_moderation
from civicgen.content.pages import Pages, read_pages
from civicgen.content.portal import PORTAL_FILE, read_portal
from civicgen.model.content import Content, SourceFile
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.moderation import Moderation
from civicgen.model.times import Instant


def read_content(
    files: Iterable[SourceFile], *, at: Instant | None = None, memory: DraftMemory | None = None
) -> Content:
    """Everything below `content/`, read and checked; nothing is left out because something is wrong with it.

    `at` is the moment for which checks that depend on time are made; without one they are not made. With a memory of
    an earlier reading only files that changed are read; the result is the same.
    """
    inventory = take_inventory(files)
    portal, about_portal = read_portal(inventory.portal)
    drafts = tuple(read_folder(folder, portal, memory) for _, folder in sorted(inventory.folders.items()))
    if memory is not None:
        memory.turn()
    slugs = {draft.consultation.item.slug for draft in drafts}
    moderation, about_moderation = read_moderation(inventory.moderation, slugs)
    pages = read_pages(inventory.pages)
    library = _library(inventory, drafts, pages)
    between = _between_consultations(drafts, moderation)
    dossiers = tuple(
        finished(draft, [*check_dossier(draft, library, at), *between[draft.folder.slug]]) for draft in drafts
    )
    findings = [*about_portal, *about_moderation, *check_strays(inventory), *pages.findings]
    for file, text in pages.texts.items():
        findings.extend(check_links(file, find_links(text), 1, library))
    for dossier in dossiers:
        findings.extend(dossier.findings)
    if not (inventory.portal or drafts or pages.paths or inventory.strays):
        findings = [_nothing_yet()]
    return Content(
        portal=portal,
        moderation=moderation,
        dossiers=dossiers,
        pages=pages.paths,
        findings=worst_first(findings),
    )


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, then by file and line; each once."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda f: (f.severity is not Severity.ERROR, f.place.file, f.place.line or 0, f.code, f.message),
        )
    )


def _library(inventory: Inventory, drafts: Sequence[DossierDraft], pages: Pages) -> Library:
    """What links may lead to: every file that could be read."""
    bodies = dict(pages.texts)
    paths = {*pages.paths}
    for draft in drafts:
        bodies.update(bodies_of(draft))
        folder = draft.folder
        paths.update(source.path for source in (*folder.documents, *folder.contributions) if not source.problem)
    return Library(paths=frozenset((*paths, *bodies)), bodies=bodies)


def _between_consultations(drafts: Sequence[DossierDraft], moderation: Moderation) -> dict[str, list[Finding]]:
    """The findings of checks over the whole portal, by the folder in which their file lies."""
    by_folder: dict[str, list[Finding]] = defaultdict(list)
    for finding in chain(check_redacted_letters(moderation, drafts), *(check(drafts) for check in PORTAL_CHECKS)):
        by_folder[finding.place.file.split("/")[2]].append(finding)
    return by_folder


def _nothing_yet() -> Finding:
    return Finding(
        code="nothing-yet",
        place=Place(file=PORTAL_FILE),
        message="there is no content yet",
        hint="`civicgen init` begins a portal, `civicgen new consultation` a consultation; "
        "docs/content.md has an example of each file.",
        severity=Severity.WARNING,
    )
