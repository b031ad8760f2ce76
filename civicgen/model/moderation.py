"""The published rules of moderation and the record of what was done under them."""

from datetime import date

import msgspec

from civicgen.model.findings import Place
from civicgen.model.names import ConsultationSlug


class ModerationRule(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    text: str


class ModerationEntry(msgspec.Struct, frozen=True, kw_only=True):
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


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is taken out of everything on request.

    `item` is `comment:<id>`, `review:<id>` or `receipt:<receipt>`. `basis` is the legal basis in words, `role` who
    decided; both go into the public record for good. `consultation` may be None for comments, whose numbers the forge
    gives once.
    """

    on: date
    item: str
    basis: str
    role: str
    consultation: ConsultationSlug | None
    place: Place


class Moderation(msgspec.Struct, frozen=True, kw_only=True):
    """`content/moderation.yml`. `appeal` says how to object, and to whom."""

    rules: tuple[ModerationRule, ...] = ()
    appeal: str = ""
    record: tuple[ModerationEntry, ...] = ()
    redactions: tuple[Redaction, ...] = ()

    def redactions_in(self, consultation: ConsultationSlug) -> tuple[Redaction, ...]:
        """Those that may be about a consultation."""
        return tuple(each for each in self.redactions if each.consultation in (consultation, None))
