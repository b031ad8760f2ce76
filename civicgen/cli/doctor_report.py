"""What the doctor found, for people, for programs, and for the page of a workflow's run. Prints."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from civicgen.app.doctoring.diagnosis import Diagnosis, State
from civicgen.cli.annotations import add_to_summary, annotation
from civicgen.text.terminal import strip_terminal

_WORST_FIRST = (State.PROBLEM, State.WARNING, State.UNKNOWN)
_WHERE = "civicgen's guide, docs/doctor.md, says where to look for each of them yourself."
_SEVERITIES = {State.PROBLEM: "error", State.WARNING: "warning", State.UNKNOWN: "notice"}


def tell(found: Sequence[Diagnosis], form: str) -> None:
    """Print in a form: `text`, `json` or `github`, which also puts all of it into the run's summary."""
    for line in FORMATS[form](found):
        click.echo(line)
    if form == "github":
        add_to_summary("\n".join(("```text", *as_text(found), "```")))


def as_text(found: Sequence[Diagnosis]) -> Iterator[str]:
    """Worst first, each with its cure; what is fine comes last. Nothing in it can steer the terminal."""
    for state, names, what, cure in _to_say(found):
        yield f"{state.value}: {what} [{names}]"
        yield f"    {cure}"
    for each in found:
        if each.state is State.OK:
            yield f"ok: {_on_one_line(each.what)} [{each.name}]"
    yield ""
    yield _summary(found)


def _to_say(found: Sequence[Diagnosis]) -> Iterator[tuple[State, str, str, str]]:
    """State, names, words and cure of whatever is not fine, worst first; what has one reason is said once."""
    for state in _WORST_FIRST:
        alike: dict[str, list[Diagnosis]] = {}
        for each in found:
            if each.state is state:
                alike.setdefault(each.what, []).append(each)
        for what, same in alike.items():
            cures = {each.cure for each in same}
            cure = cures.pop() if len(cures) == 1 else _WHERE
            yield state, ", ".join(each.name for each in same), _on_one_line(what), _on_one_line(cure)


def as_json(found: Sequence[Diagnosis]) -> Iterator[str]:
    """One object with every check and the number of each state."""
    checks = [{"name": each.name, "state": each.state.value, "what": each.what, "cure": each.cure} for each in found]
    yield json.dumps({**{state.value: _count(found, state) for state in State}, "checks": checks}, indent=2)


def as_github(found: Sequence[Diagnosis]) -> Iterator[str]:
    """A workflow command for whatever is not fine; the page shows ten of each severity, so the worst come first."""
    for state, names, what, cure in _to_say(found):
        yield annotation(_SEVERITIES[state], f"{what}\n{cure}", title=names)
    yield _summary(found)


FORMATS: Mapping[str, Callable[[Sequence[Diagnosis]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _summary(found: Sequence[Diagnosis]) -> str:
    problems, warnings = _count(found, State.PROBLEM), _count(found, State.WARNING)
    return (
        f"{problems} {'problem' if problems == 1 else 'problems'}, {warnings} "
        f"{'warning' if warnings == 1 else 'warnings'}, {_count(found, State.UNKNOWN)} could not be looked at, "
        f"{_count(found, State.OK)} fine."
    )


def _count(found: Sequence[Diagnosis], state: State) -> int:
    return sum(each.state is state for each in found)


def _on_one_line(text: str) -> str:
    return " ".join(strip_terminal(text).split())
