"""CSV that spreadsheets show as text: UTF-8, commas, `\\r\\n`, and no cell that is taken for a formula. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

Cell = str | int | None

_BEGINS_A_FORMULA = frozenset("=+-@−")
_BREAKS_A_CELL = ("\t", "\r", "\n")


def csv_lines(lines: Iterable[Sequence[Cell]]) -> bytes:
    """Lines of CSV. None is an empty cell; numbers stand bare, every text stands in quotes and is harmless.

    What `csv.writer` makes with `QUOTE_NONNUMERIC`. It is not asked because making one costs as much as ten lines.
    """
    return "".join([csv_cells(line) + "\r\n" for line in lines]).encode()


def csv_cells(cells: Iterable[Cell]) -> str:
    """Neighbouring cells of a line, or all of them, with commas between."""
    return ",".join([csv_cell(cell) for cell in cells])


def csv_numbers(numbers: Iterable[int | None]) -> str:
    """Neighbouring cells that hold numbers: as JSON writes them, and all in one go."""
    return msgspec.json.encode(list(numbers))[1:-1].decode().replace("null", '""')


def csv_cell(cell: Cell) -> str:
    """One cell as it stands in a line."""
    if type(cell) is str and cell[:1].isalnum() and '"' not in cell:  # nearly always
        return f'"{cell}"'
    if cell is None:
        return '""'
    if isinstance(cell, int):
        return str(cell)
    text = harmless(cell)
    return f'"{text}"' if '"' not in text else '"' + text.replace('"', '""') + '"'


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it.

    Spreadsheets take a leading = + - @ for a formula, also in full width, and look for it behind blanks, byte order
    marks and other characters that nobody sees. JSON files hold the text without the apostrophe.
    """
    if not text or text[0].isalnum():
        return text
    if text[0] in _BREAKS_A_CELL:
        return "'" + text
    first = next((character for character in text if not _is_unseen(character)), "")
    return "'" + text if unicodedata.normalize("NFKC", first)[:1] in _BEGINS_A_FORMULA else text


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cn", "Mn", "Me", "Zs")
