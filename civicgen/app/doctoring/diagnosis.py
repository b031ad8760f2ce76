"""What a check says: how it stands, what is so, and what to do. No I/O."""

from enum import StrEnum

import msgspec

from civicgen.model.health import Unseen


class State(StrEnum):
    """How something stands. Only a problem must be set right."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    UNKNOWN = "unknown"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one check found. `cure` is written for somebody with GitHub's web page; '' where nothing is to be done."""

    state: State
    what: str
    cure: str = ""


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with the name of its check, which docs/doctor.md explains."""

    name: str
    state: State
    what: str
    cure: str


AGAIN = "Run this again when it can be looked at."


def fine(what: str) -> Verdict:
    return Verdict(state=State.OK, what=what)


def warning(what: str, cure: str) -> Verdict:
    return Verdict(state=State.WARNING, what=what, cure=cure)


def problem(what: str, cure: str) -> Verdict:
    return Verdict(state=State.PROBLEM, what=what, cure=cure)


def unknown(what: str, cure: str) -> Verdict:
    """Nobody could look: never a guess instead. The cure says where to look oneself."""
    return Verdict(state=State.UNKNOWN, what=what, cure=cure)


def unseen(reason: Unseen, cure: str) -> Verdict:
    wanted = f" (the forge asks for {reason.wanted})" if reason.wanted else ""
    return unknown(f"This could not be looked at: {reason.why}{wanted}.", cure)


def listed(names: list[str] | tuple[str, ...], *, most: int = 3) -> str:
    """The first names of a list, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"
