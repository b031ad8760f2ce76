"""`civicgen intake`: issues that an editor accepted become pull requests, each with a proposal's file."""

import os
import sys
from pathlib import Path

import click

from civicgen.app.delivering import HandedIn
from civicgen.app.intake import Became, Desk, Taken, take_in
from civicgen.cli.annotations import add_to_summary, annotation, is_in_workflow
from civicgen.cli.button import HANDED_IN
from civicgen.cli.desk_words import desk_words
from civicgen.cli.forge_desk import forge_desk, forge_options, portal_of
from civicgen.cli.progress import ShownProgress
from civicgen.desk.words import DeskWords
from civicgen.errors import EXIT_FINDINGS
from civicgen.starting.issues import issue_number
from civicgen.starting.plans import DoubtError
from civicgen.store.branches import UpstreamBranches
from civicgen.store.content_files import ContentFolder
from civicgen.text.terminal import strip_terminal


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@click.option("--issue", envvar="CIVICGEN_INPUT_ISSUE", help="Only this one: its number or address, accepted or not.")
@forge_options
def intake(root: Path, issue: str | None, api_url: str, patience: float) -> None:
    """Make a pull request of each issue with the label `accepted`; running it again follows what was edited."""
    root = root.resolve()
    portal = portal_of(root)
    forge = forge_desk(portal.repository, api_url, patience)
    said: dict[str, DeskWords] = {}

    def words_of(language: str) -> DeskWords:
        if language not in said:
            said[language] = desk_words(language, root)
        return said[language]

    at = forge.now()
    with ShownProgress(verb="Looking at ") as progress:
        desk = Desk(
            forge=forge,
            branches=UpstreamBranches(root, at=at, environ=os.environ),
            words_of=words_of,
            progress=progress,
        )
        taken = take_in(ContentFolder(root), desk, only=_number(issue), at=at)
    for each in taken:
        _tell(each, words_of(portal.languages[0]))
    if not taken:
        click.echo("No open issue has the label `accepted`: put it on one that should become a proposal.")
    if any(each.became is Became.NOT_THERE for each in taken):
        sys.exit(EXIT_FINDINGS)


def _number(issue: str | None) -> int | None:
    if not issue or not issue.strip():
        return None
    try:
        return issue_number("issue", issue.strip())
    except DoubtError as problem:
        raise click.BadParameter(f"{problem}; {problem.doubts[0].hint}", param_hint="--issue") from None


def _tell(taken: Taken, words: DeskWords) -> None:
    line = f"Issue {taken.thread}: {_words(taken)}"
    doubts = [doubt.say(words) for doubt in taken.doubts]
    click.echo(strip_terminal(line))
    for doubt in doubts:
        click.echo(strip_terminal(f"    {doubt}"))
    add_to_summary("\n".join((line, "", *(f"- {doubt}" for doubt in doubts))))
    is_stuck = taken.handing is not None and taken.handing.outcome in (HandedIn.FOREIGN, HandedIn.BY_HAND)
    if is_in_workflow() and (taken.became is Became.UNCLEAR or is_stuck):
        click.echo(annotation("warning", line))


def _words(taken: Taken) -> str:
    if taken.handing is not None:
        return HANDED_IN[taken.handing.outcome].format(address=taken.handing.address)
    return {
        Became.PUBLISHED: "It is published already.",
        Became.JOINED: "It is joined with a proposal already.",
        Became.UNCLEAR: "Somebody has to look at it: correct the issue's text, then set the label `accepted` again.",
        Became.NOT_THERE: "There is no such issue; look at its number again.",
    }[taken.became]
