"""What the ledger says of an account: a pseudonym, its kind, its age as a band, whether it is listed. Pure."""

from typing import Any

from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.seen import ConsultationSeen
from civicgen.model.names import AgeBand, EligibleAccounts, PersonId
from civicgen.model.observation import AccountSeen
from civicgen.model.times import Instant, moment

_BANDS = (
    (365, AgeBand.FROM_365_DAYS),
    (90, AgeBand.FROM_90_DAYS),
    (30, AgeBand.FROM_30_DAYS),
    (7, AgeBand.FROM_7_DAYS),
    (1, AgeBand.FROM_1_DAY),
)


def age_band(created_at: Instant | None, made_at: Instant) -> AgeBand:
    """The age of an account when it contributed, in whole days rounded down to a band."""
    if created_at is None:
        return AgeBand.UNKNOWN
    days = (moment(made_at) - moment(created_at)).days
    return next((band for edge, band in _BANDS if days >= edge), AgeBand.UNDER_1_DAY)


def pseudonym(account: AccountSeen, seen: ConsultationSeen, secrets: Secrets) -> PersonId | None:
    """The pseudonym, by the numeric id; None where nobody can be told, as with a deleted account."""
    return None if account.id is None else secrets.person(seen.consultation.slug, account.id)


def account_facts(account: AccountSeen, made_at: Instant) -> dict[str, Any]:
    """The facts of an account as a row keeps them."""
    return {"account": account.kind.value, "age": age_band(account.created_at, made_at).value}


def is_listed(account: AccountSeen, seen: ConsultationSeen) -> bool | None:
    """Whether the account is on the authority's list, without regard to case; None where there is no list."""
    settings = seen.consultation.counting
    if seen.listed is None or settings is None or settings.eligibility.accounts is not EligibleAccounts.LISTED:
        return None
    return account.id is not None and account.login.casefold() in seen.listed
