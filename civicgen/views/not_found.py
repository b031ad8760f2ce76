"""The page for an address that does not exist. No I/O."""

from collections.abc import Mapping

import msgspec

from civicgen.model.portal import Authority
from civicgen.views import addresses


class NotFoundPage(msgspec.Struct, frozen=True, kw_only=True):
    """`contacts` are whom to ask."""

    address: str
    title: str
    description: str
    contacts: tuple[Authority, ...]


def not_found_page(*, title: str, description: str, contacts: Mapping[str, Authority]) -> NotFoundPage:
    return NotFoundPage(
        address=addresses.NOT_FOUND,
        title=title,
        description=description,
        contacts=tuple(contacts[name] for name in sorted(contacts)),
    )
