"""Who is asked to approve a change, by the forge's CODEOWNERS file. Its text and paths in, owners out; no I/O.

The rules are GitHub's: patterns as in .gitignore, without `!`, `[...]` and `\\#`; the last line that fits decides;
a line that GitHub cannot read is passed over. One of a line's owners is enough.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where the forge looks for it, in this order; the first is used."""

LARGEST = 3 * 1024 * 1024
"""Bytes beyond which the forge does not read it."""

_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_OWNER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9._-]+)?|[^@\s]+@[^@\s]+\.[^@\s]+")
_NOT_KNOWN = re.compile(r"!|\\#|.*(?<!\\)[\[\]]")


class OwnedPattern(msgspec.Struct, frozen=True, kw_only=True):
    """A line: `owners` may be empty, then nobody is asked. They are written as in the file, such as `@name`."""

    pattern: str
    owners: tuple[str, ...]
    line: int


class Codeowners(msgspec.Struct, frozen=True, kw_only=True):
    """The lines in their order. `unread` are the numbers of those that the forge passes over."""

    patterns: tuple[OwnedPattern, ...] = ()
    unread: tuple[int, ...] = ()

    def owners_of(self, path: str) -> tuple[str, ...]:
        """Of whom one must approve a change of this file; empty where nobody is named."""
        for owned in reversed(self.patterns):
            if _expression(owned.pattern).fullmatch(path):
                return owned.owners
        return ()


def read_codeowners(text: str) -> Codeowners:
    """The file as the forge reads it."""
    patterns: list[OwnedPattern] = []
    unread: list[int] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        words = [*_words(line)]
        if not words:
            continue
        pattern, *owners = words
        if _NOT_KNOWN.match(pattern) or not all(map(_OWNER.fullmatch, owners)):
            unread.append(number)
        else:
            patterns.append(OwnedPattern(pattern=pattern, owners=tuple(owners), line=number))
    return Codeowners(patterns=tuple(patterns), unread=tuple(unread))


def _words(line: str) -> Iterator[str]:
    """The words before a comment; a space within a pattern is written with a backslash before it."""
    for word in _WORD.findall(line):
        if word.startswith("#"):
            return
        yield word


@lru_cache(1024)
def _expression(pattern: str) -> re.Pattern[str]:
    """What a pattern means for a path from the repository's root.

    A slash at its beginning or in its middle ties it to the root. `*` and `?` stay within a folder, `**` goes through
    folders. The name of a folder means all below it, `folder/*` only what lies in it.
    """
    folders = pattern.split("/")
    if folders[0] == "":
        folders = folders[1:]
    elif len(folders) == 1 or folders[1:] == [""]:
        folders = ["**", *folders]
    if len(folders) > 1 and folders[-1] == "":
        folders[-1] = "**"
    return re.compile("".join(_pieces(folders)), re.DOTALL)


def _pieces(folders: list[str]) -> Iterator[str]:
    last = len(folders) - 1
    needs_slash = False
    for number, folder in enumerate(folders):
        if folder == "**":
            if number == last:
                yield "/.+" if needs_slash else ".+"
            elif needs_slash:
                yield "(?:/.+)?"
            else:
                yield "(?:.+/)?"
            continue
        yield "/" if needs_slash else ""
        yield "[^/]+" if folder == "*" else _name(folder)
        if number == last and folder != "*":
            yield "(?:/.*)?"
        needs_slash = True


def _name(folder: str) -> str:
    """A folder's or file's name with its wildcards."""
    pieces = re.findall(r"\\.|\*+|.", folder)
    return "".join("[^/]*" if piece[0] == "*" else "[^/]" if piece == "?" else re.escape(piece[-1]) for piece in pieces)
