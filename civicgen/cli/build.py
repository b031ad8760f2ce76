"""`civicgen build`: the site from content and public record. Needs neither network nor token nor clock."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from civicgen.app.ports import Progress
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.times import Instant, parse_instant
from civicgen.site.kept import Note, fingerprint, hashes, keep, recall
from civicgen.site.writer import Written

SHOWN_FINDINGS = 10


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record [root/ledger].")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where to write [root/site].")
@click.option("--at", help="Build for this time instead of that of the last attempt, like 2026-11-20T09:00:00Z.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are findings; the site is built all the same.")
def build(root: Path, ledger: Path | None, site: Path | None, at: str | None, strict: bool) -> None:
    """Make the site from content and public record. Findings are shown on the pages; they do not stop the build."""
    root = root.resolve()
    site = (site or root / "site").absolute()
    folder = (ledger or root / "ledger").absolute()
    moment = _instant(at)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("looking for what changed", total=None)

        def show(what: str, done: int, total: int | None) -> None:
            bar.update(task, description=what, completed=done, total=total)

        made_from = fingerprint(root, ledger=folder, at=moment)
        note = recall(root, site, made_from) if made_from else None
        if note is not None:
            files = sum(not path.endswith("/") for path in note.site) - 1
            written = Written(pages=note.pages, written=0, unchanged=files, removed=0)
        else:
            note, written = _build(root, folder, site, moment, made_from=made_from, progress=show)
    _print_summary(note, written, site)
    if strict and (note.findings or note.warnings):
        sys.exit(EXIT_FINDINGS)


def _build(
    root: Path, ledger: Path, site: Path, at: Instant | None, *, made_from: str | None, progress: Progress
) -> tuple[Note, Written]:
    """Build, and note what came of it."""
    # Imported here: theme, templates and languages cost most of a second, and a site that still stands needs none.
    from civicgen.site.build import build_site

    built = build_site(root, ledger=ledger, site=site, at=at, progress=progress)
    content = built.edition.content
    note = Note(
        made_from=made_from or "",
        site=hashes(site) if made_from else {},
        findings=tuple(f"{each.severity}: {each.place}: {each.message}. {each.hint}" for each in content.findings),
        warnings=built.warnings,
        is_empty=not content.dossiers,
        pages=built.written.pages,
    )
    if made_from:
        keep(root, site, note)
    return note, built.written


def _instant(at: str | None) -> Instant | None:
    if at is None:
        return None
    try:
        return parse_instant(at)
    except ValueError as problem:
        raise ConfigurationError(f"--at {at}: {problem}; write it like 2026-11-20T09:00:00Z") from problem


def _print_summary(note: Note, written: Written, site: Path) -> None:
    if note.is_empty:
        click.echo("There is no consultation yet: make a folder below content/consultations with a consultation.md.")
    for finding in note.findings[:SHOWN_FINDINGS]:
        click.echo(finding)
    if len(note.findings) > SHOWN_FINDINGS:
        click.echo(f"... and {len(note.findings) - SHOWN_FINDINGS} more; `civicgen check` prints them all.")
    for warning in note.warnings:
        click.echo(f"warning: {warning}")
    findings = len(note.findings) + len(note.warnings)
    click.echo(
        f"{site}: {written.pages} pages; {written.written} files written, {written.unchanged} unchanged, "
        f"{written.removed} removed; {findings} findings."
    )
