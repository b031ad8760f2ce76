"""Phases as written -> phases with instants, and what is wrong with them. Reads nothing, writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise

from civicgen.content.shapes.consultation import ConsultationShape
from civicgen.content.sheet import Path, Sheet
from civicgen.content.when import FIRST_SECOND, LAST_SECOND, TimeProblem, Zones, read_time
from civicgen.model.consultation import Phase
from civicgen.model.findings import Finding, Place
from civicgen.model.times import Instant, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is needed to read the times of one file: the file, its lines, and the zones that hold."""

    file: str
    sheet: Sheet
    stated_zone: str
    default_zone: str

    def place(self, path: Path) -> Place:
        return Place(file=self.file, line=self.sheet.line_of(path))

    def read(self, text: str, path: Path, *, means: time, zone: str = "") -> Instant | Finding:
        """The instant of a text at a path; `zone` is one stated nearer than the file's."""
        zones = Zones(stated=zone or self.stated_zone, default=self.default_zone)
        at = read_time(text, zones=zones, day_means=means)
        if not isinstance(at, TimeProblem):
            return at
        key = f"`{path[-1]}`: " if path else ""
        return Finding(code=at.code, place=self.place(path), message=f"{key}{at.message}", hint=at.hint)


def read_phases(shape: ConsultationShape, desk: Desk) -> tuple[tuple[Phase, ...], tuple[Finding, ...]]:
    """The phases that could be read, in the order of time."""
    phases: list[Phase] = []
    findings: list[Finding] = []
    for at, written in enumerate(shape.phases):
        path: Path = ("phases", at)
        opens = desk.read(written.opens, (*path, "opens"), means=FIRST_SECOND, zone=written.zone)
        closes = desk.read(written.closes, (*path, "closes"), means=LAST_SECOND, zone=written.zone)
        problems = [
            found
            for key, found in (("opens", opens), ("closes", closes))
            if isinstance(found, Finding) and getattr(written, key)
        ]
        findings.extend(problems)
        if isinstance(opens, Finding) or isinstance(closes, Finding) or written.kind is None:
            continue
        phases.append(
            Phase(
                name=written.name or f"Phase {at + 1}",
                kind=written.kind,
                opens=opens,
                closes=closes,
                place=desk.place(path),
            )
        )
    findings.extend(check_phases(phases))
    return tuple(sorted(phases, key=lambda phase: (phase.opens, phase.closes))), tuple(findings)


def check_phases(phases: Sequence[Phase]) -> Iterator[Finding]:
    """Each phase closes after it opens, starts when the one before it ends or later, and has a name of its own."""
    for phase in phases:
        if phase.closes < phase.opens:
            yield Finding(
                code="closes-before-opens",
                place=phase.place,
                message=f"phase {phase.name!r} closes on {phase.closes}, before it opens on {phase.opens}",
                hint="Set `closes` to a time after `opens`.",
            )
    for before, after in pairwise(phases):
        if after.opens < before.closes:
            yield Finding(
                code="phase-overlap",
                place=after.place,
                message=f"phase {after.name!r} opens on {after.opens}, {before.name!r} closes on {before.closes}",
                hint=f"Set its `opens` to {before.closes} or later, and write phases in the order of time.",
            )
    yield from _check_names(phases)
    yield from _check_window([phase for phase in phases if phase.kind.is_counting])


def _check_names(phases: Sequence[Phase]) -> Iterator[Finding]:
    seen: set[str] = set()
    for phase in phases:
        if phase.name in seen:
            yield Finding(
                code="double-phase",
                place=phase.place,
                message=f"a second phase has the name {phase.name!r}",
                hint="Give each phase a name of its own; `changes` refer to phases by name.",
            )
        seen.add(phase.name)


def _check_window(counting: Sequence[Phase]) -> Iterator[Finding]:
    """The phases in which stances count adjoin: stances are counted in one window."""
    for before, after in pairwise(counting):
        if moment(after.opens) - moment(before.closes) > timedelta(seconds=1):
            yield Finding(
                code="counting-gap",
                place=after.place,
                message=f"between phases {before.name!r} and {after.name!r} stances would not count",
                hint="Let the second open when the first closes, or announce a pause in `changes`.",
            )
