"""`civicgen button`: what an editor presses on GitHub's page: one of the editors' commands, ending in a pull request.

What was filled in comes by environment variables, so that no text of anybody passes through a shell.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from civicgen.app.delivering import HandedIn, Handing, Letter, hand_in
from civicgen.app.desk_ports import ForgeDesk
from civicgen.app.pressing import Pressed, press
from civicgen.cli.annotations import add_to_summary, annotation, is_in_workflow, put_output, tell_error
from civicgen.cli.forge_desk import forge_desk, forge_options, portal_of
from civicgen.cli.form_files import forms_in, links_of
from civicgen.cli.pressing import finding_lines, said
from civicgen.desk.inert import quoted
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.findings import Finding
from civicgen.model.portal import Portal
from civicgen.model.times import Instant
from civicgen.site.catalogue import OVERRIDES, load_catalogue
from civicgen.starting.buttons import BUTTONS
from civicgen.starting.inputs import Button
from civicgen.starting.plans import Refused
from civicgen.store.branches import UpstreamBranches
from civicgen.store.content_files import ContentFolder
from civicgen.text.terminal import strip_terminal

PREFIX = "CIVICGEN_INPUT_"
MOST_BRANCHES = 100


@click.command()
@click.argument("name", type=click.Choice(list(BUTTONS)))
@click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The portal's folder."
)
@forge_options
def button(name: str, root: Path, api_url: str, patience: float) -> None:
    """Do what a button does, and open a pull request with it.

    Each input comes in CIVICGEN_INPUT_<NAME>; `civicgen new`, `extend` and `close` have the same as options.
    """
    root = root.resolve()
    about = BUTTONS[name]
    portal = portal_of(root)
    forge = forge_desk(portal.repository, api_url, patience)
    at = forge.now()
    pressed = press(
        about,
        inputs_of(about, os.environ),
        ContentFolder(root),
        words_of=lambda language: load_catalogue(language, overrides=root / OVERRIDES).entries,
        at=at,
        forms_of=forms_in(root, at),
    )
    if isinstance(pressed, Refused):
        for doubt in pressed.doubts:
            tell_error(f"{doubt.message}\n{doubt.hint}")
        add_to_summary(f"**Nothing was changed.**\n\n{quoted(said(pressed))}")
        raise ConfigurationError("nothing was changed: correct what is named above, and press the button again")
    if pressed.errors:
        _refuse(pressed)
    branch = free_branch(f"civicgen/{pressed.plan.branch_hint}", forge)
    letter = Letter(
        branch=branch,
        files=pressed.plan.files,
        title=pressed.plan.title,
        body=_with_links(pressed, portal, at, forge.facts().default_branch),
        message=f"{pressed.plan.title}\n",
    )
    handing = hand_in(letter, forge, UpstreamBranches(root, at=at, environ=os.environ), forge_url=portal.forge_url)
    tell(handing)


def inputs_of(about: Button, environ: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, by the input's name; what was left empty is left out."""
    given = {asked.name: environ.get(PREFIX + asked.name.upper().replace("-", "_"), "") for asked in about.inputs}
    return {name: text for name, text in given.items() if text.strip()}


def free_branch(hint: str, forge: ForgeDesk) -> str:
    """A branch whose pull request is open, or that has none: another day the same button does another thing."""
    for number in range(1, MOST_BRANCHES):
        branch = hint if number == 1 else f"{hint}-{number}"
        pull = forge.pull_of(branch)
        if pull is None or pull.is_open:
            return branch
    raise ConfigurationError(f"there are {MOST_BRANCHES} branches {hint}-... already; delete those that are merged")


def tell(handing: Handing) -> None:
    """Say what became of it, where the editor looks."""
    words = HANDED_IN[handing.outcome].format(address=handing.address)
    click.echo(words)
    add_to_summary(words)
    put_output("pull_request", handing.address)
    if handing.outcome in (HandedIn.FOREIGN, HandedIn.BY_HAND) and is_in_workflow():
        click.echo(annotation("warning", words))


def _with_links(pressed: Pressed, portal: Portal, at: Instant, branch: str) -> str:
    """The summary; for a consultation that begins also the addresses by which its files begin."""
    links = [link for each in pressed.begun for link in links_of(each, portal, at, branch)]
    if not links:
        return pressed.plan.summary
    lines = [
        pressed.plan.summary,
        "",
        "For your bookmarks, once this is merged: files that begin with what belongs in them.",
    ]
    return "\n".join((*lines, "", *links))


def _refuse(pressed: Pressed) -> None:
    for finding in pressed.findings:
        if is_in_workflow():
            click.echo(_annotated(finding))
        else:
            for line in finding_lines(finding):
                click.echo(line)
    shown = [line for finding in pressed.findings for line in finding_lines(finding)]
    add_to_summary("**Nothing was changed.** The check would refuse it:\n\n" + quoted("\n".join(shown)))
    sys.exit(EXIT_FINDINGS)


def _annotated(finding: Finding) -> str:
    words = strip_terminal(f"{finding.message}\n{finding.hint}")
    place = finding.place
    return annotation(finding.severity.value, words, title=finding.code, file=place.file, line=place.line)


HANDED_IN: Mapping[HandedIn, str] = {
    HandedIn.OPENED: "A pull request is open. Read it, and merge it when it is right: {address}",
    HandedIn.EDITED: "The pull request that was open already is brought up to date: {address}",
    HandedIn.UNCHANGED: "The pull request that is open already says just this: {address}",
    HandedIn.FOREIGN: "Somebody works on the branch of the open pull request, so nothing was changed there: {address}",
    HandedIn.BY_HAND: "Everything is ready on a branch, but workflows may not open pull requests here. Open it by "
    "hand: {address} (an owner can allow it under Settings, Actions, General, Workflow permissions)",
    HandedIn.MERGED: "A pull request for this was merged already: {address}",
    HandedIn.REFUSED: "A pull request for this was closed without being merged: {address}",
    HandedIn.NOTHING: "There is nothing to change: {address} has all of it already",
}
