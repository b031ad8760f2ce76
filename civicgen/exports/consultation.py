"""`consultation.json` and `facts.json`: what of the content the numbers need: the site is all `verify` reads. Pure."""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from civicgen.exports.json_text import json_value
from civicgen.exports.recomputable import ProposalData
from civicgen.model.facts import ConsultationFacts, ProposalFacts

_MOST_PARTS = 1_000_000


class _Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`consultation.json`: the facts without proposals, which stand in `facts.json`, and the number of parts."""

    parts: int
    facts: ConsultationFacts


class _Proposals(msgspec.Struct, frozen=True, kw_only=True):
    proposals: tuple[ProposalFacts, ...]


def consultation_json(facts: ConsultationFacts, parts: int) -> bytes:
    """The facts of a consultation alone."""
    document = _Document(parts=parts, facts=replace(facts, proposals=()))
    return msgspec.json.format(json_value(document), indent=1) + b"\n"


def facts_piece(data: ProposalData) -> bytes:
    """The facts of a proposal."""
    return b"" if data.facts is None else json_value(data.facts)


def read_consultation(data: bytes) -> tuple[ConsultationFacts, int]:
    """The facts of a `consultation.json`, without proposals, and the number of parts.

    Raises:
        ValueError: it is not one.
    """
    try:
        document = msgspec.json.decode(data, type=_Document)
    except msgspec.MsgspecError as problem:
        raise ValueError(f"not the facts of a consultation: {problem}") from problem
    if not 1 <= document.parts <= _MOST_PARTS:
        raise ValueError(f"not the facts of a consultation: {document.parts} parts")
    return document.facts, document.parts


def read_proposals(files: Iterable[bytes]) -> tuple[ProposalFacts, ...]:
    """The facts of all proposals out of the parts of `facts.json`, in the order of their ids.

    Raises:
        ValueError: one of them is no such file.
    """
    found: list[ProposalFacts] = []
    for data in files:
        try:
            found += msgspec.json.decode(data, type=_Proposals).proposals
        except msgspec.MsgspecError as problem:
            raise ValueError(f"not the facts of proposals: {problem}") from problem
    return tuple(sorted(found, key=lambda facts: facts.id))
