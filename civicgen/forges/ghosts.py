"""Tells the accounts behind reactions that GraphQL shows without one.

In: ids of reactions. Out: accounts, asked through `calls`: REST names bots, and only deleted accounts stay null.
"""

from collections.abc import Mapping

from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import RestReaction, account_of
from civicgen.model.observation import AccountSeen


def unmask(calls: Calls, path: str, wanted: frozenset[int]) -> Mapping[int, AccountSeen]:
    """The accounts of the `wanted` reactions of the subject at `path`; those that are gone meanwhile are left out.

    One request per subject, more only where it takes more pages to find them all; none when nothing is wanted.
    """
    accounts: dict[int, AccountSeen] = {}
    address = f"{path}/reactions?per_page=100" if wanted else ""
    asked: set[str] = set()
    while address and address not in asked and accounts.keys() != wanted:
        asked.add(address)
        page = calls.get(address, list[RestReaction])
        if isinstance(page, Missing):
            break
        accounts.update({item.id: account_of(item.user) for item in page.body if item.id in wanted})
        address = page.next
    return accounts
