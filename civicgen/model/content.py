"""Everything that the editors wrote, read and checked: format 1 as one value."""

import msgspec

from civicgen.model.answer import Answer, Document, Update
from civicgen.model.consultation import Consultation
from civicgen.model.contribution import Contribution
from civicgen.model.findings import Finding
from civicgen.model.moderation import Moderation
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file below the portal's root as on disk. `problem` says why `data` is empty (a link, a device, ...)."""

    path: str
    data: bytes
    problem: str = ""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation with all that belongs to it, each in the order of its id, date or receipt."""

    consultation: Consultation
    proposals: tuple[Proposal, ...]
    answers: tuple[Answer, ...]
    documents: tuple[Document, ...]
    contributions: tuple[Contribution, ...]
    updates: tuple[Update, ...]
    findings: tuple[Finding, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `content/`. `findings` are all of them, those of the dossiers included, worst first."""

    portal: Portal
    moderation: Moderation
    dossiers: tuple[Dossier, ...]
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]
