"""CSV that spreadsheets show as text: UTF-8, commas, `\\r\\n`, and no cell that is taken for a formula. Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | None

_BEGINS_A_FORMULA = frozenset("=+-@−")
_BREAKS_A_CELL = ("\t", "\r", "\n")


def csv_lines(lines: Iterable[Sequence[Cell]]) -> bytes:
    """Lines of CSV. None is an empty cell; numbers stand bare, every text stands in quotes and is harmless."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows(
        ["" if cell is None else cell if isinstance(cell, int) else harmless(cell) for cell in line] for line in lines
    )
    return buffer.getvalue().encode()


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it.

    Spreadsheets take a leading = + - @ for a formula, also in full width, and look for it behind blanks, byte order
    marks and other characters that nobody sees. JSON files hold the text without the apostrophe.
    """
    if not text or (text[0].isascii() and text[0].isalnum()):
        return text
    if text[0] in _BREAKS_A_CELL:
        return "'" + text
    first = next((character for character in text if not _is_unseen(character)), "")
    return "'" + text if unicodedata.normalize("NFKC", first)[:1] in _BEGINS_A_FORMULA else text


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cn", "Mn", "Me", "Zs")
