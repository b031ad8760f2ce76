"""How findings are printed: for people, for programs, for GitHub. What was checked in, lines out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from civicgen.app.check import Checked
from civicgen.cli.annotations import annotation
from civicgen.model.findings import Finding
from civicgen.text.terminal import strip_terminal

_INHERITED = "on the base branch already, which does not stop this pull request"


def as_text(checked: Checked) -> Iterator[str]:
    """For people: one finding a line, its cure below it. Nothing in it can steer the terminal."""
    yield from _listed(checked.caused)
    if checked.inherited:
        yield f"Found {_INHERITED}:"
        yield from _listed(checked.inherited)
    numbers = f"{_counted(checked.errors, 'error')}, {_counted(checked.warnings, 'warning')}"
    yield f"{numbers}, and {len(checked.inherited):,} on the base branch." if checked.inherited else f"{numbers}."


def as_json(checked: Checked) -> Iterator[str]:
    """For programs: one object with all findings and their numbers. `inherited` ones are on the base branch already."""
    findings = [*(_described(each, False) for each in checked.caused)]
    findings += [_described(each, True) for each in checked.inherited]
    numbers = {"errors": checked.errors, "warnings": checked.warnings, "inherited": len(checked.inherited)}
    yield json.dumps({**numbers, "findings": findings}, indent=2)


def as_github(checked: Checked) -> Iterator[str]:
    """For GitHub's workflows: a command for each finding, which shows it beside the line in a pull request.

    GitHub shows ten errors, ten warnings and ten notices of a step, the first of each: the worst come first.
    """
    for finding in checked.caused:
        yield _annotated(finding, finding.severity, f"{finding.message}\n{finding.hint}")
    for finding in checked.inherited:
        yield _annotated(finding, "notice", f"{_INHERITED}: {finding.message}\n{finding.hint}")


FORMATS: Mapping[str, Callable[[Checked], Iterator[str]]] = {"text": as_text, "json": as_json, "github": as_github}


def _listed(findings: Iterable[Finding]) -> Iterator[str]:
    is_any = False
    for finding in findings:
        is_any = True
        place, message = _on_one_line(str(finding.place)), _on_one_line(finding.message)
        yield f"{place}: {finding.severity}: {message} [{finding.code}]"
        yield f"    {_on_one_line(finding.hint)}"
    if is_any:
        yield ""


def _described(finding: Finding, is_inherited: bool) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "file": finding.place.file,
        "line": finding.place.line,
        "message": finding.message,
        "hint": finding.hint,
        "inherited": is_inherited,
    }


def _annotated(finding: Finding, severity: str, words: str) -> str:
    return annotation(severity, words, file=finding.place.file, line=finding.place.line, title=finding.code)


def _on_one_line(text: str) -> str:
    return " ".join(strip_terminal(text).split())


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
