"""`intake.csv`: the intake register, a line for each issue by which something was proposed. Pure."""

from collections.abc import Iterable

from civicgen.exports.csv_text import csv_lines
from civicgen.model.intake import IntakeEntry

INTAKE = "intake.csv"
_HEADING = ("thread", "received", "outcome", "proposal", "rule")


def intake_csv(register: Iterable[IntakeEntry]) -> bytes:
    """The whole file: about the consultation, in no parts."""
    lines = [
        (entry.thread, entry.received, entry.outcome.value, entry.proposal, entry.rule or None) for entry in register
    ]
    return csv_lines([_HEADING, *lines])
