"""`civicgen check`: print everything that is wrong in content, with file, line and cure."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from civicgen.app.check import BaseBranch, Checked
from civicgen.app.check import check as run_check
from civicgen.app.reviewing.summary import LARGEST as LARGEST_SUMMARY
from civicgen.app.reviewing.summary import summary
from civicgen.cli.annotations import SUMMARY, add_to_summary
from civicgen.cli.check_formats import FORMATS
from civicgen.content.proposals import proposal_text
from civicgen.desk.codeowners import LARGEST, PLACES, Codeowners, read_codeowners
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.times import instant
from civicgen.store.atomic import write_whole
from civicgen.store.content_files import ContentFolder
from civicgen.store.git_history import GitWordings
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.portal_files import PortalFiles
from civicgen.store.worktree import checked_out


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option(
    "--ledger", type=click.Path(path_type=Path, file_okay=False), help="The public record; `ledger` below the root."
)
@click.option(
    "--base",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A checkout of the branch that a pull request goes into: what people rely on there is kept, and what is "
    "wrong there already stops nobody.",
)
@click.option(
    "--base-commit", help="The same as a commit of this repository, such as HEAD^1, into which a change was merged."
)
@click.option("--format", "form", type=click.Choice([*FORMATS]), default="text", help="How findings are printed.")
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where a summary in Markdown is written: findings, who must approve, what changes. With --format github it is "
    "also shown on the page of the workflow's run.",
)
def check(
    root: Path, ledger: Path | None, base: Path | None, base_commit: str | None, form: str, summary_file: Path | None
) -> None:
    """Say what is wrong in content/, and what to write instead. Exits with 1 where there are errors."""
    if base is not None and base_commit is not None:
        raise ConfigurationError("--base and --base-commit are both given; keep one")
    if base_commit is not None:
        with checked_out(root, base_commit) as folder_of_base:
            errors = _check(root, ledger, folder_of_base, form, summary_file)
    else:
        errors = _check(root, ledger, base, form, summary_file)
    if errors:
        sys.exit(EXIT_FINDINGS)


def _check(root: Path, ledger: Path | None, base: Path | None, form: str, summary_file: Path | None) -> int:
    """Print and summarise what is wrong; gives how many errors there are."""
    folder = ledger or root / "ledger"
    if ledger is not None and not folder.is_dir():
        raise ConfigurationError(f"no ledger in {folder}; name the folder that holds ledger.json")
    record = LedgerFolder(folder.absolute()).read() if folder.is_dir() else None
    checked = run_check(
        ContentFolder(root),
        at=instant(datetime.now(UTC)),
        ledger=record,
        base=None if base is None else _branch(root, base),
    )
    for line in FORMATS[form](checked):
        click.echo(line)
    _summarise(checked, base, summary_file, is_shown=form == "github" and bool(os.environ.get(SUMMARY)))
    return checked.errors


def _branch(root: Path, base: Path) -> BaseBranch:
    """The base branch, with two histories of its texts: its own where it has one, else that of the pull request."""
    histories = (GitWordings(base, read_text=proposal_text), GitWordings(root, read_text=proposal_text))
    return BaseBranch(files=ContentFolder(base), wordings=histories)


def _summarise(checked: Checked, base: Path | None, file: Path | None, *, is_shown: bool) -> None:
    if not (is_shown or file):
        return
    text = summary(checked, None if base is None else _owners(base), largest=LARGEST_SUMMARY - _size_so_far(is_shown))
    if is_shown:
        add_to_summary(text)
    if file is not None:
        try:
            write_whole(file, text.encode("utf-8", "replace"))
        except OSError as problem:
            raise ConfigurationError(f"the summary cannot be written to {file}: {problem.strerror}") from problem


def _size_so_far(is_shown: bool) -> int:
    """Bytes that this step has already put into the summary of the workflow's run."""
    path = Path(os.environ.get(SUMMARY, ""))
    return path.stat().st_size if is_shown and path.is_file() else 0


def _owners(base: Path) -> Codeowners | None:
    """Who approves by the base branch: a pull request does not choose its own approvers."""
    files = PortalFiles(base)
    place = next((place for place in PLACES if files.has(place)), None)
    text = "" if place is None else files.text(place)
    return None if place is None or len(text.encode("utf-8", "replace")) > LARGEST else read_codeowners(text)
