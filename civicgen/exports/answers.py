"""`answers.csv` and `answers.json`: what the authority answered, and what was done after it. Pure."""

from civicgen.exports.csv_text import csv_bytes
from civicgen.exports.json_text import json_document
from civicgen.model.facts import Published

_HEADING = ("proposal", "answer", "title", "outcome", "answered_on", "answered_by", "reason", "follow_ups")


def answers_csv(published: Published) -> bytes:
    """One line for each proposal that an answer is about."""
    lines = [
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
        for answer in published.dossier.answers
        for proposal in answer.proposals
    ]
    return csv_bytes(_HEADING, lines)


def answers_json(published: Published) -> bytes:
    """One item an answer, with its follow-ups."""
    items = [
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
        for answer in published.dossier.answers
    ]
    return json_document({"consultation": published.facts.slug}, "answers", items)
