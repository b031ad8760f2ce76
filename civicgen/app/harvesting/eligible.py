"""The authority's list of eligible accounts: one login a line. Text in, logins out. Reads nothing, writes nothing."""

from collections.abc import Sequence

from civicgen.errors import ConfigurationError
from civicgen.model.content import Dossier
from civicgen.model.names import EligibleAccounts

VARIABLE = "CIVICGEN_ELIGIBLE"


def needs_list(dossiers: Sequence[Dossier]) -> bool:
    """Whether some consultation counts listed accounts only."""
    return any(
        dossier.consultation.counting is not None
        and dossier.consultation.counting.eligibility.accounts is EligibleAccounts.LISTED
        for dossier in dossiers
    )


def read_list(text: str) -> frozenset[str]:
    """The logins, casefolded: the forge does not tell upper from lower case. An `@` and what follows `#` are ignored.

    Raises:
        ConfigurationError: there is no login in it. Without a list nobody is eligible, so that it cannot be meant.
    """
    entries = (line.partition("#")[0].strip().removeprefix("@") for line in text.removeprefix("\ufeff").splitlines())
    logins = frozenset(entry.casefold() for entry in entries if entry)
    if not logins:
        raise ConfigurationError(
            f"the list of eligible accounts is empty; put one login a line into the file that {VARIABLE} names"
        )
    return logins
