"""`civicgen record`: the public record on its branch, between one run of a workflow and the next."""

import os
import sys
from pathlib import Path

import click

from civicgen.app.harvesting.harvest import Harvested
from civicgen.app.recording import TRIES, Moved, record_harvest
from civicgen.app.restoring import Restored, restore_texts
from civicgen.cli.annotations import tell_warning
from civicgen.cli.forge_token import API_VARIABLES
from civicgen.cli.harvest import PATIENCE_MINUTES, collect
from civicgen.cli.harvest_report import print_report
from civicgen.content.read import read_content
from civicgen.errors import TemporaryError
from civicgen.forges.api_address import API_URL
from civicgen.forges.published_site import PublishedSite
from civicgen.model.content import Content
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.record_branch import BRANCH, SET_ASIDE, RecordBranch
from civicgen.store.site_copy import SiteCopy
from civicgen.store.upstream import Upstream

_root = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
_ledger = click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
_remote = click.option("--remote", default="origin", show_default=True, help="The remote that has the branch.")
_site = click.option(
    "--site", type=click.Path(path_type=Path, file_okay=False), help="A copy of the site; `site` below the root."
)
_site_url = click.option("--site-url", help="The published site; `site_url` of portal.yml.")


@click.group()
def record() -> None:
    """Keep the public record on a branch of its own, `ledger`, with nothing but the record in its history."""


@record.command()
@_root
@_ledger
@_remote
def fetch(root: Path, ledger: Path | None, remote: str) -> None:
    """Bring the folder up to the branch. What the folder has more stays; nothing of it is ever lost."""
    _say_fetched(_branch(root, ledger, remote).fetch())


@record.command()
@_root
@_ledger
@_remote
def push(root: Path, ledger: Path | None, remote: str) -> None:
    """Put what was collected on top of the branch, and a tag on each closing. Exit code 75: another was faster."""
    _say_pushed(_branch(root, ledger, remote).push())


@record.command()
@_root
@_ledger
@_site
@_site_url
def texts(root: Path, ledger: Path | None, site: Path | None, site_url: str | None) -> None:
    """Take texts that the folder lacks from a copy of the site, then from the published one.

    Each text is held against the record. What cannot be had is no failure: the next harvest reads it at the forge.
    """
    _restore(root, ledger, site, site_url or _content(root).portal.site_url)


@record.command()
@_root
@_ledger
@_remote
@_site
@_site_url
@click.option("--api-url", envvar=API_VARIABLES, default=API_URL, help="The forge's API, as for `civicgen harvest`.")
@click.option("--patience", type=click.FloatRange(min=0), default=PATIENCE_MINUTES, show_default=True)
@click.option(
    "--tries", type=click.IntRange(min=1), default=TRIES, show_default=True, help="When others keep being faster."
)
def harvest(
    root: Path,
    ledger: Path | None,
    remote: str,
    site: Path | None,
    site_url: str | None,
    api_url: str,
    patience: float,
    tries: int,
) -> None:
    """Fetch, restore texts, harvest and push; again when another harvest was faster.

    An attempt that the forge did not answer is recorded like any other and no failure here: the site will say so.
    """
    content = _content(root)
    folder = LedgerFolder(_folder(root, ledger))

    def attempt(fetched: Moved) -> Harvested:
        _say_fetched(fetched)
        _restore(root, ledger, site, site_url or content.portal.site_url)
        harvested = collect(content, root.resolve(), folder, api_url=api_url, patience=patience)
        print_report(harvested)
        return harvested

    recorded = record_harvest(_branch(root, ledger, remote), attempt, tries=tries)
    if recorded.void:
        click.echo(f"Another harvest was faster {recorded.void} times; this one stands.")
    _say_pushed(recorded.pushed)
    problem = recorded.harvested.problem
    if problem is not None and not isinstance(problem, TemporaryError):
        raise problem
    if recorded.harvested.row.outcome != "complete":
        tell_warning(f"not everything could be collected; the site will say of when its numbers are. {problem or ''}")
    sys.stdout.flush()


def _content(root: Path) -> Content:
    return read_content(ContentFolder(root).read())


def _folder(root: Path, ledger: Path | None) -> Path:
    return (ledger or root / "ledger").absolute()


def _branch(root: Path, ledger: Path | None, remote: str) -> RecordBranch:
    upstream = Upstream(root.resolve(), remote=remote, environ=os.environ)
    return RecordBranch(upstream, _folder(root, ledger), aside=root.resolve() / SET_ASIDE)


def _restore(root: Path, ledger: Path | None, site: Path | None, site_url: str) -> None:
    folder = LedgerFolder(_folder(root, ledger))
    restored = restore_texts(folder, SiteCopy(site or root / "site"))
    if restored.missing and site_url:
        first = restored.restored
        restored = restore_texts(folder, PublishedSite(site_url))
        restored = Restored(restored=first + restored.restored, missing=restored.missing, problem=restored.problem)
    click.echo(f"Texts: {restored.restored} taken from the site, {restored.missing} to be read at the forge again.")
    if restored.problem and restored.missing:
        click.echo(f"  the site: {restored.problem}")


def _say_fetched(moved: Moved) -> None:
    if not moved.attempts:
        click.echo(f"There is no branch {BRANCH} yet: the first push makes it.")
    else:
        click.echo(f"Record: {moved.carried} attempts fetched from the branch {BRANCH}, {moved.attempts} in all.")


def _say_pushed(moved: Moved) -> None:
    click.echo(f"Record: {moved.carried} attempts pushed to the branch {BRANCH}, {moved.attempts} in all.")
    for tag in moved.tags:
        click.echo(f"  closed: tag {tag}")
    if moved.untagged:
        tell_warning(f"a closing could not be tagged: {moved.untagged}")
