"""`civicgen build`: the site from content and public record. Needs neither network nor token nor clock."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.times import Instant, parse_instant
from civicgen.site.build import STEPS, Built, build_site

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
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=STEPS)

        def show(what: str, done: int, total: int | None) -> None:
            bar.update(task, description=what, completed=done, total=total)

        folder = (ledger or root / "ledger").absolute()
        built = build_site(root, ledger=folder, site=site, at=_instant(at), progress=show)
    _print_summary(built, site)
    if strict and (built.edition.content.findings or built.warnings):
        sys.exit(EXIT_FINDINGS)


def _instant(at: str | None) -> Instant | None:
    if at is None:
        return None
    try:
        return parse_instant(at)
    except ValueError as problem:
        raise ConfigurationError(f"--at {at}: {problem}; write it like 2026-11-20T09:00:00Z") from problem


def _print_summary(built: Built, site: Path) -> None:
    content, written = built.edition.content, built.written
    if not content.dossiers:
        click.echo("There is no consultation yet: make a folder below content/consultations with a consultation.md.")
    for finding in content.findings[:SHOWN_FINDINGS]:
        click.echo(f"{finding.severity}: {finding.place}: {finding.message}. {finding.hint}")
    if len(content.findings) > SHOWN_FINDINGS:
        click.echo(f"... and {len(content.findings) - SHOWN_FINDINGS} more; `civicgen check` prints them all.")
    for warning in built.warnings:
        click.echo(f"warning: {warning}")
    findings = len(content.findings) + len(built.warnings)
    click.echo(
        f"{site}: {written.pages} pages; {written.written} files written, {written.unchanged} unchanged, "
        f"{written.removed} removed; {findings} findings."
    )
