"""Which number the next wording of a proposal has: counted from its history, as the ledger counts. No I/O.

In: the proposals of the base branch, what Git and the public record know of them. Out: the number of the wording that
stands on the base branch.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civicgen.model.content import Content
from civicgen.model.ledger import Ledger, Row, RowType
from civicgen.model.names import ConsultationSlug, ProposalId
from civicgen.model.proposal import Proposal, WordingSeen

History = Mapping[str, Sequence[WordingSeen]]
"""The wordings of each proposal's file, oldest first."""


class WordingNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the wordings that stand on the base branch, where they could be told."""

    by_proposal: Mapping[tuple[ConsultationSlug, ProposalId], int]

    def next_of(self, proposal: Proposal) -> int | None:
        """The number of the wording that a change of this proposal makes; None where it could not be told."""
        number = self.by_proposal.get((proposal.consultation, proposal.id))
        return None if number is None else number + 1


NO_NUMBERS = WordingNumbers(by_proposal={})


def wording_numbers(base: Content, histories: Sequence[History], ledger: Ledger | None) -> WordingNumbers:
    """The numbers by these histories, of which the first that knows a text decides, continued from the ledger's."""
    rows = {} if ledger is None else ledger.rows
    found: dict[tuple[ConsultationSlug, ProposalId], int] = {}
    for dossier in base.dossiers:
        slug = dossier.consultation.slug
        published = _published(rows.get(slug, ()))
        for proposal in dossier.proposals:
            number = _number(proposal, histories, published.get(proposal.id, {}))
            if number is not None:
                found[slug, proposal.id] = number
    return WordingNumbers(by_proposal=found)


def _published(rows: Iterable[Row]) -> Mapping[ProposalId, Mapping[int, str]]:
    """The digest of each wording in the record, by proposal and number."""
    published: dict[ProposalId, dict[int, str]] = {}
    for row in rows:
        if row.type is RowType.PUBLISHED and row.proposal is not None:
            published.setdefault(row.proposal, {})[int(row.facts["wording"])] = str(row.facts.get("digest"))
    return published


def _number(proposal: Proposal, histories: Sequence[History], published: Mapping[int, str]) -> int | None:
    versions = next(filter(None, (_up_to_now(proposal, history) for history in histories)), [])
    if not published:
        return len(versions) or None
    last = max(published)
    if published[last] == proposal.wording:
        return last
    since = versions[::-1].index(published[last]) if published[last] in versions else 1
    return last + since


def _up_to_now(proposal: Proposal, history: History) -> list[str]:
    """The digests of the committed wordings up to the one that stands there; none where it is not among them."""
    digests = [wording.digest for wording in history.get(proposal.file, ()) if wording.commit]
    if proposal.wording not in digests:
        return []
    return list(digests[: len(digests) - digests[::-1].index(proposal.wording)])
