"""The workflows as they stand in the portal's folder: which collect, which ask for what, which civicgen they name.

Files in, facts out; no I/O. The files are read as lines, for what matters stands on one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from civicgen.model.content import SourceFile
from civicgen.model.findings import Place

FOLDER = ".github/workflows/"
_SUFFIXES = (".yml", ".yaml")
_SCHEDULE = re.compile(r"^\s*[\"']?schedule[\"']?\s*:", re.MULTILINE)
_OPENS_PULLS = re.compile(r"\bcivicgen (?:button|intake|setup)\b")
_RELEASE = re.compile(r"\bcivicgen\s*(?:\[[^\]\s]*\])?\s*==\s*v?(\d[\w.]*)")
_ACTION = re.compile(r"\buses:\s*[\"']?(?:[\w.-]+/)+civicgen(?:/[\w./-]+)?@([\w./-]+)[\"']?(?:\s+#\s*v?(\d[\w.]*))?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_VERSION = re.compile(r"v?(\d[\w.]*)")


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A place that says which civicgen is used: by version, by commit, or by both; '' where it does not."""

    place: Place
    version: str = ""
    commit: str = ""


def workflow_texts(settings: Iterable[SourceFile]) -> Iterator[tuple[str, str]]:
    """The paths and texts of the workflows that have to do with civicgen."""
    for file in settings:
        if file.path.startswith(FOLDER) and file.path.endswith(_SUFFIXES):
            text = file.data.decode("utf-8", "replace")
            if "civicgen" in text.lower():
                yield file.path, text


def scheduled(settings: Iterable[SourceFile]) -> tuple[str, ...]:
    """The paths of the workflows that run civicgen by the clock."""
    return tuple(path for path, text in workflow_texts(settings) if _SCHEDULE.search(text))


def open_pulls(settings: Iterable[SourceFile]) -> tuple[str, ...]:
    """The paths of the workflows whose commands end in a pull request."""
    return tuple(path for path, text in workflow_texts(settings) if _OPENS_PULLS.search(text))


def pins(settings: Sequence[SourceFile]) -> Iterator[Pin]:
    """Every place that names a civicgen. One that names a branch, or nothing, says neither version nor commit."""
    for path, text in workflow_texts(settings):
        for number, line in enumerate(text.splitlines(), start=1):
            place = Place(file=path, line=number)
            if release := _RELEASE.search(line):
                yield Pin(place=place, version=release[1])
            if action := _ACTION.search(line):
                yield _action_pin(place, action[1], action[2] or "")


def _action_pin(place: Place, reference: str, said: str) -> Pin:
    if _COMMIT.fullmatch(reference):
        return Pin(place=place, version=said, commit=reference)
    version = _VERSION.fullmatch(reference)
    return Pin(place=place, version=version[1] if version else said)
