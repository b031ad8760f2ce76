"""Drafts of rows: what every row of an observation shares is set here, and empty fields are left out. Pure."""

from collections.abc import Mapping
from typing import Any

from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.sharing import shared_facts
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Digest, PersonId, ProposalId
from civicgen.model.times import Instant

UNSEALED = Digest("")


def draft(
    seen: ConsultationSeen,
    kind_of_row: RowType,
    *,
    proposal: ProposalId | None = None,
    person: PersonId | None = None,
    kind: str | None = None,
    made_at: Instant | None = None,
    ref: str | None = None,
    text: Digest | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Row:
    """A row that is not numbered and linked yet. Facts that are None or '' are left out; 0 and False are kept."""
    return Row(
        seq=0,
        type=kind_of_row,
        seen_at=seen.at,
        not_before=seen.not_before,
        prev=UNSEALED,
        proposal=proposal,
        person=person,
        kind=kind,
        made_at=made_at or None,
        ref=ref,
        text=text,
        facts=shared_facts({name: value for name, value in (facts or {}).items() if value is not None and value != ""}),
    )
