"""`civicgen announce`: say in the conversations what happened, once."""

import json
import os
import time
from pathlib import Path

import click

from civicgen.app.announcing.announce import Announced, AnnouncePorts
from civicgen.app.announcing.announce import announce as run_announce
from civicgen.app.announcing.plan import AT_MOST, Limits
from civicgen.cli.announce_report import print_report, report_as_json
from civicgen.cli.desk_words import desk_words
from civicgen.cli.forge_desk import forge_options
from civicgen.cli.forge_token import token_for
from civicgen.cli.progress import ShownProgress
from civicgen.content.read import read_content
from civicgen.desk.events import SOON_DAYS, WITHIN_DAYS
from civicgen.desk.words import DeskWords
from civicgen.errors import ConfigurationError
from civicgen.forges.github_desk import GithubDesk
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.ledger import LedgerMeta
from civicgen.store.content_files import ContentFolder
from civicgen.store.key import load_key
from civicgen.store.ledger_files import LedgerFolder

PERMISSIONS = "it needs to read Metadata, and to read and write Issues (and Pull requests) of the repository"


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
@forge_options
@click.option(
    "--soon",
    type=click.IntRange(min=1),
    default=SOON_DAYS,
    show_default=True,
    metavar="DAYS",
    help="So long before it a closing is announced.",
)
@click.option(
    "--within",
    type=click.IntRange(min=1),
    default=WITHIN_DAYS,
    show_default=True,
    metavar="DAYS",
    help="What happened longer ago is no news.",
)
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    default=AT_MOST,
    show_default=True,
    metavar="N",
    help="Write so many comments at once; the rest next time.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be said, and where; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def announce(
    root: Path,
    ledger: Path | None,
    api_url: str,
    patience: float,
    soon: int,
    within: int,
    at_most: int,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Comment in each conversation on what happened: once for each event. Run it after `civicgen harvest`.

    The token comes from GITHUB_TOKEN; docs/announcing.md says what it needs and what is said.
    """
    root = root.resolve()
    folder = (ledger or root / "ledger").absolute()
    if not folder.is_dir():
        raise ConfigurationError(f"no ledger in {folder}: run `civicgen harvest` first, which tells what is new")
    content = read_content(ContentFolder(root).read())
    desk = GithubDesk(
        content.portal.repository,
        token_for(api_url, os.environ, permissions=PERMISSIONS),
        api_url,
        patience * 60,
        sleep=time.sleep,
        monotonic=time.monotonic,
    )
    languages: dict[str, DeskWords] = {}

    def words_of(language: str) -> DeskWords:
        if language not in languages:
            languages[language] = desk_words(language, root)
        return languages[language]

    def unlock(meta: LedgerMeta | None) -> Secrets:
        return Secrets(load_key(root, os.environ, meta=meta, is_ci=bool(os.environ.get("CI"))))

    with ShownProgress(is_silent=as_json, verb="Looking after ") as progress:
        announced = run_announce(
            content,
            AnnouncePorts(ledger=LedgerFolder(folder), desk=desk, words_of=words_of, progress=progress),
            unlock,
            limits=Limits(soon_days=soon, within_days=within, at_most=at_most),
            is_dry=dry_run,
        )
    _print(announced, is_dry=dry_run, as_json=as_json)
    if announced.problem is not None:
        raise announced.problem


def _print(announced: Announced, *, is_dry: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report_as_json(announced, is_dry=is_dry), indent=2))
    else:
        print_report(announced, is_dry=is_dry)
