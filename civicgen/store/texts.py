"""The texts beside the ledger, outside Git: what commitments open to. Reads and writes files.

One file a consultation, appended to; a text that no row commits to, or that was redacted, is never given out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from civicgen.errors import LedgerError
from civicgen.ledger.canonical import TEXTS
from civicgen.ledger.chain import Line, split_lines
from civicgen.ledger.commitments import committed_texts
from civicgen.ledger.layout import text_lines, texts_file
from civicgen.ledger.pseudonyms import is_true
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.store.atomic import Step, append, cut, write_whole


def read_texts(
    folder: Path, consultation: ConsultationSlug, rows: Sequence[Row], *, is_published: bool
) -> Mapping[Digest, OpenedText]:
    """The texts that these rows commit to, as far as they are there.

    Raises:
        LedgerError: a text is not the one that was committed to; in a published ledger also one that has no row.
    """
    wanted = committed_texts(rows)
    texts: dict[Digest, OpenedText] = {}
    for name in _files(folder, consultation, is_published=is_published):
        lines, torn = split_lines(read_regular(folder / name, name), name)
        if torn and is_published:
            raise LedgerError("the last line was cut off", file=name, line=len(lines) + 1)
        for line in lines:
            opened = _read(line)
            if opened.commitment in wanted:
                texts[opened.commitment] = opened
            elif is_published:
                raise LedgerError("no row commits to this text", file=line.file, line=line.number)
    return texts


def _files(folder: Path, consultation: ConsultationSlug, *, is_published: bool) -> Iterator[str]:
    """The file of texts; in a published ledger, where there are many texts, its parts, which lie in a folder."""
    name = texts_file(consultation)
    if (folder / name).exists():
        yield name
    parts = folder / name.removesuffix(".jsonl")
    if is_published and parts.is_dir():
        yield from (f"{name.removesuffix('.jsonl')}/{path.name}" for path in sorted(parts.iterdir()))


def append_texts(folder: Path, consultation: ConsultationSlug, texts: Sequence[OpenedText], *, step: Step) -> None:
    """Add the texts that are not there yet."""
    path = folder / texts_file(consultation)
    data = path.read_bytes() if path.exists() else b""
    lines, torn = split_lines(data, texts_file(consultation))
    if torn:
        cut(path, len(data) - torn, step=step)
    present = {_read(line).commitment for line in lines}
    new = {opened.commitment: opened for opened in texts if opened.commitment not in present}
    if new:
        append(path, text_lines(new.values()), step=step)


def erase_texts(folder: Path, consultation: ConsultationSlug, erased: Collection[Digest], *, step: Step) -> None:
    """Take texts out of the file, which is written anew where it holds any of them."""
    path = folder / texts_file(consultation)
    data = path.read_bytes() if path.exists() else b""
    if not any(commitment.encode() in data for commitment in erased):
        return
    lines, _ = split_lines(data, texts_file(consultation))
    kept = [line.data + b"\n" for line in lines if _read(line).commitment not in erased]
    write_whole(path, b"".join(kept), step=step)


def read_regular(path: Path, name: str) -> bytes:
    """The bytes of a file of the ledger; a pipe in its place would never end.

    Raises:
        LedgerError: there is something, and it is no ordinary file. `name` is what it is called then.
    """
    if not path.is_file():
        raise LedgerError("not an ordinary file", file=name)
    return path.read_bytes()


def _read(line: Line) -> OpenedText:
    try:
        opened = TEXTS.read(line.data)
    except ValueError as problem:
        raise LedgerError(str(problem), file=line.file, line=line.number) from problem
    if not is_true(opened):
        raise LedgerError("not the text that the ledger committed to", file=line.file, line=line.number)
    return opened
