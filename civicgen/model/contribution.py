"""What reached the authority without the forge: letters, e-mails, meetings, forms."""

import msgspec

from civicgen.model.findings import Place
from civicgen.model.names import Channel, ConsultationSlug, Digest, ProposalId, Stance
from civicgen.model.times import Instant


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `contributions/*.csv`.

    `receipt` is unique in its consultation. `count` is the number of people behind it (a list of 40 signatures is 40).
    `text` is published only when `may_publish`. `evidence` is the hash of the scanned original, `checked_by` a role.
    """

    receipt: str
    batch: str
    consultation: ConsultationSlug
    received: Instant
    channel: Channel
    proposal: ProposalId | None
    stance: Stance | None
    count: int
    text: str
    may_publish: bool
    evidence: Digest | None
    checked_by: str
    place: Place
