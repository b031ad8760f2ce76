"""`civicgen setup`: a portal from the form that somebody filled in, in a copy of this repository."""

import os
from pathlib import Path

import click

from civicgen.app.delivering import Letter, hand_in
from civicgen.app.labels import sync_labels
from civicgen.app.setting_up import EXAMPLE, SetUp, Unclear, placeholders, set_up
from civicgen.cli.annotations import add_to_summary, tell_error
from civicgen.cli.button import tell
from civicgen.cli.desk_words import desk_words
from civicgen.cli.forge_desk import forge_desk, forge_options
from civicgen.cli.init import SOURCE
from civicgen.cli.pressing import said
from civicgen.content.read import read_content
from civicgen.desk.inert import inert_words, literal, quoted
from civicgen.desk.issue_forms import issue_forms
from civicgen.desk.labels import labels_of
from civicgen.errors import ConfigurationError
from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.site.catalogue import load_catalogue
from civicgen.starting.issues import issue_number
from civicgen.starting.plans import DoubtError, Refused
from civicgen.starting.scaffold import Release, portal_files
from civicgen.starting.setup import PLACEHOLDER, Setup
from civicgen.store.branches import UpstreamBranches
from civicgen.store.content_files import ContentFolder
from civicgen.store.git import Git
from civicgen.store.scaffold import scaffold_files

BRANCH = "civicgen/setup"
_UNPINNED = "0" * 40
"""In a copy the workflows run the civicgen that lies beside them; nothing of what is written names a commit."""


@click.command()
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--issue", envvar="CIVICGEN_INPUT_ISSUE", required=True, help="The issue made with the form for it.")
@click.option("--repository", envvar="GITHUB_REPOSITORY", required=True, help="This repository, as owner/name.")
@click.option("--forge-url", envvar="GITHUB_SERVER_URL", default="https://github.com", help="The forge's web address.")
@forge_options
def setup(root: Path, issue: str, repository: str, forge_url: str, api_url: str, patience: float) -> None:
    """Make a portal of what the setup form answers, in the place of the example town, and open a pull request."""
    root = root.resolve()
    if read_content(ContentFolder(root).read_ordinary()).portal.repository not in ("", EXAMPLE):
        raise ConfigurationError("a portal is set up here already; change its files, or press the other buttons")
    forge = forge_desk(repository, api_url, patience)
    thread = forge.thread(_number(issue))
    if thread is None:
        raise ConfigurationError(f"there is no issue {issue!r} here; copy its address from your browser")
    at = forge.now()

    def forms_of(content: Content) -> tuple[DeskFile, ...]:
        """In the words that civicgen brings: those of the example town go with it."""
        return issue_forms(content, {each: desk_words(each, None) for each in content.portal.languages}, at)

    made = set_up(
        thread,
        Git(root).run("ls-files", "-z").decode("utf-8", "replace").strip("\0").split("\0"),
        repository=repository,
        made_for=lambda setup: portal_files(scaffold_files(), setup, Release(source=SOURCE, commit=_UNPINNED)),
        forms_of=forms_of,
        words_of=lambda language: load_catalogue(language).entries,
        at=at,
    )
    if isinstance(made, Unclear):
        words = desk_words("en", None)
        _refuse([doubt.say(words) for doubt in made.doubts])
    if isinstance(made, Refused):
        _refuse([f"{doubt.message}\n{doubt.hint}" for doubt in made.doubts], shown=said(made))
    assert isinstance(made, SetUp), "everything else has been refused"
    letter = Letter(
        branch=BRANCH,
        files=made.files,
        title=f"Set up {inert_words(made.setup.name)}",
        body=_body(made, thread.number),
        message=f"Set up the portal that issue {thread.number} describes\n",
    )
    tell(hand_in(letter, forge, UpstreamBranches(root, at=at, environ=os.environ), forge_url=forge_url))
    # The forms name labels, and a form whose label is not there gives its issues none.
    sync_labels(labels_of(made.content, desk_words(made.setup.languages[0], None)), forge)


def _number(issue: str) -> int:
    try:
        return issue_number("issue", issue.strip())
    except DoubtError as problem:
        raise ConfigurationError(f"{problem}; {problem.doubts[0].hint}") from None


def _refuse(messages: list[str], *, shown: str = "") -> None:
    for message in messages:
        tell_error(message)
    add_to_summary(f"**Nothing was set up.**\n\n{quoted(shown or chr(10).join(messages))}")
    raise ConfigurationError(
        "nothing was set up: edit the issue's text, or fill the form in again; then run this again"
    )


def _body(made: SetUp, issue: int) -> str:
    portal: Setup = made.setup
    waiting = placeholders(made.beginning.files)
    lines = [
        f"From #{issue}: the portal **{literal(portal.name)}** with its first consultation. The example town goes.",
        "",
        "### Before you merge",
        "- [ ] Read the pages under *Files changed*. Every word may be changed there.",
        *(
            f"- [ ] `{path}`: {number} times `{PLACEHOLDER}`, which only you can know"
            for path, number in waiting.items()
        ),
        "",
        "### Once, in the repository's settings",
        "- [ ] *Secrets and variables, Actions*: a secret `CIVICGEN_KEY`, a long text that nobody can guess. Keep a "
        "copy in a safe place: without it nothing can be collected any more.",
        "- [ ] *Pages*: as source choose *GitHub Actions*.",
        "- [ ] *Actions, General*: allow GitHub Actions to create pull requests.",
        "",
        f"After merging, the portal is published at {portal.site_url}.",
    ]
    return "\n".join(lines) + "\n"
