"""`civicgen forms`: GitHub's issue forms, written from content."""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from civicgen.cli.desk_words import desk_words
from civicgen.cli.form_files import changes_of_forms, links_of
from civicgen.cli.pressing import finding_lines
from civicgen.content.portal import PORTAL_FILE
from civicgen.content.read import read_content
from civicgen.desk.form_changes import FormChanges
from civicgen.desk.issue_forms import taking_proposals
from civicgen.desk.prefilled import new_file_address, proposal_address
from civicgen.desk.skeletons import new_consultation
from civicgen.desk.words import DeskWords
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.content import Content
from civicgen.model.findings import Finding, Severity
from civicgen.model.times import Instant, instant, parse_instant
from civicgen.store.content_files import ContentFolder
from civicgen.store.portal_files import PortalFiles
from civicgen.text.terminal import strip_terminal


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--at", help="The forms that are due at this time instead of now, like 2026-11-20T09:00:00Z.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where the forms are not what is due.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--links", is_flag=True, help="Print the addresses at GitHub that begin a proposal or a file of content.")
@click.option("--branch", default="main", show_default=True, help="With --links: the branch that files go into.")
def forms(root: Path, at: str | None, check: bool, dry_run: bool, links: bool, branch: str) -> None:
    """Write the forms of the consultations that take proposals, and the one for reports, into .github/ISSUE_TEMPLATE.

    Forms that are no longer due are removed. A file that does not begin as civicgen's own do is left alone.
    """
    now = _instant(at)
    content = read_content(ContentFolder(root).read(), at=now)
    problems = [finding for finding in content.findings if _stands_in_the_way(finding)]
    if problems:
        for finding in problems:
            click.echo("\n".join(finding_lines(finding)))
        click.echo("Nothing was written: the forms say what stands in these files, so mend them first.", err=True)
        sys.exit(EXIT_FINDINGS)
    if links:
        words = {language: desk_words(language, root) for language in content.portal.languages}
        for line in _links(content, words, now, branch):
            click.echo(strip_terminal(line))
        return
    files = PortalFiles(root)
    found = changes_of_forms(content, root, now)
    for line in _told(found, files, is_plan=check or dry_run):
        click.echo(line)
    if not (check or dry_run):
        files.write(found.changes)
    elif check and found.changes:
        sys.exit(EXIT_FINDINGS)


def _instant(at: str | None) -> Instant:
    if at is None:
        return instant(datetime.now(UTC))
    try:
        return parse_instant(at)
    except ValueError as problem:
        raise ConfigurationError(f"--at {at}: {problem}; write it like 2026-11-20T09:00:00Z") from problem


def _stands_in_the_way(finding: Finding) -> bool:
    """Whether a form could say something wrong because of it."""
    file = finding.place.file
    return finding.severity is Severity.ERROR and (file == PORTAL_FILE or file.endswith("/consultation.md"))


def _told(found: FormChanges, files: PortalFiles, *, is_plan: bool) -> Iterator[str]:
    for file in found.changes:
        what = "removed" if file.text is None else "changed" if files.has(file.path) else "wrote"
        yield f"{'to be ' if is_plan else ''}{'written' if is_plan and what == 'wrote' else what}: {file.path}"
    for path in found.foreign:
        yield f"left alone, because civicgen did not make it: {path}"
    if not found.changes:
        yield "The forms are what is due."


def _links(content: Content, words: Mapping[str, DeskWords], at: Instant, branch: str) -> Iterator[str]:
    """The addresses as a list of Markdown, for a README, a wiki or a page of the editors' own."""
    portal = content.portal
    if not portal.repository:
        raise ConfigurationError(f"{PORTAL_FILE} names no `repository`; write it there as owner/name")
    for consultation, _ in taking_proposals(content, at):
        for language in words:
            address = proposal_address(portal, consultation.slug, language)
            yield f"- {consultation.slug}: [propose ({language})]({address})"
    for dossier in content.dossiers:
        yield from links_of(dossier.consultation, portal, at, branch)
    first = next(iter(words.values()))
    yield f"- [new consultation]({new_file_address(portal, branch, new_consultation(portal, first))})"
