"""`answers.csv` and `answers.json`: what the authority answered, and what was done after it. Content only. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from civicgen.exports.csv_text import csv_lines
from civicgen.exports.json_text import json_value
from civicgen.exports.tables import items
from civicgen.model.answer import Answer
from civicgen.model.names import ProposalId

_HEADING = ("proposal", "answer", "title", "outcome", "answered_on", "answered_by", "reason", "follow_ups")


def answers_heading(columns: Sequence[str]) -> Sequence[str]:
    return _HEADING


def answer_pieces(answers: Iterable[Answer]) -> Mapping[ProposalId, Mapping[str, bytes]]:
    """The pieces of both files: in the table by the proposals that an answer is about, in JSON by the first of them."""
    lines: defaultdict[ProposalId, list[bytes]] = defaultdict(list)
    objects: defaultdict[ProposalId, list[bytes]] = defaultdict(list)
    for answer in answers:
        for proposal in answer.proposals:
            lines[proposal].append(_line(proposal, answer))
        objects[answer.proposals[0] if answer.proposals else ProposalId("")].append(_object(answer))
    return {
        proposal: {"answers.csv": b"".join(lines[proposal]), "answers.json": items(objects[proposal])}
        for proposal in {*lines, *objects}
    }


def _line(proposal: ProposalId, answer: Answer) -> bytes:
    return csv_lines(
        [
            (
                proposal,
                answer.slug,
                answer.title,
                None if answer.outcome is None else answer.outcome.value,
                None if answer.answered_on is None else answer.answered_on.isoformat(),
                answer.answered_by,
                answer.reason,
                "\n".join(f"{each.on.isoformat()}: {each.text} {each.link}".rstrip() for each in answer.follow_ups),
            )
        ]
    )


def _object(answer: Answer) -> bytes:
    return json_value(
        {
            "slug": answer.slug,
            "title": answer.title,
            "proposals": answer.proposals,
            "outcome": answer.outcome,
            "answered_on": answer.answered_on,
            "answered_by": answer.answered_by,
            "reason": answer.reason,
            "follow_ups": [{"on": each.on, "text": each.text, "link": each.link} for each in answer.follow_ups],
        }
    )
