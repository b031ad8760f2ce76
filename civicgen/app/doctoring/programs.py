"""Is what is installed here what the workflows use, and can it make a site? No I/O."""

from civicgen.app.doctoring.diagnosis import Verdict, fine, listed, problem, warning
from civicgen.app.doctoring.evidence import Evidence
from civicgen.app.doctoring.workflow_files import Pin, pins
from civicgen.model.health import ProgramsSeen

_SHOWN = 12
"""So many digits of a commit are enough to find it."""


def check_version(seen: Evidence) -> Verdict:
    """The workflows use the civicgen that is installed here."""
    programs = seen.programs
    here = f"civicgen {programs.civicgen}{_from(programs.commit)} on Python {programs.python}"
    named = list(pins(seen.settings))
    others = [pin for pin in named if _is_other(pin, programs)]
    if others:
        return warning(
            f"Here is {here}; the workflows use another one: {listed([_said(pin) for pin in others])}. What is right "
            "here may be wrong there, and the other way round.",
            "Install here the version that the workflows use; or, to bring them up to date, correct the lines that "
            "are named, all in one pull request.",
        )
    if not named:
        return fine(f"Here is {here}; no workflow here names a version.")
    return fine(f"Here is {here}, as in the workflows.")


def check_engine(seen: Evidence) -> Verdict:
    """MkDocs 1.6 and Material are there: version 2 of MkDocs cannot make these sites."""
    programs = seen.programs
    again = (
        "Install civicgen again, into an environment of its own: `python -m pip install --force-reinstall civicgen`."
    )
    if programs.engine and not programs.engine.startswith("1."):
        return problem(
            f"MkDocs {programs.engine} is installed; civicgen needs 1.6, because later ones have no plugins. No site "
            "can be made.",
            "Run `python -m pip install 'mkdocs>=1.6.1,<2'`.",
        )
    if programs.engine_problem or not programs.engine or not programs.theme:
        reason = programs.engine_problem or "it is not installed"
        return problem(f"The engine that makes the site cannot be used: {reason}.", again)
    return fine(f"The engine works: MkDocs {programs.engine}, Material {programs.theme}.")


def _is_other(pin: Pin, programs: ProgramsSeen) -> bool:
    if pin.commit and programs.commit:
        return pin.commit != programs.commit
    return bool(pin.version) and pin.version != programs.civicgen


def _said(pin: Pin) -> str:
    what = " ".join(part for part in (pin.version, pin.commit[:_SHOWN]) if part)
    return f"{what} ({pin.place})"


def _from(commit: str) -> str:
    return f" (commit {commit[:_SHOWN]})" if commit else ""
