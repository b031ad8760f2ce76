"""A proposal with all that is said of it in its conversation. Types only; reads nothing, writes nothing."""

import msgspec

from civicgen.model.answer import Answer
from civicgen.model.consultation import Consultation
from civicgen.model.names import Status
from civicgen.model.notices import Conversation
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the site by its title and its whole address. The title may be a citizen's: untrusted text."""

    title: str
    address: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal, its consultation and its conversation.

    `answers` are those that name it; `joined` is what it was merged into. `how_we_count` is the address of that page.
    `is_final`: the record has the tallies of the closing in force.
    """

    portal: Portal
    consultation: Consultation
    proposal: Proposal
    answers: tuple[Answer, ...]
    joined: Page | None
    conversation: Conversation
    page: Page
    consultation_page: Page
    how_we_count: str
    is_final: bool

    @property
    def is_asking(self) -> bool:
        """Whether the proposal itself asks for stances, whatever its consultation does."""
        return self.proposal.status is Status.OPEN

    @property
    def zone(self) -> str:
        counting = self.consultation.counting
        return counting.zone if counting else self.portal.timezone

    @property
    def opens(self) -> Instant | None:
        """From when stances count; where nothing is counted, from when the consultation is open."""
        if self.consultation.counting:
            return self.consultation.counting.opens
        return self.consultation.phases[0].opens if self.consultation.phases else None

    @property
    def closes(self) -> Instant | None:
        """Until when, in the same way."""
        if self.consultation.counting:
            return self.consultation.counting.closes
        return self.consultation.phases[-1].closes if self.consultation.phases else None
