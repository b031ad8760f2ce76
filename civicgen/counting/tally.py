"""Count a consultation: every row that carries a stance is counted or excluded with its reason.

In: rows, the moment, the closing. Out: tallies. Integers only; reads nothing (no clock), writes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from civicgen.counting.comments import comment_weights
from civicgen.counting.eligibility import bar_of_account, is_eligible
from civicgen.counting.rules import rule_named
from civicgen.counting.stances import StanceSeen, stances_seen
from civicgen.counting.thresholds import threshold_result
from civicgen.counting.timeline import terms_for
from civicgen.counting.windows import Bar, bar_of_ending, bar_of_time, note_on_ending
from civicgen.counting.wordings import SubstantiveWording, last_of_substance
from civicgen.model.counting import ConsultationTally, Counted, CountingSettings, Exclusion, Tally, Terms
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import Channel, Excluded, PersonId, ProposalId, Stance
from civicgen.model.times import Instant

_STANCES: Mapping[str, Stance] = {stance.value: stance for stance in Stance}


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
    bars = _bars(stances, terms)
    counted = tuple(
        _counted(stance, settings, note_on_ending(stance, terms)) for stance in stances if bars[stance.seq] is None
    )
    sums: Counter[Stance] = Counter()
    channels: Counter[Channel] = Counter()
    for each in counted:
        sums[each.stance] += each.count
        channels[each.channel] += each.count
    support, oppose, abstain = sums[Stance.SUPPORT], sums[Stance.OPPOSE], sums[Stance.ABSTAIN]
    return Tally(
        proposal=proposal,
        rule=settings.rule,
        as_of=as_of,
        closes=settings.closes,
        counted=counted,
        excluded=tuple(_exclusion(stance, bar) for stance in stances if (bar := bars[stance.seq]) is not None),
        support=support,
        oppose=oppose,
        abstain=abstain,
        accounts=len({each.person for each in counted} - {None}),
        this_wording=sum(
            each.count
            for each in counted
            if wording is not None and each.stance is Stance.SUPPORT and wording.is_meant_by(each.made_at)
        ),
        wording=None if wording is None else wording.number,
        by_channel=dict(sorted(channels.items())),
        threshold=threshold_result(settings, support=support, oppose=oppose, abstain=abstain),
        kinds=_live_kinds(stances),
    )


def _bars(stances: Sequence[StanceSeen], terms: Terms) -> dict[int, Bar | None]:
    """For each stance what keeps it out, or None: first what concerns it alone, then what the rule says."""
    bars = {stance.seq: _bar_alone(stance, terms) for stance in stances}
    of_person: dict[PersonId, list[tuple[StanceSeen, Stance]]] = {}
    for stance in stances:
        if bars[stance.seq] is None and stance.person is not None:
            of_person.setdefault(stance.person, []).append((stance, terms.settings.mapping[stance.kind]))
    rule = rule_named(terms.settings.rule)
    for theirs in of_person.values():
        for seq, reason in rule(theirs).items():
            bars[seq] = None if reason is None else (reason, "")
    return bars


def _bar_alone(stance: StanceSeen, terms: Terms) -> Bar | None:
    """What keeps a stance out whatever else its account did. The first reason that holds is the reason."""
    settings = terms.settings
    is_offline = stance.is_offline
    if (_STANCES if is_offline else settings.mapping).get(stance.kind) is None:
        return Excluded.UNKNOWN_KIND, ""
    if is_offline:
        if stance.count == 0:
            return Excluded.WITHDRAWN, "takes an earlier row of the same receipt back"
        return bar_of_ending(stance, terms) or bar_of_time(stance, terms)
    account = bar_of_account(stance)
    if account is not None:
        return account, ""
    bar = bar_of_ending(stance, terms) or bar_of_time(stance, terms)
    if bar is None and not is_eligible(stance, settings.eligibility):
        return Excluded.NOT_ELIGIBLE, ""
    return bar


def _meaning(stance: StanceSeen, settings: CountingSettings) -> Stance | None:
    """What a stance says: a reaction by the mapping, an offline contribution in its own word."""
    if not stance.is_offline:
        return settings.mapping.get(stance.kind)
    return _STANCES.get(stance.kind)


def _counted(stance: StanceSeen, settings: CountingSettings, note: str) -> Counted:
    meaning = _meaning(stance, settings)
    assert meaning is not None
    return Counted(
        seq=stance.seq,
        stance=meaning,
        count=stance.count,
        channel=stance.channel,
        person=stance.person,
        made_at=stance.made_at,
        kind=stance.kind,
        note=note,
    )


def _exclusion(stance: StanceSeen, bar: Bar) -> Exclusion:
    reason, note = bar
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


def _live_kinds(stances: Sequence[StanceSeen]) -> dict[str, int]:
    live = Counter(each.kind for each in stances if not each.is_offline and each.ended_by is None)
    return dict(sorted(live.items()))
