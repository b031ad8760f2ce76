"""The file for a town's own mailer: a line a receipt. It is not published. Cells in, CSV out. Pure."""

from collections.abc import Iterable

import msgspec

from civicgen.exports.csv_text import csv_lines


class MailLine(msgspec.Struct, frozen=True, kw_only=True):
    """One receipt; the fields are the columns, in their order. `letter` is the paragraph that is ready to be sent."""

    receipt: str
    channel: str
    received: str
    result: str
    reason: str
    people: int | None
    proposal: str
    proposal_page: str
    status: str
    outcome: str
    answered_on: str
    answered_by: str
    answer_page: str
    done_since: str
    news: str
    letter: str


def mail_csv(lines: Iterable[MailLine]) -> bytes:
    """The whole file. Each cell is on one line: programs that write letters fold what they print."""
    fields = MailLine.__struct_fields__
    return csv_lines([fields, *([_cell(getattr(line, name)) for name in fields] for line in lines)])


def _cell(value: str | int | None) -> str | int | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else value
