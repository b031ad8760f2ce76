"""`civicgen verify`: arguments, progress and the words of the report."""

import json
import re
import sys
from pathlib import Path

import click
import msgspec

from civicgen.app.verifying.verify import Report
from civicgen.app.verifying.verify import verify as verify_site
from civicgen.cli.progress import ShownProgress
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.ledger import Ledger
from civicgen.site.workers import work_on
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.published import SiteFolder

_SHOWN = 20
_CHECKPOINT = re.compile(r"[0-9a-f]{64}")


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default=Path("site"))
@click.option(
    "--ledger", type=click.Path(path_type=Path), help="A ledger kept elsewhere; the site's must be part of it."
)
@click.option("--since", metavar="CHECKPOINT", help="An earlier control number; the ledger must still hold it.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def verify(site: Path, ledger: Path | None, since: str | None, as_json: bool) -> None:
    """Recompute every number of the built SITE (default: site/) from the ledger that it publishes.

    Needs neither network nor token. Exit code 0: everything agrees; 1: a published number differs; 65: the ledger is
    not what was written.
    """
    if since is not None and _CHECKPOINT.fullmatch(since) is None:
        raise ConfigurationError(
            f"--since {since}: a control number has 64 characters from 0-9 and a-f; write it whole"
        )
    with ShownProgress(is_silent=as_json, verb="Checking ") as progress:
        report = verify_site(SiteFolder(site), progress=progress, since=since, own_ledger=_read(ledger), share=work_on)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(report), indent=1, ensure_ascii=False))
    else:
        _print(report)
    if report.differences:
        sys.exit(EXIT_FINDINGS)


def _read(folder: Path | None) -> Ledger | None:
    if folder is None:
        return None
    ledger = LedgerFolder(folder).read()
    if ledger.meta is None:
        raise ConfigurationError(f"no ledger in {folder}; name the folder that holds ledger.json")
    return ledger


def _print(report: Report) -> None:
    looked_at = (
        f"{report.harvests} collections, {report.rows} rows, {report.consultations} consultations, "
        f"{report.figures} numbers, {report.files} data files, {report.pages} pages"
    )
    if report.checkpoint is None:
        click.echo("Nothing was collected yet: there is no ledger to hold the site against.")
    if not report.differences:
        click.echo(f"Everything agrees: {looked_at}.")
        if report.checkpoint is not None:
            click.echo(f"Checkpoint {report.checkpoint}")
        return
    click.echo(f"First difference: {report.differences[0]}", err=True)
    for difference in report.differences[1:_SHOWN]:
        click.echo(f"  then {difference}", err=True)
    if len(report.differences) > _SHOWN:
        click.echo(f"  and {len(report.differences) - _SHOWN} more; --json lists them all", err=True)
    click.echo(f"{len(report.differences)} differences in {looked_at}.", err=True)
