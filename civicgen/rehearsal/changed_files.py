"""What a pull request changes, file by file: out of what git says, or of the files that a seed names. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civicgen.rehearsal.object_ids import sha

_STATUS = {"A": "added", "D": "removed", "M": "modified", "T": "changed"}
_CHUNK = re.compile(r"^diff --git ", re.MULTILINE)
_HUNK = re.compile(r"^@@ ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """`blob` is the object id of the new text (of the old one, where the file is removed); `patch` is the hunks as git
    shows them, None for a file that is not text."""

    path: str
    status: str
    blob: str
    additions: int
    deletions: int
    patch: str | None

    @property
    def changes(self) -> int:
        return self.additions + self.deletions


def new_file(path: str, text: str) -> ChangedFile:
    """A file as if it were new."""
    lines = text.splitlines()
    hunk = [f"@@ -0,0 +1,{len(lines)} @@", *(f"+{line}" for line in lines)]
    return ChangedFile(
        path=path, status="added", blob=sha(text), additions=len(lines), deletions=0, patch="\n".join(hunk)
    )


def read_changes(records: bytes, patches: bytes) -> tuple[ChangedFile, ...]:
    """What `git diff --raw --numstat -z` and `git diff --patch` say of the same two commits."""
    words = records.decode("utf-8", "replace").split("\0")
    raw, counts = _parted(words)
    chunks = iter(_CHUNK.split(patches.decode("utf-8", "replace"))[1:])
    return tuple(_file(record, path, counts.get(path, (0, 0)), chunks) for record, path in raw)


def _parted(words: list[str]) -> tuple[list[tuple[str, str]], dict[str, tuple[int, int]]]:
    """(record, path) of each file, and its numbers of added and removed lines."""
    raw: list[tuple[str, str]] = []
    counts: dict[str, tuple[int, int]] = {}
    rest = iter(words)
    for word in rest:
        if word.startswith(":"):
            raw.append((word, next(rest)))
        elif word:
            added, removed, path = word.split("\t", 2)
            counts[path] = (_number(added), _number(removed))
    return raw, counts


def _file(record: str, path: str, counts: tuple[int, int], chunks: Iterator[str]) -> ChangedFile:
    _, _, before, after, letter = record.split(" ")
    chunk = next(chunks, "")
    if (
        letter == "T"
    ):  # a link became a file, or the other way round: git shows the one that goes and the one that comes
        next(chunks, "")
    hunk = _HUNK.search(chunk)
    return ChangedFile(
        path=path,
        status=_STATUS.get(letter, "modified"),
        blob=before if letter == "D" else after,
        additions=counts[0],
        deletions=counts[1],
        patch=None if hunk is None else chunk[hunk.start() :].removesuffix("\n"),
    )


def _number(text: str) -> int:
    """A count of lines; git writes `-` for a file that is not text."""
    return int(text) if text.isdigit() else 0
