"""`civicgen harvest`: collect from the forge what is new and write it into the ledger."""

import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from civicgen.app.harvesting.eligible import VARIABLE, needs_list, read_list
from civicgen.app.harvesting.harvest import Harvested, Ports
from civicgen.app.harvesting.harvest import harvest as run_harvest
from civicgen.cli.forge_token import API_VARIABLES, token_for
from civicgen.cli.harvest_report import print_report, report_as_json
from civicgen.cli.progress import ShownProgress
from civicgen.content.proposals import proposal_text
from civicgen.content.read import read_content
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.api_address import API_URL
from civicgen.forges.calls import PERMISSIONS
from civicgen.forges.github import GithubForge
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content
from civicgen.model.ledger import LedgerMeta
from civicgen.model.times import instant
from civicgen.store.content_files import ContentFolder
from civicgen.store.git_history import GitWordings
from civicgen.store.key import load_key
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.node_ids import NodeIdFile

PATIENCE_MINUTES = 10


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
@click.option(
    "--api-url",
    envvar=API_VARIABLES,
    default=API_URL,
    help="The forge's API, for GitHub Enterprise or rehearsals.",
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0),
    default=PATIENCE_MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="The longest time to wait for the forge's limits, all waits together.",
)
@click.option("--shallow-ok", is_flag=True, help="Harvest although Git lacks the history that dates the texts.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def harvest(root: Path, ledger: Path | None, api_url: str, patience: float, shallow_ok: bool, as_json: bool) -> None:
    """Collect what is new at the forge. The token comes from GITHUB_TOKEN; docs/harvest.md says what it needs."""
    root = root.resolve()
    folder = LedgerFolder((ledger or root / "ledger").absolute())
    content = read_content(ContentFolder(root).read())
    harvested = collect(
        content, root, folder, api_url=api_url, patience=patience, is_shallow_ok=shallow_ok, is_silent=as_json
    )
    if as_json:
        click.echo(json.dumps(report_as_json(harvested), indent=2))
    else:
        print_report(harvested)
    _end(harvested)


def collect(
    content: Content,
    root: Path,
    folder: LedgerFolder,
    *,
    api_url: str,
    patience: float = PATIENCE_MINUTES,
    is_shallow_ok: bool = False,
    is_silent: bool = False,
) -> Harvested:
    """One harvest, with the token, the key and the list that the environment names. Raises as the use case."""
    listed = _read_eligible(content, os.environ)
    token = token_for(api_url, os.environ, permissions=PERMISSIONS)
    forge = GithubForge(
        content.portal.repository,
        token,
        api_url,
        patience * 60,
        node_ids=NodeIdFile(root),
        sleep=time.sleep,
        monotonic=time.monotonic,
    )

    def unlock(meta: LedgerMeta | None) -> Secrets:
        return Secrets(load_key(root, os.environ, meta=meta, is_ci=bool(os.environ.get("CI"))))

    with ShownProgress(is_silent=is_silent, verb="Looking at ") as progress:
        ports = Ports(
            ledger=folder,
            forge=forge,
            wordings=GitWordings(root, read_text=proposal_text),
            local_now=lambda: instant(datetime.now(UTC)),
            progress=progress,
        )
        return run_harvest(content, ports, unlock, listed=listed, is_shallow_ok=is_shallow_ok)


def _read_eligible(content: Content, environ: Mapping[str, str]) -> frozenset[str] | None:
    """The eligible logins; None where no consultation asks for a list.

    Raises:
        ConfigurationError: there is no list, or it cannot be read, or nobody is on it: never everybody instead.
    """
    if not needs_list(content.dossiers):
        return None
    path = environ.get(VARIABLE, "")
    if not path:
        raise ConfigurationError(f"a consultation counts listed accounts only: set {VARIABLE} to the file of the list")
    try:
        return read_list(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is no UTF-8 text"
        raise ConfigurationError(f"the list of eligible accounts in {VARIABLE} cannot be read: {reason}") from problem


def _end(harvested: Harvested) -> None:
    """Leave with what went wrong, now that everything is written and said."""
    if harvested.problem is not None:
        raise harvested.problem
    if harvested.row.outcome != "complete":
        raise TemporaryError("the harvest is incomplete; the consultations named above keep their last numbers")
    sys.stdout.flush()
