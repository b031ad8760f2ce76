"""`civicgen check`: print everything that is wrong in content, with file, line and cure."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from civicgen.app.check import Checked
from civicgen.app.check import check as run_check
from civicgen.errors import EXIT_FINDINGS, ConfigurationError
from civicgen.model.findings import Finding
from civicgen.model.times import instant
from civicgen.store.content_files import ContentFolder
from civicgen.store.ledger_files import LedgerFolder
from civicgen.text.terminal import strip_terminal

SUMMARY = "GITHUB_STEP_SUMMARY"


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
    help="A checkout of the branch that a pull request goes into: what is open there keeps its terms.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How findings are printed."
)
def check(root: Path, ledger: Path | None, base: Path | None, form: str) -> None:
    """Say what is wrong in content/, and what to write instead. Exits with 1 where there are errors."""
    folder = ledger or root / "ledger"
    if ledger is not None and not folder.is_dir():
        raise ConfigurationError(f"no ledger in {folder}; name the folder that holds ledger.json")
    record = LedgerFolder(folder.absolute()).read() if folder.is_dir() else None
    checked = run_check(
        ContentFolder(root),
        at=instant(datetime.now(UTC)),
        ledger=record,
        base=None if base is None else ContentFolder(base),
    )
    for line in FORMATS[form](checked):
        click.echo(line)
    if form == "github":
        _summarise(checked, os.environ.get(SUMMARY, ""))
    if checked.errors:
        sys.exit(EXIT_FINDINGS)


def as_text(checked: Checked) -> Iterator[str]:
    """For people: one finding a line, its cure below it. Nothing in it can steer the terminal."""
    for finding in checked.findings:
        place, message = _on_one_line(str(finding.place)), _on_one_line(finding.message)
        yield f"{place}: {finding.severity}: {message} [{finding.code}]"
        yield f"    {_on_one_line(finding.hint)}"
    if checked.findings:
        yield ""
    yield f"{_counted(checked.errors, 'error')}, {_counted(checked.warnings, 'warning')}."


def as_json(checked: Checked) -> Iterator[str]:
    """For programs: one object with all findings and their numbers."""
    findings = [
        {
            "severity": finding.severity,
            "code": finding.code,
            "file": finding.place.file,
            "line": finding.place.line,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in checked.findings
    ]
    yield json.dumps({"errors": checked.errors, "warnings": checked.warnings, "findings": findings}, indent=2)


def as_github(checked: Checked) -> Iterator[str]:
    """For GitHub's workflows: a command for each finding, which shows it beside the line in a pull request."""
    for finding in checked.findings:
        line = "" if finding.place.line is None else f",line={finding.place.line}"
        properties = f"file={_property(finding.place.file)}{line},title={_property(finding.code)}"
        yield f"::{finding.severity} {properties}::{_data(_github_words(finding))}"


def _summarise(checked: Checked, path: str) -> None:
    """All findings for the summary of a workflow's step: beside the lines GitHub shows ten errors a step."""
    if not path:
        return
    text = "\n".join(("```text", *as_text(checked), "```", ""))
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(text)
    except OSError as problem:
        raise ConfigurationError(f"{SUMMARY} names {path}, which cannot be written: {problem.strerror}") from problem


FORMATS: dict[str, Callable[[Checked], Iterator[str]]] = {"text": as_text, "json": as_json, "github": as_github}


def _github_words(finding: Finding) -> str:
    return f"{strip_terminal(finding.message)}\n{strip_terminal(finding.hint)}"


def _data(text: str) -> str:
    """Escaped as the workflow commands of GitHub Actions want it, so that no text is a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(strip_terminal(text)).replace(":", "%3A").replace(",", "%2C")


def _on_one_line(text: str) -> str:
    return " ".join(strip_terminal(text).split())


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
