"""Why a stance is not counted: first what concerns it alone, then what the rule says of all stances of its account.

In: the stances of one proposal and the terms. Out: reasons by row. Reads nothing, writes nothing.
"""

import sys
from collections.abc import Mapping, Sequence

from civicgen.counting.eligibility import bar_of_account, is_eligible
from civicgen.counting.rules import rule_named
from civicgen.counting.stances import StanceSeen
from civicgen.counting.windows import Bar, bar_of_ending, bar_of_time
from civicgen.model.counting import Terms
from civicgen.model.names import AccountKind, Channel, Early, EligibleAccounts, Excluded, PersonId, Stance
from civicgen.model.times import Instant

OFFLINE: Mapping[str, Stance] = {stance.value: stance for stance in Stance}
"""What an offline contribution says, by its own word."""
_BEFORE_ALL, _AFTER_ALL = Instant(""), Instant("~")


def reasons_of(stances: Sequence[StanceSeen], terms: Terms) -> tuple[dict[int, Excluded | None], dict[int, str]]:
    """By row why each stance is excluded, or None where it is counted; and notes on those that have one.

    Raises:
        ValueError: the terms name a rule that does not exist.
    """
    reasons: dict[int, Excluded | None] = {}
    notes: dict[int, str] = {}
    of_person: dict[PersonId, list[StanceSeen]] = {}
    mapping = terms.settings.mapping
    forge, user = Channel.FORGE, AccountKind.USER
    first, last, last_row = _plain_window(terms)
    eligibility = terms.settings.eligibility
    asks_more = eligibility.accounts is not EligibleAccounts.EVERYONE or eligibility.minimum_account_age_days != 0
    for stance in stances:
        person = stance.person
        is_plain = (  # nearly always, and `bar_alone` would find nothing
            first <= stance.made_at <= last
            and stance.ended_by is None
            and stance.account is user
            and stance.channel is forge
            and person is not None
            and stance.kind in mapping
            and stance.seq <= last_row
            and (not asks_more or is_eligible(stance, eligibility))
        )
        bar = None if is_plain else bar_alone(stance, terms)
        if bar is not None:
            reasons[stance.seq], notes[stance.seq] = bar
            continue
        reasons[stance.seq] = None
        if person in of_person:
            of_person[person].append(stance)
        elif person is not None:
            of_person[person] = [stance]
    rule = rule_named(terms.settings.rule)
    for theirs in of_person.values():
        if len(theirs) > 1:
            reasons.update(rule([(each, mapping[each.kind]) for each in theirs]))
    return reasons, notes


def bar_alone(stance: StanceSeen, terms: Terms) -> Bar | None:
    """What keeps a stance out whatever else its account did. The first reason that holds is the reason."""
    settings = terms.settings
    is_offline = stance.is_offline
    if (OFFLINE if is_offline else settings.mapping).get(stance.kind) is None:
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


def _plain_window(terms: Terms) -> tuple[Instant, Instant, int]:
    """First and last time and last row of the stances that are in time without a closer look; none where it is due."""
    settings = terms.settings
    if settings.pauses or settings.cancelled is not None:
        return _AFTER_ALL, _BEFORE_ALL, 0
    first = settings.opens if settings.early is Early.EXCLUDE else _BEFORE_ALL
    return first, settings.closes, sys.maxsize if terms.frozen_after is None else terms.frozen_after
