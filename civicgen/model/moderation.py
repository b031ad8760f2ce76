"""The published rules of moderation and the record of what was done under them."""

from dataclasses import dataclass
from datetime import date

from civicgen.model.findings import Place
from civicgen.model.names import ConsultationSlug


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationRule:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationEntry:
    """One act of moderation. `item` is a reference (`comment:<id>`, `thread:<number>`), never a text.

    `role` is who acted, `outcome` what was done (hidden, shown again, closed, refused).
    """

    on: date
    item: str
    rule: str
    role: str
    outcome: str
    consultation: ConsultationSlug | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation:
    """`content/moderation.yml`. `appeal` says how to object, and to whom."""

    rules: tuple[ModerationRule, ...] = ()
    appeal: str = ""
    record: tuple[ModerationEntry, ...] = ()
