"""Begin a portal: its files, as far as they are not there, the first consultation, the forms. Writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from civicgen.app.ports import ContentFiles
from civicgen.app.pressing import WordsOf, overlaid, press
from civicgen.content.read import read_content
from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import DeskFile
from civicgen.model.findings import Finding
from civicgen.model.times import Instant
from civicgen.starting.buttons import BUTTONS
from civicgen.starting.by_hand import LOOKED_AT, lines_to_add
from civicgen.starting.new_consultation import path_of
from civicgen.starting.plans import Doubt, Refused

FormsOf = Callable[[Content], Sequence[DeskFile]]
"""The issue forms of a portal with this content."""


class Place(Protocol):
    """The folder in which the portal begins."""

    def has(self, path: str) -> bool: ...

    def text(self, path: str) -> str: ...


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """`files` are to be written; `kept` are there already; `by_hand` are lines that belong into some of those.

    `findings` are what the checks of content will say.
    """

    files: tuple[DeskFile, ...]
    kept: tuple[str, ...]
    by_hand: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


class _Shelf:
    """Files in memory, as if they were there."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._files = files

    def read(self) -> Sequence[SourceFile]:
        return self._files


def begin(
    made: Sequence[DeskFile],
    place: Place,
    content: ContentFiles,
    *,
    first: Mapping[str, str],
    forms_of: FormsOf,
    words_of: WordsOf,
    at: Instant,
) -> Beginning | Refused:
    """What is to be written of the files of a new portal.

    `first` are the inputs of the button `new-consultation`, empty where none is wanted yet.
    """
    there = tuple(content.read())
    files = [file for file in made if not place.has(file.path)]
    first_path = path_of(first)
    if first_path and not place.has(first_path):
        pressed = press(BUTTONS["new-consultation"], first, _Shelf(overlaid(there, files)), words_of=words_of, at=at)
        if isinstance(pressed, Refused):
            return pressed
        if pressed.errors:
            return Refused(doubts=tuple(_doubt(finding) for finding in pressed.findings))
        files += pressed.plan.files
    read = read_content(overlaid(there, files), at=at)
    forms = forms_of(read)
    files += [form for form in forms if not place.has(form.path)]
    kept = [path for path in (first_path, *(file.path for file in (*made, *forms))) if path and place.has(path)]
    texts = {file.path: file.text or "" for file in made}
    return Beginning(
        files=tuple(sorted(files, key=lambda file: file.path)),
        kept=tuple(sorted(kept)),
        by_hand=tuple(lines_to_add({path: place.text(path) for path in kept if path in LOOKED_AT}, texts)),
        findings=read.findings,
    )


def _doubt(finding: Finding) -> Doubt:
    return Doubt(input="", message=f"{finding.place}: {finding.message}", hint=finding.hint)
