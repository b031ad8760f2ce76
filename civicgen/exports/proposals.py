"""`proposals.csv` and `proposals.json`: every proposal with every number. Pure."""

from collections.abc import Sequence

from civicgen.exports.csv_text import csv_cells, csv_numbers
from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData

_HEADING = ("id", "title", "page", "thread", "status", "topics", "outcome", "answered_on", "merged_into")


def proposals_heading(columns: Sequence[str]) -> Sequence[str]:
    return (*_HEADING, *columns)


def proposals_csv_piece(data: ProposalData) -> bytes:
    """One line. A cell is empty where nothing was collected."""
    if not data.is_known:
        return b""
    facts = data.facts
    if facts is None:
        about: list[str | int | None] = [data.proposal] + [None] * (len(_HEADING) - 1)
    else:
        topics = " ".join(facts.topics)
        answer = (facts.outcome, facts.answered_on, facts.merged_into)
        about = [data.proposal, facts.title, facts.page, facts.thread, facts.status.value, topics, *answer]
    return f"{csv_cells(about)},{csv_numbers(data.measures.values())}\r\n".encode()


def proposals_json_piece(data: ProposalData) -> bytes:
    """The same; figures of earlier closings carry `@<closing>`, numbers that were not collected are null."""
    if not data.is_known:
        return b""
    facts = data.facts
    about = {"id": data.proposal} if facts is None else {name: getattr(facts, name) for name in _HEADING}
    return json_value({**about, "figures": data.measures})
