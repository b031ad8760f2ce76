"""The files of each consultation, by name. A new file is a module and one line here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from civicgen.exports.answers import answers_heading
from civicgen.exports.comments import comments_csv_piece, comments_heading, comments_json_piece
from civicgen.exports.consultation import facts_piece
from civicgen.exports.contributions import contributions_heading, contributions_piece
from civicgen.exports.figures import figures_piece
from civicgen.exports.proposals import proposals_csv_piece, proposals_heading, proposals_json_piece
from civicgen.exports.recomputable import ProposalData
from civicgen.exports.stances import stances_heading, stances_piece
from civicgen.exports.tables import CsvTable, JsonTable, Lines, Table
from civicgen.exports.texts import texts_piece
from civicgen.exports.thresholds import thresholds_heading, thresholds_piece
from civicgen.model.leaf import part_name
from civicgen.model.names import ConsultationSlug


def _none(data: ProposalData) -> bytes:
    """The pieces of what only the content has are made from the content."""
    return b""


TEXTS = "texts.jsonl"

FROM_THE_LEDGER: Mapping[str, Table] = {
    "facts.json": JsonTable(name="proposals", brackets=b"[]", piece=facts_piece),
    "proposals.csv": CsvTable(heading=proposals_heading, piece=proposals_csv_piece),
    "proposals.json": JsonTable(name="proposals", brackets=b"[]", piece=proposals_json_piece),
    "stances.csv": CsvTable(heading=stances_heading, piece=stances_piece),
    "comments.csv": CsvTable(heading=comments_heading, piece=comments_csv_piece),
    "comments.json": JsonTable(name="comments", brackets=b"[]", piece=comments_json_piece),
    "contributions.csv": CsvTable(heading=contributions_heading, piece=contributions_piece),
    "thresholds.csv": CsvTable(heading=thresholds_heading, piece=thresholds_piece),
    "proposal-figures.json": JsonTable(name="figures", brackets=b"{}", piece=figures_piece),
    TEXTS: Lines(piece=texts_piece),
}
"""Files that `verify` makes again from ledger and facts."""

FROM_THE_CONTENT: Mapping[str, Table] = {
    "answers.csv": CsvTable(heading=answers_heading, piece=_none),
    "answers.json": JsonTable(name="answers", brackets=b"[]", piece=_none),
}
"""Files that hold texts of the content and no number; `verify` holds them against SHA256SUMS."""

FILES: Mapping[str, Table] = {**FROM_THE_LEDGER, **FROM_THE_CONTENT}
"""All files that are published in parts."""


def pieces_of(data: ProposalData) -> dict[str, bytes]:
    """What a proposal adds to each file, by the file's name; nothing for files to which it adds nothing."""
    made = ((name, table.piece(data)) for name, table in FROM_THE_LEDGER.items())
    return {name: piece for name, piece in made if piece}


def file_of(name: str, pieces: Iterable[bytes], *, slug: ConsultationSlug, columns: Sequence[str]) -> bytes:
    """A file, or a part of one, out of the pieces of its proposals in the order of their ids; b"" for none."""
    return FILES[name].whole(pieces, slug=slug, columns=columns)


def cut(
    name: str, data: bytes, sizes: Iterable[int], *, slug: ConsultationSlug, columns: Sequence[str]
) -> Iterator[bytes]:
    """The pieces of a file, as `file_of` put them together; `sizes` says how many bytes each has."""
    table = FILES[name]
    start, step = len(table.before(slug=slug, columns=columns)), len(table.between)
    for size in sizes:
        yield data[start : start + size]
        start += size + step


def address_in_data(slug: ConsultationSlug, name: str, part: int, parts: int) -> str:
    """Where a file or a part of it lies below `data/`. Texts belong to the public record, in a folder if in parts."""
    if name != TEXTS:
        return f"{slug}/{part_name(name, part, parts)}"
    if parts == 1:
        return f"ledger/texts/{slug}.jsonl"
    return f"ledger/texts/{slug}/{part_name('part.jsonl', part, parts).removeprefix('part-')}"
