"""Whose stance may be counted: bots and deleted accounts never, others as the consultation's terms say.

In: a stance and the terms. Out: a reason, or None. Reads nothing, writes nothing.
"""

from civicgen.counting.stances import StanceSeen
from civicgen.model.counting import Eligibility
from civicgen.model.names import AccountKind, AgeBand, EligibleAccounts, Excluded


def bar_of_account(stance: StanceSeen) -> Excluded | None:
    """Why the kind of account keeps a stance out. What nobody can tell apart is not counted."""
    if stance.account is AccountKind.BOT:
        return Excluded.BOT
    if stance.person is None or stance.account is not AccountKind.USER:
        return Excluded.UNATTRIBUTABLE
    return None


def is_eligible(stance: StanceSeen, eligibility: Eligibility) -> bool:
    """Whether the account is on the list, where there is one, and old enough, where that is asked.

    An account that is not known to be listed, or whose age is unknown, is not eligible under terms that ask for it.
    """
    if eligibility.accounts is EligibleAccounts.LISTED and stance.is_listed is not True:
        return False
    if eligibility.minimum_account_age_days == 0:
        return True
    return stance.age is not AgeBand.UNKNOWN and int(stance.age) >= eligibility.minimum_account_age_days
