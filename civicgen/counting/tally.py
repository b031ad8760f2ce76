"""Count a consultation: every row that carries a stance is counted or excluded with its reason.

In: rows, the moment, the closing. Out: tallies. Integers only; reads nothing (no clock), writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

from civicgen.counting.comments import comment_weights
from civicgen.counting.reasons import OFFLINE, reasons_of
from civicgen.counting.rules import rule_named
from civicgen.counting.stances import StanceSeen, stances_seen
from civicgen.counting.thresholds import threshold_result
from civicgen.counting.timeline import terms_for
from civicgen.counting.windows import note_on_ending
from civicgen.counting.wordings import SubstantiveWording, last_of_substance
from civicgen.model.counting import ConsultationTally, Counted, Exclusion, Tally, Terms
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Channel, Excluded, ProposalId, Stance
from civicgen.model.times import Instant

_FORGE = Channel.FORGE
"""By a name of its own, because looking it up in its enum takes longer than comparing."""


def count(rows: Iterable[Row], *, as_of: Instant, closes: Instant | None = None) -> ConsultationTally | None:
    """The numbers of a consultation at `as_of`, for the closing now in force or for `closes`.

    Rows first seen after `as_of` are not there yet. None where nothing has been opened: nothing is counted, which is
    not the same as 0.

    Raises:
        ValueError: a row holds settings or facts that nobody can count, or names a rule that does not exist.
    """
    seen = sorted((row for row in rows if row.seen_at <= as_of), key=lambda row: row.seq)
    terms = terms_for(seen, closes)
    if terms is None:
        return None
    rule_named(terms.settings.rule)
    stances: dict[ProposalId, list[StanceSeen]] = {row.proposal: [] for row in seen if row.proposal is not None}
    for stance in stances_seen(seen):
        stances[stance.proposal].append(stance)
    wordings = _wordings(seen)
    tallies = {
        proposal: tally_of(proposal, stances[proposal], terms=terms, wording=wordings.get(proposal), as_of=as_of)
        for proposal in sorted(stances)
    }
    return ConsultationTally(
        settings=terms.settings,
        as_of=as_of,
        closes=terms.settings.closes,
        is_frozen=terms.frozen_after is not None,
        proposals=tallies,
        comments=comment_weights(seen, as_of=as_of),
        accounts=len({each.person for tally in tallies.values() for each in tally.counted} - {None}),
    )


def _wordings(rows: Sequence[Row]) -> Mapping[ProposalId, SubstantiveWording]:
    published: dict[ProposalId, list[Row]] = {}
    for row in rows:
        if row.type is RowType.PUBLISHED and row.proposal is not None:
            published.setdefault(row.proposal, []).append(row)
    found = {proposal: last_of_substance(of_proposal) for proposal, of_proposal in published.items()}
    return {proposal: wording for proposal, wording in found.items() if wording is not None}


def tally_of(
    proposal: ProposalId,
    stances: Sequence[StanceSeen],
    *,
    terms: Terms,
    wording: SubstantiveWording | None,
    as_of: Instant,
) -> Tally:
    """The tally of one proposal from its stances, in the order of the rows.

    Raises:
        ValueError: the terms name a rule that does not exist.
    """
    settings = terms.settings
    reasons, notes = reasons_of(stances, terms)
    counted: list[Counted] = []
    excluded: list[Exclusion] = []
    sums: dict[Stance, int] = {}
    channels: dict[Channel, int] = {}
    for stance in stances:
        reason = reasons[stance.seq]
        if reason is not None:
            excluded.append(_exclusion(stance, reason, notes.get(stance.seq, "")))
            continue
        each = _counted(stance, terms)
        counted.append(each)
        sums[each.stance] = sums.get(each.stance, 0) + each.count
        channels[each.channel] = channels.get(each.channel, 0) + each.count
    support, oppose, abstain = (sums.get(each, 0) for each in (Stance.SUPPORT, Stance.OPPOSE, Stance.ABSTAIN))
    return Tally(
        proposal=proposal,
        rule=settings.rule,
        as_of=as_of,
        closes=settings.closes,
        counted=tuple(counted),
        excluded=tuple(excluded),
        support=support,
        oppose=oppose,
        abstain=abstain,
        accounts=len({each.person for each in counted} - {None}),
        this_wording=_support_for(wording, counted),
        wording=None if wording is None else wording.number,
        by_channel=dict(sorted(channels.items())),
        threshold=threshold_result(settings, support=support, oppose=oppose, abstain=abstain),
        kinds=_live_kinds(stances),
    )


def _counted(stance: StanceSeen, terms: Terms) -> Counted:
    """A stance with what it says: a reaction by the mapping, an offline contribution in its own word."""
    return Counted(
        seq=stance.seq,
        stance=(terms.settings.mapping if stance.channel is _FORGE else OFFLINE)[stance.kind],
        count=stance.count,
        channel=stance.channel,
        person=stance.person,
        made_at=stance.made_at,
        kind=stance.kind,
        note="" if stance.ended_by is None else note_on_ending(stance, terms),
    )


def _exclusion(stance: StanceSeen, reason: Excluded, note: str) -> Exclusion:
    return Exclusion(
        seq=stance.seq,
        reason=reason,
        count=stance.count,
        kind=stance.kind,
        channel=stance.channel,
        person=stance.person,
        made_at=stance.made_at,
        note=note,
    )


def _support_for(wording: SubstantiveWording | None, counted: Iterable[Counted]) -> int:
    """How many of the counted support this wording."""
    if wording is None:
        return 0
    support = [each for each in counted if each.stance is Stance.SUPPORT]
    return sum(each.count for each in support if wording.is_meant_by(each.made_at))


def _live_kinds(stances: Iterable[StanceSeen]) -> dict[str, int]:
    """The reactions that the forge shows, by kind."""
    live: dict[str, int] = {}
    for each in stances:
        if each.ended_by is None and each.channel is _FORGE:
            live[each.kind] = live.get(each.kind, 0) + 1
    return dict(sorted(live.items()))
