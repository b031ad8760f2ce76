"""Closed sets of words: enums whose values are the words written in front matter, rows and published data."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NewType

ConsultationSlug = NewType("ConsultationSlug", str)
ProposalId = NewType("ProposalId", str)
PersonId = NewType("PersonId", str)
"""A pseudonym: the keyed hash of an account's numeric id, different in each consultation."""
Digest = NewType("Digest", str)
"""SHA-256 in 64 lower-case hexadecimal digits."""
RuleName = NewType("RuleName", str)


class ReactionKind(StrEnum):
    """The forge's emoji, by the names that GitHub's REST API gives them."""

    PLUS_ONE = "+1"
    MINUS_ONE = "-1"
    LAUGH = "laugh"
    HOORAY = "hooray"
    CONFUSED = "confused"
    HEART = "heart"
    ROCKET = "rocket"
    EYES = "eyes"


SYMBOLS: Mapping[str, str] = {
    ReactionKind.PLUS_ONE: "👍",
    ReactionKind.MINUS_ONE: "👎",
    ReactionKind.LAUGH: "😄",
    ReactionKind.HOORAY: "🎉",
    ReactionKind.CONFUSED: "😕",
    ReactionKind.HEART: "❤️",
    ReactionKind.ROCKET: "🚀",
    ReactionKind.EYES: "👀",
}


class Stance(StrEnum):
    SUPPORT = "support"
    OPPOSE = "oppose"
    ABSTAIN = "abstain"


class AccountKind(StrEnum):
    """What the forge said of the account behind a contribution."""

    USER = "user"
    BOT = "bot"
    DELETED = "deleted"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """Age of an account when it contributed: a band, because the exact day would point to a person.

    A consultation's minimum age of an account is one of the bands' lower edges, in days: 0, 1, 7, 30, 90, 365.
    """

    UNKNOWN = "unknown"
    UNDER_1_DAY = "0"
    FROM_1_DAY = "1"
    FROM_7_DAYS = "7"
    FROM_30_DAYS = "30"
    FROM_90_DAYS = "90"
    FROM_365_DAYS = "365"


class Channel(StrEnum):
    """How a contribution reached the authority."""

    FORGE = "forge"
    PAPER = "paper"
    EMAIL = "email"
    MEETING = "meeting"
    FORM = "form"


class PhaseKind(StrEnum):
    """What people may do in a phase. Stances count in `support` and `propose-and-support` only."""

    PROPOSE = "propose"
    SUPPORT = "support"
    PROPOSE_AND_SUPPORT = "propose-and-support"
    DISCUSS = "discuss"
    DECIDE = "decide"

    @property
    def is_counting(self) -> bool:
        return self in (PhaseKind.SUPPORT, PhaseKind.PROPOSE_AND_SUPPORT)


class Influence(StrEnum):
    """The IAP2 spectrum of public participation, as the authority promises it."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    EMPOWER = "empower"


class State(StrEnum):
    """Where a consultation stands; computed from phases and changes."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """Where a proposal stands; declared in its front matter."""

    DRAFT = "draft"
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Outcome(StrEnum):
    """What an answer decides."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    OUT_OF_SCOPE = "out-of-scope"
    DUPLICATE = "duplicate"


class IntakeOutcome(StrEnum):
    """What became of an issue by which something was proposed; `closed` where nobody has said why it is."""

    WAITING = "waiting"
    PUBLISHED = "published"
    JOINED = "joined"
    REFUSED = "refused"
    CLOSED = "closed"


class Early(StrEnum):
    """What becomes of a stance taken before the opening."""

    EXCLUDE = "exclude"
    COUNT_FROM_OPENING = "count-from-opening"


class EligibleAccounts(StrEnum):
    EVERYONE = "everyone"
    LISTED = "listed"


class Excluded(StrEnum):
    """Why a row is not counted."""

    EARLY = "early"
    LATE = "late"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    CONTRADICTORY = "contradictory"
    NOT_ELIGIBLE = "not-eligible"
    BOT = "bot"
    UNATTRIBUTABLE = "unattributable"
    UNKNOWN_KIND = "unknown-kind"
