"""The intake register: what became of each issue by which something was proposed."""

import msgspec

from civicgen.model.names import IntakeOutcome, ProposalId
from civicgen.model.times import Instant


class IntakeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One issue. `proposal` is the one that it became, or whose text took it in; `rule` the id of the moderation rule
    under which it was refused, '' otherwise.
    """

    thread: int
    received: Instant
    outcome: IntakeOutcome
    proposal: ProposalId | None = None
    rule: str = ""
