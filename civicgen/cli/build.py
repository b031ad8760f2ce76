"""`civicgen build`: the site from content and public record. Needs neither network nor token nor clock."""

import sys
from pathlib import Path

import click

from civicgen.cli.progress import ShownProgress
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.times import Instant, parse_instant
from civicgen.site.build import Built, build_site

SHOWN_FINDINGS = 10


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record [root/ledger].")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Where to write [root/site].")
@click.option("--at", help="Build for this time instead of that of the last attempt, like 2026-11-20T09:00:00Z.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are findings; the site is built all the same.")
@click.option("--profile", is_flag=True, help="Print where the time went.")
def build(root: Path, ledger: Path | None, site: Path | None, at: str | None, strict: bool, profile: bool) -> None:
    """Make the site from content and public record. Findings are shown on the pages; they do not stop the build."""
    root = root.resolve()
    site = (site or root / "site").absolute()
    with ShownProgress() as progress:
        built = build_site(
            root, ledger=(ledger or root / "ledger").absolute(), site=site, at=_instant(at), progress=progress
        )
    _print_summary(built, site)
    if profile:
        _print_profile(progress)
    if strict and (built.summary.findings or built.summary.warnings):
        sys.exit(EXIT_FINDINGS)


def _instant(at: str | None) -> Instant | None:
    if at is None:
        return None
    try:
        return parse_instant(at)
    except ValueError as problem:
        raise ConfigurationError(f"--at {at}: {problem}; write it like 2026-11-20T09:00:00Z") from problem


def _print_summary(built: Built, site: Path) -> None:
    summary, written = built.summary, built.written
    if summary.is_empty:
        click.echo("There is no consultation yet; `civicgen new consultation` begins one.")
    for finding in summary.findings[:SHOWN_FINDINGS]:
        click.echo(finding)
    if len(summary.findings) > SHOWN_FINDINGS:
        click.echo(f"... and {len(summary.findings) - SHOWN_FINDINGS} more; `civicgen check` prints them all.")
    for warning in summary.warnings:
        click.echo(f"warning: {warning}")
    findings = len(summary.findings) + len(summary.warnings)
    click.echo(
        f"{site}: {written.pages} pages; {written.written} files written, {written.unchanged} unchanged, "
        f"{written.removed} removed; {findings} findings."
    )


def _print_profile(progress: ShownProgress) -> None:
    click.echo(f"{'seconds':>9}  phase")
    for what, (seconds, total) in progress.phases.items():
        click.echo(f"{seconds:9.2f}  {what}{f' ({total:,})' if total else ''}")
    click.echo(f"{sum(seconds for seconds, _ in progress.phases.values()):9.2f}  all, without starting Python")
