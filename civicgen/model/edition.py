"""One edition of the site: what it was made from, and when it has to be renewed."""

import msgspec

from civicgen.model.names import ConsultationSlug, Digest, State
from civicgen.model.times import Instant


class EditionPart(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation in an edition.

    `is_complete`: the last attempt observed all of it. `passed` counts the openings and closings of its phases that lie
    behind. `rows` are those of the public record.
    """

    slug: ConsultationSlug
    state: State | None
    rows: int
    is_complete: bool
    passed: int


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition of the site. `built_for` is its time, and the pages say that the next is due by `renewed_by`.

    `program` is the SHA-256 over civicgen's own files, `content` over content, overrides and the engine's settings.
    `overdue` counts the proposals whose answer is late. Before any attempt there are no times.
    """

    program: Digest
    content: Digest
    built_for: Instant | None
    renewed_by: Instant | None
    overdue: int
    consultations: tuple[EditionPart, ...]
