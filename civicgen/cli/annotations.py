"""What a workflow shows on GitHub's page: annotations, summaries and outputs. No text in them is a command."""

import os
from pathlib import Path

import click

from civicgen.errors import ConfigurationError
from civicgen.text.terminal import strip_terminal

SUMMARY = "GITHUB_STEP_SUMMARY"
OUTPUT = "GITHUB_OUTPUT"


def is_in_workflow() -> bool:
    """Whether GitHub Actions runs this."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def annotation(severity: str, message: str, *, title: str = "", file: str = "", line: int | None = None) -> str:
    """A workflow command that shows a message, beside the line that it is about where there is one.

    `severity` is `error`, `warning` or `notice`.
    """
    properties = {"file": file, "line": "" if line is None else str(line), "title": title}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{severity}{' ' if told else ''}{told}::{_data(strip_terminal(message))}"


def add_to_summary(text: str) -> None:
    """Markdown for the page of the workflow's run; nothing elsewhere. Raises ConfigurationError where it cannot be."""
    _append(SUMMARY, text.rstrip("\n") + "\n\n")


def put_output(name: str, value: str) -> None:
    """A value of one line for later steps; nowhere else."""
    assert "\n" not in value, "an output is one line"
    _append(OUTPUT, f"{name}={value}\n")


def tell_error(message: str) -> None:
    """Say what is wrong where it is looked for: as an annotation in a workflow, on standard error elsewhere."""
    if is_in_workflow():
        click.echo(annotation("error", message))
    else:
        click.echo(strip_terminal(message), err=True)


def tell_warning(message: str) -> None:
    """Say what somebody should look at some time; nothing failed because of it."""
    if is_in_workflow():
        click.echo(annotation("warning", message))
    else:
        click.echo(f"warning: {strip_terminal(message)}", err=True)


def _append(variable: str, text: str) -> None:
    path = os.environ.get(variable, "")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        raise ConfigurationError(f"{variable} names {path}, which cannot be written: {problem.strerror}") from problem


def _data(text: str) -> str:
    """Escaped as workflow commands want it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(strip_terminal(text)).replace(":", "%3A").replace(",", "%2C")
