"""Text of a Markdown file -> its front matter as a sheet, and its body. Reads nothing, writes nothing.

python-frontmatter splits and hands over; this strict handler takes the place of its lenient ones, which return an empty
front matter where the closing `---` is missing or the front matter is no mapping.
"""

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from civicgen.content.plain_sheet import read_plain_sheet
from civicgen.content.sheet import Sheet, SheetError, guard_nesting, read_sheet
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place

LARGEST_FRONT_MATTER = 64 * 1024

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A Markdown file in its two parts. `body_line` is the line (from 1) on which the body begins."""

    sheet: Sheet
    body: str
    body_line: int


class StrictHandler(BaseHandler):
    """Splits at the first two lines of `---` and reads the YAML between them with line numbers. Good for one text.

    Attributes:
        sheet: what was read; its lines count from the first line of the text given.
        body_offset: number of characters before the body.
    """

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, first_line: int = 1) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.body_offset = 0
        self._first_line = first_line

    def split(self, text: str) -> tuple[str, str]:
        opening = _FENCE.match(text)
        if opening is None:
            raise SheetError(
                "no-front-matter",
                "the file has no front matter",
                "Begin the file with a line `---`, the keys, and another line `---`.",
                line=self._first_line,
            )
        closing = _FENCE.search(text, opening.end())
        if closing is None:
            raise SheetError(
                "front-matter-not-closed",
                "the front matter that begins here is not closed",
                "Write a line `---` below the last key.",
                line=self._first_line,
            )
        self.body_offset = closing.end()
        return text[opening.end() : closing.start()], text[closing.end() :]

    def load(self, fm: str) -> dict[str, Any]:
        guard_nesting(fm, first_line=self._first_line)
        size = len(fm.encode("utf-8", "surrogatepass"))
        if size > LARGEST_FRONT_MATTER:
            raise SheetError(
                "front-matter-too-large",
                f"the front matter has {size:,} bytes; at most {LARGEST_FRONT_MATTER:,} are read",
                "Move long text below the closing `---`.",
                line=self._first_line,
            )
        sheet = read_plain_sheet(fm, first_line=self._first_line) or read_sheet(fm, first_line=self._first_line)
        if sheet.value is None:
            sheet = Sheet(value={}, lines={(): self._first_line})
        if not isinstance(sheet.value, dict):
            kind = "a list" if isinstance(sheet.value, list) else "a plain text"
            raise SheetError(
                "front-matter-not-keys",
                f"the front matter is {kind}",
                "Write `key: value` on each line.",
                line=sheet.line_of(()),
            )
        self.sheet = sheet
        return sheet.value


def split_front_matter(text: str) -> FrontMatter:
    """Read a Markdown file's text.

    Raises:
        SheetError: it has no front matter, or one that cannot be read.
    """
    leading = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, leading) + 1
    handler = StrictHandler(first_line)
    _, body = frontmatter.parse(text, handler=handler)
    assert handler.sheet is not None
    start = text.find(body, leading + handler.body_offset) if body else len(text)
    return FrontMatter(sheet=handler.sheet, body=body, body_line=text.count("\n", 0, start) + 1)


def finding_of(source: SourceFile, problem: SheetError) -> Finding:
    """The finding for what could not be read in a file."""
    return Finding(
        code=problem.code,
        place=Place(file=source.path, line=problem.line),
        message=problem.message,
        hint=problem.hint,
    )
