"""The portal: who asks, where the conversation is held, what is promised to everybody."""

from collections.abc import Mapping

import msgspec


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """The body that asks and must answer. `id` is what consultations name."""

    id: str
    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    imprint: str = ""
    data_protection_officer: str = ""


class Portal(msgspec.Struct, frozen=True, kw_only=True):
    """`content/portal.yml`. `repository` is owner/name at the forge, `forge_url` the forge's web address.

    `update_interval_hours` is the time within which the next collection is due; `languages[0]` is the default.
    """

    name: str
    summary: str
    repository: str
    forge_url: str
    site_url: str
    languages: tuple[str, ...]
    timezone: str
    licence_name: str
    licence_url: str
    authorities: Mapping[str, Authority]
    privacy: str
    minimum_age: int
    retention: str
    update_interval_hours: int
