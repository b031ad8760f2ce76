"""Bytes of a file -> text with `\\n` line ends, or the finding that says why not. Reads nothing, writes nothing."""

import codecs

from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place

_UTF_16_AND_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MISSING = "the file is missing"

_SAVE_HINT = "Open the file in a text editor and save it with the encoding UTF-8."


def source_text(source: SourceFile) -> str | Finding:
    """The text of a file; a byte order mark is dropped, Windows and old Mac line ends become `\\n`."""
    if source.problem:
        return Finding(
            code="not-a-regular-file",
            place=Place(file=source.path),
            message=f"not read: {source.problem}",
            hint=unread_hint(source.problem) or "Put an ordinary file of a reasonable size in its place.",
        )
    data = source.data
    if data.startswith(_UTF_16_AND_32):
        return _encoding_finding(source.path, 0, "begins as UTF-16 or UTF-32, at byte 0", line=1)
    nul = data.find(b"\0")
    if nul >= 0:
        return _encoding_finding(source.path, nul, f"holds a NUL, at byte {nul}", line=_line_of(data, nul))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")  # faster than the codec that does both
    except UnicodeDecodeError:
        offset = _first_bad_byte(data)
        return _encoding_finding(source.path, offset, f"is not UTF-8, at byte {offset}", line=_line_of(data, offset))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unread_hint(problem: str) -> str:
    """What to do about a file that is missing or that the disk does not give; '' where something else is wrong."""
    if problem == MISSING:
        return "Write it; docs/content.md has an example."
    return "Give permission to read it." if problem.startswith("cannot be read") else ""


def _first_bad_byte(data: bytes) -> int:
    """Where UTF-8 breaks, counted in the file as it is (a byte order mark included)."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem.start
    return 0


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _encoding_finding(file: str, offset: int, what: str, *, line: int) -> Finding:
    return Finding(code="not-utf-8", place=Place(file=file, line=line), message=f"the file {what}", hint=_SAVE_HINT)
