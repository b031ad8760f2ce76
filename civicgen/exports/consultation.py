"""`consultation.json`: what of the content the numbers need, so that the site is all that `verify` reads. Pure."""

import msgspec

from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import Recomputable
from civicgen.model.facts import ConsultationFacts


def consultation_json(numbers: Recomputable) -> bytes:
    """The facts as an object."""
    return msgspec.json.format(json_value(numbers.facts), indent=1) + b"\n"


def read_consultation(data: bytes) -> ConsultationFacts:
    """The facts of a `consultation.json`.

    Raises:
        ValueError: it is not one.
    """
    try:
        return msgspec.json.decode(data, type=ConsultationFacts)
    except msgspec.MsgspecError as problem:
        raise ValueError(f"not the facts of a consultation: {problem}") from problem
