"""The chain: numbers and links new rows, and proves that lines are those that were written.

Lines in, rows or LedgerError out; rows in, sealed rows out. Reads nothing, writes nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, NoReturn, TypeVar

import msgspec

from civicgen.errors import LedgerError
from civicgen.ledger.canonical import HARVESTS, ROWS, digest, encode, genesis, meta_bytes
from civicgen.ledger.sharing import share
from civicgen.model.ledger import ConsultationMark, HarvestRow, LedgerMeta, Row
from civicgen.model.names import ConsultationSlug, Digest

T = TypeVar("T")

SEGMENT_ROWS = 2_500
_AT_ONCE = 500
META_FILE = "ledger.json"
HARVESTS_FILE = "harvests.jsonl"
TEXTS_FOLDER = "texts"

_FOLDER = re.compile(r"[^./\\\0][^/\\\0]*")


class Line(NamedTuple):
    """A line (without its newline) and where it stands. `number` counts from 1 in its file."""

    file: str
    number: int
    data: bytes


class _Peek(msgspec.Struct, frozen=True):
    """The fields by which a row that is out of place may still say where it came from."""

    prev: str = ""
    seq: int = 0


def is_folder(consultation: str) -> bool:
    """Whether a consultation can have a folder of its own in the ledger: a plain name, and not that of the texts."""
    return _FOLDER.fullmatch(consultation) is not None and consultation != TEXTS_FOLDER


def segment_file(consultation: ConsultationSlug, seq: int) -> str:
    """The file of a row, relative to the ledger's folder."""
    return f"{consultation}/{(seq - 1) // SEGMENT_ROWS + 1:06}.jsonl"


def split_lines(data: bytes, file: str) -> tuple[tuple[Line, ...], int]:
    """The whole lines of a file, and how many bytes stand behind the last newline (a line that was cut off)."""
    *whole, rest = data.split(b"\n")
    return tuple(Line(file, at, line) for at, line in enumerate(whole, start=1)), len(rest)


def seal(rows: Iterable[Row], *, after: ConsultationMark) -> tuple[tuple[Row, ...], ConsultationMark]:
    """Number and link drafts behind what a mark says is there; gives them with the mark that follows.

    The mark keeps `complete` and `reason`.
    """
    sealed = []
    count, head = after.rows, after.head
    for draft in rows:
        count += 1
        row = msgspec.structs.replace(draft, seq=count, prev=head)
        head = digest(encode(row))
        sealed.append(row)
    return tuple(sealed), msgspec.structs.replace(after, rows=count, head=head)


def verify_harvests(lines: Sequence[Line], meta: LedgerMeta) -> tuple[HarvestRow, ...]:
    """The harvest rows, proved to be chained from `ledger.json` on.

    Raises:
        LedgerError: naming the first bad line.
    """
    links = [digest(meta_bytes(meta)), *(digest(line.data) for line in lines)]
    rows: list[HarvestRow] = []
    counted: dict[str, int] = {}
    for at, line in enumerate(lines):
        row = _read(HARVESTS.read, line, f"harvest {at + 1}")
        if row.n != at + 1:
            _fail(line, f"harvest {row.n} where harvest {at + 1} belongs: deleted, inserted or reordered")
        if row.prev != links[at]:
            witness = _peek(lines, at + 1).prev or links[at + 1]
            if at == 0 and witness == links[1]:
                raise LedgerError("not the one that the first harvest began from: it was edited", file=META_FILE)
            culprit = _culprit(lines, at, links, witness=witness)
            _fail(lines[culprit], f"harvest {culprit + 1} was edited: the chain does not hold")
        for slug, mark in row.consultations.items():
            if not is_folder(slug):
                _fail(line, f"harvest {row.n} names a consultation {slug!r}, which cannot be a folder")
            if mark.rows < counted.get(slug, 0):
                _fail(line, f"harvest {row.n} says that {slug} has {mark.rows} rows; it had {counted[slug]}")
            counted[slug] = mark.rows
        rows.append(row)
    return tuple(rows)


def verify_rows(
    lines: Sequence[Line],
    *,
    consultation: ConsultationSlug,
    meta: LedgerMeta,
    harvests: Sequence[HarvestRow],
) -> tuple[Row, ...]:
    """The committed rows of a consultation, proved to be those that every harvest left.

    `lines` are those of all its segments; those beyond the last harvest's mark are not looked at.

    Raises:
        LedgerError: naming the first bad row and what seems to have happened to it.
    """
    marks = [(row.n, row.consultations[consultation]) for row in harvests if consultation in row.consultations]
    committed = marks[-1][1].rows if marks else 0
    heads = {mark.rows: mark.head for _, mark in reversed(marks)}
    kept = lines[:committed]
    links = [genesis(consultation, meta)]
    rows: list[Row] = []
    for at, (line, row) in enumerate(_rows_of(kept)):
        links.append(digest(line.data))
        if row.seq != at + 1:
            _fail(line, _misplaced(kept, at, row.seq))
        if row.prev != links[at]:
            culprit = _culprit(kept, at, links, witness=heads.get(at + 1) or _peek(kept, at + 1).prev)
            _fail(kept[culprit], f"row {culprit + 1} was edited: the chain does not hold")
        msgspec.structs.force_setattr(row, "prev", links[at])  # equal; one of the two is enough in memory
        rows.append(row)
    if len(kept) < committed:
        file = segment_file(consultation, len(kept) + 1)
        raise LedgerError(f"truncated: rows {len(kept) + 1} to {committed} are missing", file=file)
    for harvest, mark in marks:
        if links[mark.rows] != mark.head:
            _fail_head(kept, mark, harvest, file=segment_file(consultation, max(mark.rows, 1)))
    return tuple(rows)


def _rows_of(lines: Sequence[Line]) -> Iterator[tuple[Line, Row]]:
    """Each line with its row. Many are read at once, in half of the time; one that is refused is named."""
    for start in range(0, len(lines), _AT_ONCE):
        some = lines[start : start + _AT_ONCE]
        try:
            rows: Iterable[Row] = ROWS.read_lines(b"".join([line.data + b"\n" for line in some]))
        except ValueError:
            rows = (_read(ROWS.read, line, f"row {at}") for at, line in enumerate(some, start + 1))
        for line, row in zip(some, rows, strict=True):
            share(row)
            yield line, row


def _read(read: Callable[[bytes], T], line: Line, name: str) -> T:
    try:
        return read(line.data)
    except ValueError as problem:
        raise LedgerError(f"{name} was edited: {problem}", file=line.file, line=line.number) from problem


def _fail(line: Line, message: str) -> NoReturn:
    raise LedgerError(message, file=line.file, line=line.number)


def _fail_head(lines: Sequence[Line], mark: ConsultationMark, harvest: int, *, file: str) -> NoReturn:
    if mark.rows == 0:
        raise LedgerError(f"harvest {harvest} began from another ledger", file=file)
    message = f"row {mark.rows} is not the one that harvest {harvest} left: it was edited, or rows were written anew"
    _fail(lines[mark.rows - 1], message)


def _peek(lines: Sequence[Line], at: int) -> _Peek:
    """What a line that may be broken says of itself; nothing where it does not exist or cannot be read."""
    if at >= len(lines):
        return _Peek()
    try:
        return msgspec.json.decode(lines[at].data, type=_Peek)
    except (msgspec.MsgspecError, UnicodeError):
        return _Peek()


def _culprit(lines: Sequence[Line], at: int, links: Sequence[Digest], *, witness: str) -> int:
    """Which of two lines was edited when the link between them does not hold: the one that the next does not know.

    `witness` is the hash that the line `at` should have, as what comes after it says.
    """
    is_intact = witness == links[at + 1]
    return at - 1 if is_intact and at > 0 else at


def _misplaced(lines: Sequence[Line], at: int, found: int) -> str:
    """What seems to have happened where row `found` stands in place `at`, counted from 0."""
    expected = at + 1
    if _peek(lines, at + 1).seq == expected + 1:
        return f"row {expected} was edited: it calls itself {found}"
    if found < expected:
        return f"row {found} where row {expected} belongs: inserted a second time, or reordered"
    if any(_peek(lines, later).seq == expected for later in range(at + 1, len(lines))):
        return f"row {found} where row {expected} belongs: reordered"
    return f"row {found} where row {expected} belongs: deleted"
