"""`proposals.csv` and `proposals.json`: every proposal with every number. Pure."""

from civicgen.exports.csv_text import csv_bytes
from civicgen.exports.json_text import json_document
from civicgen.exports.measures import columns, measures_of
from civicgen.exports.recomputable import Recomputable, proposal_ids

_HEADING = ("id", "title", "page", "thread", "status", "topics", "outcome", "answered_on", "merged_into")


def proposals_csv(numbers: Recomputable) -> bytes:
    """One line a proposal. A cell is empty where nothing was collected."""
    names = columns(numbers)
    described = {proposal.id: proposal for proposal in numbers.facts.proposals}
    lines = []
    for proposal in proposal_ids(numbers):
        facts = described.get(proposal)
        if facts is None:
            about: list[str | int | None] = [proposal] + [None] * (len(_HEADING) - 1)
        else:
            topics = " ".join(facts.topics)
            answer = (facts.outcome, facts.answered_on, facts.merged_into)
            about = [proposal, facts.title, facts.page, facts.thread, facts.status.value, topics, *answer]
        lines.append([*about, *measures_of(numbers, proposal, names).values()])
    return csv_bytes((*_HEADING, *names), lines)


def proposals_json(numbers: Recomputable) -> bytes:
    """The same; figures of earlier closings carry `@<closing>`, numbers that were not collected are null."""
    names = columns(numbers)
    described = {proposal.id: proposal for proposal in numbers.facts.proposals}
    items = []
    for proposal in proposal_ids(numbers):
        facts = described.get(proposal)
        about = {"id": proposal} if facts is None else {name: getattr(facts, name) for name in _HEADING}
        items.append({**about, "figures": measures_of(numbers, proposal, names)})
    tally = numbers.tally
    head = {
        "consultation": numbers.facts.slug,
        "as_of": numbers.facts.as_of,
        "closes": None if tally is None else tally.closes,
    }
    return json_document(head, "proposals", items)
