"""`civicgen init`: a portal in a folder, from five questions or from options. Never overwrites; twice is once."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from civicgen.app.beginning import Beginning, begin
from civicgen.app.setting_up import placeholders
from civicgen.cli.asking import is_terminal, text_from
from civicgen.cli.desk_words import desk_words
from civicgen.cli.init_answers import answers_in, ask_for_missing, known_from, known_from_git
from civicgen.cli.pressing import finding_lines, options_of, said
from civicgen.cli.setup_issue import answers_in_issue
from civicgen.content.read import read_content
from civicgen.desk.issue_forms import issue_forms
from civicgen.errors import ConfigurationError
from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant, instant
from civicgen.site.catalogue import OVERRIDES, load_catalogue
from civicgen.starting.plans import Refused
from civicgen.starting.scaffold import Release, portal_files
from civicgen.starting.setup import INPUTS, PLACEHOLDER, Setup, is_repository, setup_from
from civicgen.starting.setup_form import setup_form
from civicgen.store.content_files import ContentFolder
from civicgen.store.portal_files import PortalFiles
from civicgen.store.scaffold import installed_commit, scaffold_files

SOURCE = "civicgen/civicgen"
_COMMIT = re.compile(r"[0-9a-f]{40}")


def _init(
    folder: Path,
    dry_run: bool,
    yes: bool,
    print_setup_form: bool,
    pin: str | None,
    source: str,
    from_answers: str | None,
    from_issue: str | None,
    **given: Any,
) -> None:
    if print_setup_form:
        click.echo(setup_form(), nl=False)
        return
    place = PortalFiles(folder)
    content = ContentFolder(folder)
    now = instant(datetime.now(UTC))
    inputs = {**known_from_git(folder), **_known(place, content)}
    flags = {name: text for name, text in given.items() if text}
    first: Mapping[str, str] = {}
    if from_answers is not None:
        answers, first = answers_in(from_answers)
        inputs |= answers
    elif from_issue is not None:
        repository = flags.get("repository") or inputs.get("repository", "")
        read = answers_in_issue(text_from(from_issue), repository=repository)
        inputs |= read.portal
        first = read.first
    inputs |= flags
    if not yes and is_terminal():
        ask_for_missing(inputs)
    setup = setup_from(inputs)
    if isinstance(setup, Refused):
        raise ConfigurationError(said(setup))
    beginning = beginning_in(folder, setup, first=first, release=_release(pin, source), now=now)
    if isinstance(beginning, Refused):
        raise ConfigurationError(said(beginning))
    if not dry_run:
        place.write(beginning.files)
    _report(beginning, dry_run=dry_run)


def beginning_in(
    folder: Path, setup: Setup, *, first: Mapping[str, str], release: Release, now: Instant
) -> Beginning | Refused:
    """What is to be written to begin a portal in a folder.

    `first` are inputs of the button `new-consultation`, empty where no consultation begins yet.
    """

    def forms_of(content: Content) -> tuple[DeskFile, ...]:
        return issue_forms(content, {language: desk_words(language, folder) for language in setup.languages}, now)

    return begin(
        portal_files(scaffold_files(), setup, release),
        PortalFiles(folder),
        ContentFolder(folder),
        first=first,
        forms_of=forms_of,
        words_of=lambda language: load_catalogue(language, overrides=folder / OVERRIDES).entries,
        at=now,
    )


init = click.Command(
    "init",
    params=[
        click.Argument(["folder"], type=click.Path(path_type=Path, file_okay=False), default="."),
        *(option for asked in INPUTS for option in options_of(asked)),
        click.Option(
            ["--pin"], help="The commit of civicgen that the workflows run; by default the one installed here."
        ),
        click.Option(["--source"], default=SOURCE, help="The repository of civicgen, owner/name.", show_default=True),
        click.Option(["--from-answers"], help="A JSON file with the answers; - reads what comes in."),
        click.Option(["--from-issue"], help="The text of an issue written with the setup form; - reads what comes in."),
        click.Option(["--print-setup-form"], is_flag=True, help="Print that form, and do nothing else."),
        click.Option(["--yes", "-y"], is_flag=True, help="Ask nothing."),
        click.Option(["--dry-run"], is_flag=True, help="Show what would be written, and write nothing."),
    ],
    callback=_init,
    help="Begin a portal in FOLDER: pages, promises, rules, workflows. What is there already is kept.",
)


def _known(place: PortalFiles, content: ContentFolder) -> dict[str, str]:
    """The answers that stand in a portal.yml that is there."""
    return known_from(read_content(content.read_ordinary()).portal) if place.has("content/portal.yml") else {}


def _release(pin: str | None, source: str) -> Release:
    """Which civicgen the workflows run.

    Raises:
        ConfigurationError: it is no commit or no repository, or nobody knows which commit.
    """
    commit = pin or installed_commit()
    if commit is None:
        raise ConfigurationError(
            "nobody noted from which commit this civicgen was installed; name it with --pin COMMIT"
        )
    if not _COMMIT.fullmatch(commit):
        raise ConfigurationError(f"--pin {commit}: not a commit; write all of its 40 hexadecimal digits")
    if not is_repository(source):
        raise ConfigurationError(f"--source {source}: not a repository; write owner/name")
    return Release(source=source, commit=commit)


def _report(beginning: Beginning, *, dry_run: bool) -> None:
    for line in _report_lines(beginning, dry_run=dry_run):
        click.echo(line)


def _report_lines(beginning: Beginning, *, dry_run: bool) -> Iterator[str]:
    files = {file.path: file.text or "" for file in beginning.files}
    for path in sorted({*files, *beginning.kept}):
        size = f"{len(files[path].encode()):>7,} bytes" if path in files else "as it is"
        verb = "kept" if path not in files else "would write" if dry_run else "wrote"
        yield f"{verb:<12}{path}  ({size.strip()})"
    for path, lines in beginning.by_hand:
        yield f"{path} was there already. Add these lines to it by hand:"
        yield from (f"    {line}" for line in lines.splitlines())
    for finding in beginning.findings:
        yield from finding_lines(finding)
    waiting = [f"{path} ({number})" for path, number in placeholders(beginning.files).items()]
    if waiting:
        yield f"Only you can know what belongs in the place of {PLACEHOLDER}: {', '.join(waiting)}."
    if dry_run:
        yield "Nothing was written: this was a dry run."
    elif not files:
        yield "Everything is there already; nothing was written."
    else:
        yield "Now: civicgen check, civicgen build, and civicgen new consultation."
