"""Which conversations there are to announce in: content and ledger brought together. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from civicgen.desk.cases import Case, Page
from civicgen.ledger.conversations import conversations
from civicgen.model.answer import Answer
from civicgen.model.consultation import Consultation
from civicgen.model.content import Content, Dossier
from civicgen.model.ledger import Ledger, RowType
from civicgen.model.names import ProposalId, Status
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant
from civicgen.views import addresses


def cases_of(content: Content, ledger: Ledger) -> tuple[Case, ...]:
    """The cases of all consultations that were observed; what cannot be read or is a draft has none."""
    return tuple(case for dossier in content.dossiers for case in _cases(dossier, content.portal, ledger))


def _cases(dossier: Dossier, portal: Portal, ledger: Ledger) -> Iterator[Case]:
    consultation = dossier.consultation
    rows = ledger.rows.get(consultation.slug, ())
    if consultation.is_broken or ledger.as_of(consultation.slug) is None:
        return
    known = conversations(rows)
    closed = {Instant(row.facts["closes"]) for row in rows if row.type is RowType.CLOSED}
    settings = consultation.counting
    by_id = {proposal.id: proposal for proposal in dossier.proposals}
    answers = _answers(dossier)
    for proposal in dossier.proposals:
        conversation = known.get(proposal.id)
        if conversation is None or conversation.thread != proposal.thread or conversation.is_gone:
            continue
        if proposal.status is Status.DRAFT or proposal.is_broken:
            continue
        target = by_id.get(proposal.merged_into) if proposal.merged_into else None
        yield Case(
            portal=portal,
            consultation=consultation,
            proposal=proposal,
            answers=answers.get(proposal.id, ()),
            joined=_proposal_page(target, portal) if target else None,
            conversation=conversation,
            page=_proposal_page(proposal, portal),
            consultation_page=_consultation_page(consultation, proposal.language, portal),
            how_we_count=_address(portal, addresses.HOW_WE_COUNT),
            is_final=settings is None or settings.closes in closed,
        )


def _answers(dossier: Dossier) -> Mapping[ProposalId, tuple[Answer, ...]]:
    found: dict[ProposalId, list[Answer]] = defaultdict(list)
    for answer in dossier.answers:
        for proposal in answer.proposals:
            found[proposal].append(answer)
    return {proposal: tuple(answers) for proposal, answers in found.items()}


def _proposal_page(proposal: Proposal, portal: Portal) -> Page:
    page = addresses.proposal_page(proposal.consultation, proposal.id)
    return Page(title=proposal.title, address=_address(portal, page))


def _consultation_page(consultation: Consultation, language: str, portal: Portal) -> Page:
    """By the title in the language of the conversation, where there is one."""
    translation = consultation.translations.get(language)
    title = translation.title if translation and language != consultation.language else consultation.title
    return Page(title=title, address=_address(portal, addresses.consultation_page(consultation.slug)))


def _address(portal: Portal, page: str) -> str:
    return f"{portal.site_url.rstrip('/')}/{page}"
