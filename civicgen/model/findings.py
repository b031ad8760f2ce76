"""A problem in content: where it is, what is wrong, what to write instead."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How bad a finding is. Only errors make `civicgen check` fail."""

    ERROR = "error"
    WARNING = "warning"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A spot in a file of the portal.

    `file` is relative to the portal's root with forward slashes; `line` counts from 1, None means the whole file.
    """

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A problem in content. Written for an editor who is no programmer."""

    code: str
    place: Place
    message: str
    hint: str
    severity: Severity = Severity.ERROR
