"""An edition: everything that one build of the site shows, counted and named. Reads nothing, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from civicgen.model.content import Content
from civicgen.model.facts import Published
from civicgen.model.ledger import HarvestRow
from civicgen.model.names import Digest
from civicgen.model.times import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One build's whole matter.

    `built_for` is the last attempt to collect, or the time set by hand (`is_set_by_hand`); None before any attempt.
    `figures` are all named numbers of all consultations and of the portal. `data` are the published files by their
    addresses below `data/`.
    """

    content: Content
    published: tuple[Published, ...]
    figures: Mapping[str, int]
    harvests: tuple[HarvestRow, ...]
    checkpoint: Digest | None
    built_for: Instant | None
    is_set_by_hand: bool
    data: Mapping[str, bytes]
