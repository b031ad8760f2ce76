"""A consultation as it stands on the base branch, beside what a pull request makes of it. No I/O."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from civicgen.content.base.numbers import NO_NUMBERS, WordingNumbers
from civicgen.model.answer import Answer, Update
from civicgen.model.content import Dossier
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.names import ProposalId, State
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """`was` on the base branch, `now` in the pull request, at a moment.

    `spoilt` are files in which the pull request makes errors: what is missing from them may only be unreadable, and it
    cannot be merged as it is.
    """

    was: Dossier
    now: Dossier
    at: Instant
    numbers: WordingNumbers = NO_NUMBERS
    spoilt: frozenset[str] = frozenset()

    @property
    def has_opened(self) -> bool:
        """Whether people may have taken part by now, by the terms on the base branch."""
        phases = self.was.consultation.phases
        return bool(phases) and self.at >= phases[0].opens

    @property
    def has_opened_counting(self) -> bool:
        counting = self.was.consultation.counting
        return counting is not None and not self.was.consultation.is_broken and self.at >= counting.opens

    @property
    def takes_stances(self) -> bool:
        """Whether stances are taken at the moment; a pause is only a pause."""
        counting = self.was.consultation.counting
        is_over = counting is None or self.at > counting.closes
        return self.has_opened_counting and not is_over and self.state is not State.CANCELLED

    @property
    def state(self) -> State:
        return self.was.consultation.state_at(self.at)

    def proposals(self) -> Iterator[tuple[Proposal, Proposal]]:
        """Proposals that both have, by their ids, and that both could be read."""
        proposals = {proposal.id: proposal for proposal in self.now.proposals}
        for was in self.was.proposals:
            now = proposals.get(was.id)
            if now is not None and not was.is_broken and not now.is_broken:
                yield was, now

    def answers(self) -> Iterator[tuple[ProposalId, Answer, Answer | None]]:
        """For each proposal that was answered its answer then, and now."""
        given = answers_by_proposal(self.now)
        for proposal, answer in answers_by_proposal(self.was).items():
            if answer.file not in self.spoilt:
                yield proposal, answer, given.get(proposal)

    def told(self, proposal: ProposalId) -> Update | None:
        """The update with which the pull request tells people about a proposal: it names the proposal's id."""
        known = {update.slug for update in self.was.updates}
        name = re.compile(rf"(?<![a-z0-9-]){re.escape(proposal)}(?![a-z0-9-])")
        new = (update for update in self.now.updates if update.slug not in known)
        return next((update for update in new if name.search(update.body) or name.search(update.title)), None)

    def taken_back(self, proposal: ProposalId, *, code: str, place: Place, message: str, hint: str) -> Finding:
        """Something published that is taken back: an error, unless people are told; then whoever approves decides."""
        update = self.told(proposal)
        if update is None:
            tell = f"If it was a mistake, tell people: add a file to updates/ that says why and names `{proposal}`."
            return Finding(code=code, place=place, message=message, hint=f"{hint} {tell}")
        return Finding(
            code=code,
            place=place,
            message=f"{message}; {update.file} tells people",
            hint="Approve it only if what was published was a mistake.",
            severity=Severity.WARNING,
        )


def answers_by_proposal(dossier: Dossier) -> Mapping[ProposalId, Answer]:
    """The answer to each proposal that has one with an outcome and a reason."""
    return {
        proposal: answer
        for answer in reversed(dossier.answers)
        if answer.outcome is not None and answer.reason.strip()
        for proposal in answer.proposals
    }
