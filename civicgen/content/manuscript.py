"""A Markdown file -> its front matter and body as far as they can be read. Reads nothing, writes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civicgen.content.characters import check_characters
from civicgen.content.frontmatter import finding_of, split_front_matter
from civicgen.content.sheet import Sheet, SheetError
from civicgen.content.source_text import source_text
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place, Severity

LARGEST_BODY = 512 * 1024
LONGEST_TABLE = 1_000
LONGEST_TITLE = 150

_EMPTY = Sheet(value={}, lines={(): 1})
_TABLE = re.compile(r"(?:^[ ]{0,3}\|[^\n]*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A Markdown file. Where `is_readable` is False the sheet is empty and the body is all that could be told."""

    file: str
    sheet: Sheet
    body: str
    body_line: int
    findings: tuple[Finding, ...]
    is_readable: bool


def read_manuscript(source: SourceFile) -> Manuscript:
    """Read a file; all that is wrong with it as a file is in `findings`."""
    text = source_text(source)
    if isinstance(text, Finding):
        return _unreadable(source.path, "", text)
    try:
        parts = split_front_matter(text)
    except SheetError as problem:
        return _unreadable(source.path, text, finding_of(source, problem))
    return Manuscript(
        file=source.path,
        sheet=parts.sheet,
        body=parts.body,
        body_line=parts.body_line,
        findings=tuple(_check_body(source.path, parts.body, parts.body_line)),
        is_readable=True,
    )


def _unreadable(file: str, body: str, finding: Finding) -> Manuscript:
    return Manuscript(file=file, sheet=_EMPTY, body=body, body_line=1, findings=(finding,), is_readable=False)


def title_from(file: str) -> str:
    """A title for a file that has none that can be read: its name in words."""
    name = file.rsplit("/", 1)[-1].split(".", 1)[0]
    return name.replace("-", " ").strip() or name


def check_title(title: str, *, file: str, line: int) -> Iterator[Finding]:
    """A title has no angle brackets, stands on one line and is short; it has no deceiving characters."""
    if "<" in title or ">" in title:
        yield Finding(
            code="markup-in-title",
            place=Place(file=file, line=line),
            message="the title holds `<` or `>`",
            hint="Write it in words, such as `less than`.",
        )
    if "\n" in title or len(title) > LONGEST_TITLE:
        what = "more than one line" if "\n" in title else f"{len(title):,} characters"
        yield Finding(
            code="title-too-long",
            place=Place(file=file, line=line),
            message=f"the title has {what}",
            hint=f"Write one line of at most {LONGEST_TITLE} characters; the rest belongs in the summary.",
            severity=Severity.WARNING,
        )
    yield from check_characters(title, file=file, line=line, what="the title", is_short=True)


def _check_body(file: str, body: str, line: int) -> Iterator[Finding]:
    size = len(body.encode("utf-8", "surrogatepass")) if len(body) * 4 > LARGEST_BODY else len(body)
    if size > LARGEST_BODY:
        yield Finding(
            code="body-too-large",
            place=Place(file=file, line=line),
            message=f"the text has {size:,} bytes; at most {LARGEST_BODY:,} are shown",
            hint="Put long material into `documents/` and link to it.",
        )
    for table in _TABLE.finditer(body) if "|" in body else ():
        rows = len(table[0].splitlines()) - 2  # without its head and the line below that
        if rows > LONGEST_TABLE:
            yield Finding(
                code="table-too-long",
                place=Place(file=file, line=line + body.count("\n", 0, table.start())),
                message=f"a table has {rows:,} rows; at most {LONGEST_TABLE:,} are allowed",
                hint="Put the table as a CSV file into `documents/` and link to it.",
            )
            break
    yield from check_characters(body, file=file, line=line, what="the text", is_short=False)
