"""What a command tells the workflow that it runs in: warnings beside the run, outputs for later steps. Prints."""

import os
from pathlib import Path

import click

from civicgen.errors import ConfigurationError
from civicgen.text.terminal import strip_terminal

_IS_WORKFLOW = "GITHUB_ACTIONS"
_OUTPUTS = "GITHUB_OUTPUT"


def warn(words: str) -> None:
    """A warning that nobody has to look for: on standard error, in a workflow also on the run's page."""
    plain = " ".join(strip_terminal(words).split())
    if os.environ.get(_IS_WORKFLOW) == "true":
        click.echo(f"::warning::{plain.replace('%', '%25')}")
    else:
        click.echo(f"warning: {plain}", err=True)


def set_output(name: str, value: str) -> None:
    """Tell later steps something; nothing outside of a workflow. A value is one line.

    Raises:
        ConfigurationError: the workflow's file cannot be written.
    """
    path = os.environ.get(_OUTPUTS, "")
    assert "\n" not in value
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as outputs:
            outputs.write(f"{name}={value}\n")
    except OSError as problem:
        raise ConfigurationError(f"{_OUTPUTS} names {path}, which cannot be written: {problem.strerror}") from problem
