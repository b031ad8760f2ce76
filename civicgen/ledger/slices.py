"""Which rows concern a proposal: those that name it, and those about a comment or receipt that any of them names.

A corrected receipt may name another proposal and a redaction names none, and both change what the proposal shows.
Rows in, rows by proposal out. Reads nothing, writes nothing.
"""

from collections.abc import Iterable, Mapping

from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ProposalId

NO_PROPOSAL = ProposalId("")
"""The owner of contributions that are about no proposal."""

TERMS = frozenset((RowType.OPENED, RowType.CHANGED, RowType.CLOSED))
"""Rows of the consultation's terms concern no proposal more than another."""

OF_ALL = TERMS | {RowType.RECEIVED}
"""Rows of the consultation as a whole: its terms, and what was proposed and is no proposal yet."""

_FOLLOWED = ("comment:", "review:", "pull:", "receipt:")


def followed(about: object) -> str | None:
    """What a row is about, where that is a comment, an amendment or a receipt; else None."""
    return about if isinstance(about, str) and about.startswith(_FOLLOWED) else None


def subject_of(row: Row) -> str | None:
    """The comment or receipt that a row is about; for a reaction the comment that it weighs. None for other rows."""
    return followed(row.facts.get("on", row.ref))


def owner_of(row: Row) -> ProposalId | None:
    """The proposal that a row names. A contribution that names none belongs to NO_PROPOSAL, other rows to nobody."""
    return row.proposal or (NO_PROPOSAL if row.type is RowType.CONTRIBUTION else None)


def slices(rows: Iterable[Row]) -> Mapping[ProposalId, tuple[Row, ...]]:
    """The rows of a consultation by the proposals that they concern, each in the order in which they came.

    A row may concern several proposals, and one that names no proposal and nothing that a proposal's rows name, none.
    """
    kept = [row for row in rows if row.type not in OF_ALL]
    owners: dict[str, dict[ProposalId, None]] = {}
    for row in kept:
        subject, owner = subject_of(row), owner_of(row)
        if subject is not None and owner is not None:
            owners.setdefault(subject, {})[owner] = None
    found: dict[ProposalId, list[Row]] = {}
    for row in kept:
        subject, owner = subject_of(row), owner_of(row)
        if subject is not None:
            for concerned in owners.get(subject, ()):
                found.setdefault(concerned, []).append(row)
        elif owner is not None:
            found.setdefault(owner, []).append(row)
    return {proposal: tuple(found[proposal]) for proposal in sorted(found)}
