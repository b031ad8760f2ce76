"""A consultation, and the portal, as a whole: what pages show that are not about one proposal. Types only; no I/O."""

import msgspec

from civicgen.model.content import Dossier
from civicgen.model.counting import Closing
from civicgen.model.facts import ConsultationFacts
from civicgen.model.findings import Finding
from civicgen.model.intake import IntakeEntry
from civicgen.model.ledger import HarvestRow
from civicgen.model.names import Digest
from civicgen.model.portal import Portal
from civicgen.model.times import Instant


class ConsultationOverview(msgspec.Struct, frozen=True, kw_only=True):
    """One consultation. Nothing reads the proposals and contributions of `dossier`, so it may be without them.

    `closings` are those that were counted, oldest first, the one in force last; empty where nothing was. `register` is
    what was proposed at the forge.
    """

    dossier: Dossier
    facts: ConsultationFacts
    closings: tuple[Closing, ...]
    register: tuple[IntakeEntry, ...] = ()


class PortalOverview(msgspec.Struct, frozen=True, kw_only=True):
    """All consultations, and how new what is known of them is. `findings` are all of them, worst first.

    `built_for` is the last attempt to collect, or the time set by hand (`is_set_by_hand`); None before any attempt.
    """

    portal: Portal
    findings: tuple[Finding, ...]
    consultations: tuple[ConsultationOverview, ...]
    harvests: tuple[HarvestRow, ...]
    checkpoint: Digest | None
    built_for: Instant | None
    is_set_by_hand: bool
