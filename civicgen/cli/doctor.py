"""`civicgen doctor`: what is wrong around content, at the forge, in Git and on this machine, each with its cure."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import click

from civicgen.app.doctoring.diagnosis import State
from civicgen.app.doctoring.looking import look
from civicgen.app.doctoring.ports import ForgeHealth, Ports
from civicgen.app.doctoring.registry import diagnose
from civicgen.cli.desk_words import desk_words
from civicgen.cli.doctor_report import tell
from civicgen.cli.forge_token import API_VARIABLES, token_for
from civicgen.cli.progress import ShownProgress
from civicgen.desk.issue_forms import issue_forms
from civicgen.desk.labels import labels_of
from civicgen.desk.words import DeskWords
from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.api_address import API_URL, is_on_this_machine
from civicgen.forges.calls import PERMISSIONS
from civicgen.forges.github_health import GithubHealth, kind_of
from civicgen.forges.published_site import PublishedSite
from civicgen.model.content import Content
from civicgen.model.health import ProgramsSeen, Unseen
from civicgen.model.times import Instant, instant
from civicgen.site.engine import engine_problem, engine_version, theme_version
from civicgen.store.checkout import GitCheckout
from civicgen.store.content_files import ContentFolder
from civicgen.store.key import look_at_key
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.scaffold import installed_commit
from civicgen.store.setting_files import SettingFiles

PATIENCE_MINUTES = 1


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
@click.option(
    "--api-url", envvar=API_VARIABLES, default=API_URL, help="The forge's API, for GitHub Enterprise or rehearsals."
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0),
    default=PATIENCE_MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="The longest time to wait for the forge's limits, all waits together.",
)
@click.option("--offline", is_flag=True, help="Ask nobody on the network.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--format", "form", type=click.Choice(["text", "github"]), default="text", help="How the result is printed."
)
def doctor(
    root: Path, ledger: Path | None, api_url: str, patience: float, offline: bool, as_json: bool, form: str
) -> None:
    """Say what is wrong around content, and how to set it right. Changes nothing.

    Exits with 2 where something must be set right, else with 75 where the forge did not answer.
    """
    if ledger is not None and not ledger.is_dir():
        raise ConfigurationError(f"no ledger in {ledger}; name the folder that holds ledger.json")
    root = root.resolve()
    at = instant(datetime.now(UTC))
    ports = _ports(root, (ledger or root / "ledger").absolute(), api_url, patience, at=at, is_offline=offline)
    with ShownProgress(is_silent=as_json, verb="Looking at ") as progress:
        seen = look(ports, at=at, is_ci=bool(os.environ.get("CI")), progress=progress)
    found = diagnose(seen)
    tell(found, "json" if as_json else form)
    if any(each.state is State.PROBLEM for each in found):
        sys.exit(ConfigurationError.exit_code)
    if seen.forge.is_unreachable:
        sys.exit(TemporaryError.exit_code)


def _ports(root: Path, ledger: Path, api_url: str, patience: float, *, at: Instant, is_offline: bool) -> Ports:
    is_here = is_on_this_machine(api_url)  # refuses an unsafe address
    token, token_problem = "", ""
    forge: Unseen | Callable[[str], ForgeHealth]
    if is_offline:
        forge = Unseen(why="nobody was asked (--offline)")
    else:
        try:
            token = token_for(api_url, os.environ, permissions=PERMISSIONS)
            forge = _forge(token, api_url, patience)
        except ConfigurationError as problem:
            token_problem, forge = str(problem), Unseen(why="without a token the forge is not asked")

    def words(content: Content) -> dict[str, DeskWords]:
        return {language: desk_words(language, root) for language in content.portal.languages}

    return Ports(
        content=ContentFolder(root),
        settings=SettingFiles(root),
        checkout=GitCheckout(root),
        key=lambda: look_at_key(root, os.environ),
        record=LedgerFolder(ledger).read,
        published=None if is_offline else lambda address: _published(address, is_here=is_here),
        forge=forge,
        token_kind=kind_of(token),
        token_problem=token_problem,
        labels=lambda content: labels_of(content, words(content)[content.portal.languages[0]]),
        forms=lambda content: issue_forms(content, words(content), at),
        programs=_programs,
    )


def _forge(token: str, api_url: str, patience: float) -> Callable[[str], ForgeHealth]:
    return lambda repository: GithubHealth(
        repository, token, api_url, patience * 60, sleep=time.sleep, monotonic=time.monotonic
    )


def _published(address: str, *, is_here: bool) -> PublishedSite:
    if is_here and not is_on_this_machine(address):
        raise ConfigurationError("while the forge is on this machine, nobody outside of it is asked")
    return PublishedSite(address)


def _programs() -> ProgramsSeen:
    return ProgramsSeen(
        civicgen=version("civicgen"),
        commit=installed_commit() or "",
        python=python_version(),
        engine=engine_version(),
        theme=theme_version(),
        engine_problem=engine_problem(),
    )
