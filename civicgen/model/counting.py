"""The settings that counting needs and what it gives back.

Settings travel in the ledger's `opened` and `changed` rows in the shape of `CountingSettings`, so that a recount needs
nothing but rows. What there are hundreds of thousands of is a Struct, made in a quarter of the time.
Reads nothing, writes nothing.
"""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from civicgen.model.letters import Letter
from civicgen.model.names import (
    Channel,
    Digest,
    Early,
    EligibleAccounts,
    Excluded,
    PersonId,
    ProposalId,
    RuleName,
    Stance,
)
from civicgen.model.redacted import Redacted
from civicgen.model.times import Instant


class Eligibility(msgspec.Struct, frozen=True, kw_only=True):
    """Who may be counted. Bots never are.

    `minimum_account_age_days` is one of 0, 1, 7, 30, 90, 365: the age of the account, not of the person.
    `listed_total` is the number of accounts on the authority's list, for quorums that are a share of it.
    """

    accounts: EligibleAccounts = EligibleAccounts.EVERYONE
    minimum_account_age_days: int = 0
    listed_total: int | None = None


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """When a proposal reaches what the authority promised, and what follows from it.

    Every part that is given must hold: `support` supporters at least; support at least `share` of support plus
    opposition; participants (support, oppose and abstain together) at least `quorum`, or at least `quorum_share` of
    the listed accounts. `consequence` is the promise, in the authority's words.
    """

    consequence: str
    support: int | None = None
    share: Fraction | None = None
    quorum: int | None = None
    quorum_share: Fraction | None = None


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which stances are not counted: `begins` inclusive, `ends` exclusive, None while it lasts."""

    begins: Instant
    ends: Instant | None = None


class CountingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the counting of one consultation depends on, apart from the rows.

    A stance is in time when `opens <= made_at <= closes`. `mapping` gives the stance of a reaction kind; kinds that it
    does not name are shown and not counted.
    """

    rule: RuleName
    mapping: Mapping[str, Stance]
    eligibility: Eligibility
    early: Early
    opens: Instant
    closes: Instant
    zone: str
    threshold: Threshold | None = None
    pauses: tuple[Pause, ...] = ()
    cancelled: Instant | None = None


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The settings under which one closing is counted.

    `frozen_after` is the `seq` of the `closed` row that froze the tally: no later row changes it. None before that.
    """

    settings: CountingSettings
    frozen_after: int | None


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """One closing that was ever in force. `is_over` when the last complete observation came after it."""

    terms: Terms
    is_over: bool


class Counted(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row that the rule used. `count` is 1 for an account, the declared number for an offline contribution.

    `kind` is the reaction's kind, or the stance that an offline contribution declares. `note` says what a reader should
    know of it, such as a withdrawal after the closing.
    """

    seq: int
    stance: Stance
    count: int
    channel: Channel
    person: PersonId | None
    made_at: Instant
    kind: str = ""
    note: str = ""


class Exclusion(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row that the rule did not use, and why. `count` as in Counted."""

    seq: int
    reason: Excluded
    count: int
    kind: str
    channel: Channel
    person: PersonId | None
    made_at: Instant
    note: str = ""


class ThresholdResult(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a tally reaches a threshold. `is_met` is None where nobody has taken a stance yet, or nobody may."""

    is_met: bool | None
    parts: tuple[tuple[str, bool | None], ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What a counting rule made of one proposal's rows. Every stance row is in exactly one of the two.

    `wording` is the number of the wording that `this_wording` counts support for (stances since the last change of
    substance); None before anything is published. `accounts` are the different accounts among the counted.
    `by_channel` splits the counted stances of all kinds. `kinds` are the reactions that the forge showed at `as_of`, by
    kind, counted or not.
    """

    proposal: ProposalId
    rule: RuleName
    as_of: Instant
    closes: Instant
    counted: tuple[Counted, ...]
    excluded: tuple[Exclusion, ...]
    support: int
    oppose: int
    abstain: int
    accounts: int
    this_wording: int
    wording: int | None
    by_channel: Mapping[Channel, int]
    threshold: ThresholdResult | None
    kinds: Mapping[str, int] = {}


class CommentWeight(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A comment as the ledger knows it at a moment: no words, no login.

    `text` is the commitment that the published text opens; `reactions` counts the live reactions by kind. `notice` is
    the event that the portal itself announced by it, '' for everybody else's: a notice is nobody's contribution.
    """

    seq: int
    proposal: ProposalId
    ref: str
    person: PersonId | None
    account: str
    made_at: Instant
    edited_at: Instant | None
    text: Digest | None
    hidden: str | None
    is_gone: bool
    reply_to: str | None
    reactions: Mapping[str, int]
    notice: str = ""


class ConsultationTally(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one consultation at one moment, for one closing."""

    settings: CountingSettings
    as_of: Instant
    closes: Instant
    is_frozen: bool
    proposals: Mapping[ProposalId, Tally]
    comments: Mapping[ProposalId, tuple[CommentWeight, ...]]
    accounts: int


class ProposalNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """All numbers of one proposal. `tallies` in the order of the closings, the one in force last; empty before opening.

    `figures` by their full names, see docs/data.md. `redacted` are the comments and letters whose text was taken out,
    by their refs: at once, not only as of the last complete observation. `letters` are those that have their place
    with it.
    """

    tallies: tuple[Tally, ...]
    comments: tuple[CommentWeight, ...]
    figures: Mapping[str, int]
    redacted: Mapping[str, Redacted] = {}
    letters: tuple[Letter, ...] = ()
