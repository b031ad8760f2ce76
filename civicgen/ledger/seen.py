"""What one harvest saw of one consultation: the checkout that it publishes, and the forge. Types only."""

from collections.abc import Mapping

import msgspec

from civicgen.model.consultation import Consultation
from civicgen.model.contribution import Contribution
from civicgen.model.ledger import OpenedText, Row
from civicgen.model.moderation import Redaction
from civicgen.model.observation import ThreadReceived, ThreadSeen
from civicgen.model.proposal import Proposal, WordingSeen
from civicgen.model.times import Instant


class ConsultationSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The matter of a reconciliation.

    Attributes:
        consultation: as the checkout has it.
        proposals: those that are published, drafts left out.
        contributions: all offline ones; None where a sheet could not be read whole, so that nothing is taken back.
        wordings: the versions of the proposals' texts, by the proposal's file, oldest first.
        threads: by number; None where the forge was not asked or did not answer.
        received: the issues by which something was proposed here, as far as they changed.
        redactions: what is to be taken out of everything, here or perhaps in another consultation.
        listed: the logins of the eligible accounts, casefolded; None where the consultation has no list.
        at: the forge's clock when the observation began.
        not_before: the last complete observation before.
    """

    consultation: Consultation
    proposals: tuple[Proposal, ...]
    contributions: tuple[Contribution, ...] | None
    wordings: Mapping[str, tuple[WordingSeen, ...]]
    threads: Mapping[int, ThreadSeen] | None
    received: tuple[ThreadReceived, ...]
    redactions: tuple[Redaction, ...]
    listed: frozenset[str] | None
    at: Instant
    not_before: Instant | None

    @property
    def problem(self) -> str:
        """Why the observation is not complete; '' when it is. An incomplete one shows nothing of the forge."""
        if self.threads is None:
            return "the forge was not observed"
        for proposal in sorted(self.proposals, key=lambda each: each.id):
            if proposal.thread is None:
                continue
            thread = self.threads.get(proposal.thread)
            if thread is None:
                return f"thread {proposal.thread} was not observed"
            if thread.problem:
                return f"thread {proposal.thread}: {thread.problem}"
        return ""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """Drafts of rows in their order, and the texts that they commit to. civicgen.ledger.chain.seal makes them rows."""

    rows: tuple[Row, ...]
    texts: tuple[OpenedText, ...]
