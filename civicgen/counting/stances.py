"""Stances as the rows show them: one for each row that is one, with what became of it later.

In: a consultation's rows in the order of `seq`. Out: stances. Decides nothing; reads nothing, writes nothing.
"""

from collections.abc import Iterable, Mapping

import msgspec

from civicgen.model.ledger import Row, RowType
from civicgen.model.names import AccountKind, AgeBand, Channel, PersonId, ProposalId
from civicgen.model.times import Instant

# Looking a word up is four times as fast as asking the enum, which still refuses words that nobody knows.
_ACCOUNTS: Mapping[str, AccountKind] = {kind.value: kind for kind in AccountKind}
_AGES: Mapping[str, AgeBand] = {band.value: band for band in AgeBand}
_FORGE, _CONTRIBUTION = Channel.FORGE, RowType.CONTRIBUTION


class StanceSeen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row that carries a stance, as the ledger holds it, and the row that ended it.

    `ended_by` is the withdrawal of a reaction, or the later row of the same receipt. `is_listed` is None where the
    consultation has no list. `age` is the account's age when it reacted.
    """

    seq: int
    proposal: ProposalId
    person: PersonId | None
    kind: str
    made_at: Instant
    ref: str
    channel: Channel
    count: int
    account: AccountKind
    age: AgeBand
    is_listed: bool | None
    ended_by: Row | None

    @property
    def is_offline(self) -> bool:
        return self.channel is not _FORGE

    @property
    def order(self) -> tuple[Instant, int, str]:
        """Earlier stances first; of the same second the smaller reference, which numbers as the forge does."""
        return self.made_at, len(self.ref), self.ref


def stances_seen(rows: Iterable[Row]) -> tuple[StanceSeen, ...]:
    """Every stance on a proposal, in the order of the rows.

    A reaction is a stance on the proposal unless it weighs a comment; an offline contribution is one when it names a
    proposal and a stance. A reaction that was withdrawn and came back is two stances, the first of them ended.
    """
    carriers: dict[int, Row] = {}
    ended_by: dict[int, Row] = {}
    standing: dict[str, int] = {}
    cast, withdrawn = RowType.REACTION_CAST, RowType.REACTION_WITHDRAWN
    for row in rows:
        if row.type is cast:
            if row.proposal is not None and "on" not in row.facts:
                carriers[row.seq] = row
                standing[row.ref or ""] = row.seq
        elif row.type is withdrawn or row.type is _CONTRIBUTION:
            reference = row.ref or ""
            if reference in standing:
                ended_by[standing.pop(reference)] = row
            if row.type is _CONTRIBUTION and row.proposal is not None and row.kind:
                carriers[row.seq] = row
                standing[reference] = row.seq
    return tuple([_stance(row, ended_by.get(seq)) for seq, row in carriers.items()])


def _stance(row: Row, ended_by: Row | None) -> StanceSeen:
    assert row.proposal is not None
    facts = row.facts
    is_offline = row.type is _CONTRIBUTION
    account, age = facts.get("account", "unknown"), facts.get("age", "unknown")
    return StanceSeen(
        seq=row.seq,
        proposal=row.proposal,
        person=None if is_offline else row.person,
        kind=row.kind or "",
        made_at=row.made_at or row.seen_at,
        ref=row.ref or "",
        channel=Channel(facts["channel"]) if is_offline else _FORGE,
        count=_count(facts.get("count", 1)) if is_offline else 1,
        account=_ACCOUNTS.get(account) or AccountKind(account),
        age=_AGES.get(age) or AgeBand(age),
        is_listed=facts.get("listed"),
        ended_by=ended_by,
    )


def _count(count: object) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise ValueError(f"count of an offline contribution: {count!r}; it is a whole number, 0 or more")
    return count
