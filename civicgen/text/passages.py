"""A Markdown text -> its blocks, and a block -> its words, each cut so that together they are the text. No I/O.

A block is a paragraph, a heading, a list's item, a table's row, a line of code or of front matter, with the blank lines
behind it. A word has the spaces behind it. Nothing is interpreted beyond that: this serves to compare texts, not to
show them.
"""

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_ALONE = re.compile(r" {0,3}#{1,6}(?:\s|\Z)|\s*\||\s*(?:\*\s*){3,}\Z|\s*(?:-\s*){3,}\Z|\s*={3,}\s*\Z")
_BEGINS = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s|\s*>")
_SIGN = r"!-/:-@\[-`{-~\xa1-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f"
# Scripts without spaces between words: each letter for itself.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"(?:[0-9]+(?:[.,:/][0-9]+)*|[{_UNSPACED}]|[{_SIGN}]|[^\s{_SIGN}{_UNSPACED}]+)\s*|\s+",
)


def blocks_of(text: str) -> list[str]:
    """The blocks of a text in their order. Joined they are the text."""
    blocks: list[list[str]] = []
    fence = ""
    is_open = False  # whether the next line of text goes on with the last block
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.strip():
            is_new, is_open = False, False
        elif fence:
            is_new, is_open = True, False
            fence = "" if _closes(fence, line) else fence
        elif opening := _opening(line, is_first=not blocks):
            fence, is_new, is_open = opening, True, False
        else:
            is_alone = _ALONE.match(line) is not None
            is_new = not is_open or is_alone or _BEGINS.match(line) is not None
            is_open = not is_alone
        if is_new or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return ["".join(lines) for lines in blocks]


def words_of(text: str) -> list[str]:
    """The words, numbers and signs of a text in order, each with the spaces behind it. Joined they are the text."""
    return _WORD.findall(text)


def _opening(line: str, *, is_first: bool) -> str:
    """The fence that begins code, or front matter, with this line; '' where none does."""
    if is_first and line.rstrip() == "---":
        return "---"
    found = _FENCE.match(line)
    return found["fence"] if found else ""


def _closes(fence: str, line: str) -> bool:
    line = line.strip()
    if fence == "---":
        return line == fence
    return len(line) >= len(fence) and set(line) == {fence[0]}
