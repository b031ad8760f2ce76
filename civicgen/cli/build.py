"""`civicgen build`: the site from content and public record. Needs neither network nor token nor clock."""

import shutil
import tempfile
from pathlib import Path

import click

from civicgen.errors import ConfigurationError
from civicgen.model.content import Content
from civicgen.model.times import Instant, parse_instant
from civicgen.site.publish import catalogue_of, publish
from civicgen.site.skin import run_engine
from civicgen.site.wiring import read_edition
from civicgen.site.writer import Written, refuse_foreign

SHOWN_FINDINGS = 10


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where to write; `site` below the root.")
@click.option(
    "--at", help="Build for this time instead of that of the last attempt to collect, such as 2026-11-20T09:00:00Z."
)
def build(root: Path, ledger: Path | None, site: Path | None, at: str | None) -> None:
    """Make the site from content and public record. Findings are shown on the pages; they do not stop the build."""
    root = root.resolve()
    site = (site or root / "site").absolute()
    refuse_foreign(site)
    click.echo("Reading content and public record ...")
    edition = read_edition(root, ledger=(ledger or root / "ledger").absolute(), at=_instant(at))
    catalogue = catalogue_of(edition, root)
    click.echo("Rendering ordinary pages and frames ...")
    stage = Path(tempfile.mkdtemp(prefix="civicgen-stage-"))
    try:
        skin = run_engine(root, stage, edition, catalogue)
        click.echo("Composing civic pages ...")
        written = publish(root, site, edition, catalogue, skin)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    _print_summary(edition.content, site, written, skin.warnings)


def _instant(at: str | None) -> Instant | None:
    if at is None:
        return None
    try:
        return parse_instant(at)
    except ValueError as problem:
        raise ConfigurationError(f"--at {at}: {problem}; write it like 2026-11-20T09:00:00Z") from problem


def _print_summary(content: Content, site: Path, written: Written, warnings: tuple[str, ...]) -> None:
    if not content.dossiers:
        click.echo("There is no consultation yet: make a folder below content/consultations with a consultation.md.")
    for finding in content.findings[:SHOWN_FINDINGS]:
        click.echo(f"{finding.severity}: {finding.place}: {finding.message} {finding.hint}")
    if len(content.findings) > SHOWN_FINDINGS:
        click.echo(f"... and {len(content.findings) - SHOWN_FINDINGS} more; `civicgen check` prints them all.")
    for warning in warnings:
        click.echo(f"warning: {warning}")
    click.echo(
        f"{site}: {written.written} files written, {written.unchanged} unchanged, {written.removed} removed; "
        f"{len(content.findings) + len(warnings)} findings, shown on the pages."
    )
