"""`contributions/*.csv` -> Contributions, line by line. No I/O.

A line that is wrong where it would be counted is left out whole, and its finding says so.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civicgen.content.ids import sameness
from civicgen.content.phases import Desk
from civicgen.content.shapes.answer import ContributionShape
from civicgen.content.shaping import fill
from civicgen.content.sheet import Sheet, Value
from civicgen.content.source_text import source_text
from civicgen.content.when import NOON
from civicgen.model.consultation import Consultation
from civicgen.model.content import SourceFile
from civicgen.model.contribution import Contribution
from civicgen.model.findings import Finding, Place
from civicgen.model.names import Channel, ConsultationSlug, Digest, ProposalId
from civicgen.model.portal import Portal

COLUMNS = tuple(ContributionShape.model_fields)

_SYNTAX = {
    "unexpected end of data": "a quotation mark is not closed",
    "',' expected after '\"'": "words stand behind a closing quotation mark",
}
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}
_NEEDED = ("receipt", "received", "channel", "checked_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the table: its fields by column, and the number (from 1) of the line on which it begins."""

    number: int
    fields: dict[str, Value]


def read_contributions(
    sources: Sequence[SourceFile], consultation: Consultation, portal: Portal, *, zone: str
) -> tuple[tuple[Contribution, ...], tuple[Finding, ...]]:
    """What came in without the forge, in the order of receipts; `zone` is the consultation's stated zone, if any."""
    contributions: dict[str, Contribution] = {}
    findings: list[Finding] = []
    for source in sources:
        for line in _read_table(source):
            if isinstance(line, Finding):
                findings.append(line)
                continue
            sheet = Sheet(value=line.fields, lines={(): line.number})
            desk = Desk(
                file=source.path, sheet=sheet, stated_zone=zone or portal.timezone, default_zone=portal.timezone
            )
            contribution, problems = _read_line(desk, consultation.slug)
            findings.extend(problems)
            if contribution is None:
                continue
            earlier = contributions.setdefault(sameness(contribution.receipt), contribution)
            if earlier is not contribution:
                findings.append(_twice(contribution, earlier))
    return tuple(sorted(contributions.values(), key=lambda contribution: contribution.receipt)), tuple(findings)


def _read_table(source: SourceFile) -> Iterator[_Line | Finding]:
    text = source_text(source)
    if isinstance(text, Finding):
        yield text
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = [column.strip() for column in next(reader, [])]
        problems = list(_check_header(source.path, header))
        yield from problems
        if problems:
            return
        number = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _line(source.path, header, cells, number)
            number = reader.line_num + 1
    except csv.Error as problem:
        yield Finding(
            code="csv",
            place=Place(file=source.path, line=number),
            message=f"this line and those below cannot be read: {_SYNTAX.get(str(problem), problem)}",
            hint='Put a field with commas, quotes or line ends in quotes; a quote within is written "".',
        )


def _check_header(file: str, header: Sequence[str]) -> Iterator[Finding]:
    place = Place(file=file, line=1)
    separator = next((words for mark, words in _OTHER_SEPARATORS.items() if mark in header[0]), "") if header else ""
    if separator and len(header) == 1:
        yield Finding(
            code="csv-separator",
            place=place,
            message=f"{separator} stand between the fields; nothing in this file is counted",
            hint="Save the table again as CSV with commas; spreadsheets ask for the separator when they save.",
        )
        return
    unknown = [column for column in header if column not in COLUMNS]
    missing = [column for column in _NEEDED if column not in header]
    if unknown or missing or len(set(header)) < len(header):
        wrong = [f"no column `{column}`" for column in missing]
        wrong += [f"an unknown column `{column[:40]}`" for column in unknown[:5]]
        yield Finding(
            code="csv-columns",
            place=place,
            message=f"the first line has {', '.join(wrong) or 'a column twice'}",
            hint=f"The columns are: {','.join(COLUMNS)}.",
        )


def _line(file: str, header: Sequence[str], cells: Sequence[str], number: int) -> _Line | Finding:
    if len(cells) != len(header):
        return Finding(
            code="csv",
            place=Place(file=file, line=number),
            message=f"the line has {len(cells)} fields, the first line names {len(header)}; it is not counted",
            hint="Add or remove commas; put a field that holds a comma in quotes.",
        )
    fields: dict[str, Value] = {column: cell.strip() or None for column, cell in zip(header, cells, strict=True)}
    return _Line(number=number, fields=fields)


def _read_line(desk: Desk, consultation: ConsultationSlug) -> tuple[Contribution | None, tuple[Finding, ...]]:
    filled = fill(ContributionShape, desk.sheet, desk.file)
    shape = filled.shape
    findings = [*filled.findings]
    received = desk.read(shape.received, (), means=NOON)
    if isinstance(received, Finding) and shape.received:
        findings.append(received)
    if shape.stance is not None and shape.proposal is None:
        findings.append(_stance_on_nothing(desk.place(())))
    if findings or shape.receipt is None or shape.channel is None or isinstance(received, Finding):
        return None, tuple(findings)
    contribution = Contribution(
        receipt=shape.receipt,
        batch=shape.batch,
        consultation=consultation,
        received=received,
        channel=Channel(shape.channel),
        proposal=None if shape.proposal is None else ProposalId(shape.proposal),
        stance=shape.stance,
        count=shape.count,
        text=shape.text,
        may_publish=shape.may_publish == "yes",
        evidence=None if shape.evidence is None else Digest(shape.evidence),
        checked_by=shape.checked_by,
        place=desk.place(()),
    )
    return contribution, ()


def _stance_on_nothing(place: Place) -> Finding:
    return Finding(
        code="stance-without-proposal",
        place=place,
        message="the line has a stance and no proposal; it is not counted",
        hint="Add the id of the proposal, or leave the stance out.",
    )


def _twice(contribution: Contribution, earlier: Contribution) -> Finding:
    return Finding(
        code="double-receipt",
        place=contribution.place,
        message=f"receipt {contribution.receipt} stands in {earlier.place} already; this line is not counted",
        hint="Give each entry a receipt of its own.",
    )
