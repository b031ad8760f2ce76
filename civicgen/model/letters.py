"""Letters, forms and notes as those who sent them ask for: by the number of their receipt. Types only; no I/O."""

from enum import StrEnum

import msgspec

from civicgen.model.names import ProposalId
from civicgen.model.redacted import Redacted
from civicgen.model.times import Instant


class LetterResult(StrEnum):
    """What became of a letter when it was counted.

    `noted`: it takes no stance on a proposal, so that there is nothing to count. `waiting`: nothing is counted yet.
    """

    COUNTED = "counted"
    EXCLUDED = "excluded"
    TAKEN_BACK = "taken-back"
    NOTED = "noted"
    WAITING = "waiting"


class Letter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One receipt, as of a moment, for the closing in force. It belongs to one proposal; '' where it names none.

    `reason` is why it is excluded, '' otherwise. `stance` and `count` are as they are counted, or as they were entered
    last. `has_late_change`: what was entered after the closing had been counted changes nothing any more. `is_public`:
    its text is published. `redacted`: its text was taken out on request.
    """

    receipt: str
    proposal: ProposalId
    received: Instant
    channel: str
    result: LetterResult
    reason: str = ""
    stance: str = ""
    count: int = 1
    has_late_change: bool = False
    is_public: bool = False
    redacted: Redacted | None = None
