"""A command made of a button: its inputs are options and questions, its plan is shown, or written into the portal."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

from civicgen.app.pressing import Pressed, press
from civicgen.cli.asking import ask, is_terminal, text_from
from civicgen.cli.form_files import forms_in
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.desk import DeskFile
from civicgen.model.findings import Finding
from civicgen.model.times import instant
from civicgen.site.catalogue import OVERRIDES, load_catalogue
from civicgen.starting.buttons import BUTTONS
from civicgen.starting.inputs import Button, Input
from civicgen.starting.plans import Refused
from civicgen.store.content_files import ContentFolder
from civicgen.store.portal_files import PortalFiles
from civicgen.text.terminal import strip_terminal

_FILE = "_file"


def command_of(
    button: str, *, arguments: Sequence[str] = (), flags: Mapping[str, str] | None = None, many: str = ""
) -> click.Command:
    """The command for a button.

    `arguments` are the inputs given by position, `many` the one of them that takes several words, `flags` words of a
    choice that are options of their own, each with the input's name.
    """
    about = BUTTONS[button]
    params: list[click.Parameter] = [
        click.Argument([name], required=False, nargs=-1 if name == many else 1) for name in arguments
    ]
    for word, name in (flags or {}).items():
        params.append(click.Option([f"--{word}", f"flag_{word}"], is_flag=True, help=f"{word.capitalize()} it."))
        assert word in _named(about, name).choices
    for asked in about.inputs:
        if asked.name not in arguments and asked.name not in (flags or {}).values():
            params.extend(options_of(asked))
    params += [
        click.Option(
            ["--root"],
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            default=Path(),
            help="The portal's folder.",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Show what would be written, and write nothing."),
    ]
    return click.Command(button, params=params, callback=_callback(about, arguments, flags or {}), help=about.does)


def _named(button: Button, name: str) -> Input:
    return next(asked for asked in button.inputs if asked.name == name)


def options_of(asked: Input) -> Iterator[click.Option]:
    """The options with which an input is given; a long one may come from a file."""
    words = " ".join(part for part in (f"{asked.question}.", asked.hint) if part)
    flag = asked.name.replace("_", "-")
    kind = click.Choice(asked.choices) if asked.choices else None
    yield click.Option([f"--{flag}", asked.name], type=kind, help=words)
    if asked.is_long:
        yield click.Option([f"--{flag}-file", asked.name + _FILE], help="The same from a file; - reads what comes in.")


def _callback(button: Button, arguments: Sequence[str], flags: Mapping[str, str]) -> Callable[..., None]:
    def run(root: Path, dry_run: bool, **given: Any) -> None:
        inputs = _given(button, given, flags)
        _ask_for_missing(button, inputs)
        now = instant(datetime.now(UTC))
        pressed = press(
            button,
            inputs,
            ContentFolder(root),
            words_of=lambda language: load_catalogue(language, overrides=root / OVERRIDES).entries,
            at=now,
            forms_of=forms_in(root, now),
        )
        if isinstance(pressed, Refused):
            raise ConfigurationError(said(pressed, arguments=arguments))
        _carry_out(pressed, root, dry_run=dry_run)

    return run


def _given(button: Button, given: Mapping[str, Any], flags: Mapping[str, str]) -> dict[str, str]:
    inputs: dict[str, str] = {}
    for asked in button.inputs:
        value = given.get(asked.name)
        file = given.get(asked.name + _FILE)
        if value and file:
            raise ConfigurationError(f"--{asked.name} and --{asked.name}-file are both given; keep one")
        if isinstance(value, tuple):
            value = ",".join(value)
        if file:
            value = text_from(file)
        if value:
            inputs[asked.name] = value
    chosen = [word for word in flags if given[f"flag_{word}"]]
    if len(chosen) > 1:
        raise ConfigurationError(f"--{' and --'.join(chosen)} do not go together; keep one")
    inputs.update({flags[word]: word for word in chosen})
    return inputs


def _ask_for_missing(button: Button, inputs: dict[str, str]) -> None:
    if is_terminal():
        for asked in button.inputs:
            if asked.is_required and not inputs.get(asked.name):
                hint = " ".join(part for part in (asked.hint, " | ".join(asked.choices)) if part)
                inputs[asked.name] = ask(asked.question, hint=hint, is_long=asked.is_long)


def said(refused: Refused, *, arguments: Sequence[str] = ()) -> str:
    """All doubts, each with the option or argument that it is about, and its cure."""
    lines = ["nothing was written"]
    for each in refused.doubts:
        name = each.input.upper() if each.input in arguments else f"--{each.input.replace('_', '-')}"
        lines += [f"{name}: {_on_one_line(each.message)}" if each.input else _on_one_line(each.message)]
        lines += [f"    {_on_one_line(each.hint)}"]
    return "\n  ".join(lines)


def _carry_out(pressed: Pressed, root: Path, *, dry_run: bool) -> None:
    files = PortalFiles(root)
    for finding in pressed.findings:
        for line in finding_lines(finding):
            click.echo(line)
    if pressed.errors:
        click.echo("Nothing was written: `civicgen check` would refuse it.", err=True)
        sys.exit(EXIT_FINDINGS)
    for file in pressed.plan.files:
        if dry_run:
            click.echo(strip_terminal("\n".join(_shown(file, files))))
        else:
            click.echo(f"{'changed' if files.has(file.path) else 'wrote'} {file.path}")
            files.write((file,))
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")


def finding_lines(finding: Finding) -> Iterator[str]:
    """A finding and its cure, as `civicgen check` prints them."""
    yield f"{_on_one_line(str(finding.place))}: {finding.severity}: {_on_one_line(finding.message)} [{finding.code}]"
    yield f"    {_on_one_line(finding.hint)}"


def _on_one_line(text: str) -> str:
    return " ".join(strip_terminal(text).split())


def _shown(file: DeskFile, files: PortalFiles) -> Iterator[str]:
    """A new file whole, a changed one by its difference."""
    text = file.text or ""
    if not files.has(file.path):
        yield f"--- new file: {file.path}"
        yield text
        return
    before = files.text(file.path).splitlines()
    after = text.splitlines()
    yield from unified_diff(before, after, f"{file.path} as it is", f"{file.path} as it would be", lineterm="")
