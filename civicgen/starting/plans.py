"""What somebody asked for, as a value: files to write, or why not.

In: nothing. Out: the types that every button shares; no I/O.
"""

from collections.abc import Mapping

import msgspec

from civicgen.model.content import Content
from civicgen.model.desk import DeskFile


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was asked for cannot be done as it stands. `input` is the input's name, '' where none is meant."""

    input: str
    message: str
    hint: str


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing is written, and why: all reasons that were found, at least one."""

    doubts: tuple[Doubt, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written, and how a pull request for it presents itself.

    `title` is one line of plain text, `summary` Markdown. `branch_hint` ends the branch's name: `<button>-<slug>`.
    """

    files: tuple[DeskFile, ...]
    title: str
    summary: str
    branch_hint: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the portal: its content as read, the bytes of each file by its path, and words of its language.

    `words` are the catalogue's entries by key, for what citizens read.
    """

    content: Content
    sources: Mapping[str, bytes]
    words: Mapping[str, str]


class DoubtError(Exception):
    """Carries doubts out of a calculation. Never leaves this room: a button gives them as Refused."""

    def __init__(self, *doubts: Doubt) -> None:
        super().__init__("; ".join(doubt.message for doubt in doubts))
        self.doubts = doubts


def doubt(name: str, message: str, hint: str) -> DoubtError:
    """An error for one doubt about an input."""
    return DoubtError(Doubt(input=name, message=message, hint=hint))
