"""A consultation's folder -> what was read of it; and what was read, with all findings -> Dossier. No I/O."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from civicgen.content.answers import read_answer, read_update
from civicgen.content.checks.registry import BREAKING_CODES, DOSSIER_CHECKS
from civicgen.content.consultation import read_consultation
from civicgen.content.contributions import read_contributions
from civicgen.content.documents import read_documents
from civicgen.content.drafts import DossierDraft, Draft
from civicgen.content.ids import safe_id
from civicgen.content.layout import ConsultationFolder, TranslatedFile
from civicgen.content.links import Library, check_links, find_links
from civicgen.content.memory import DraftMemory, Surroundings
from civicgen.content.proposals import read_proposal
from civicgen.model.answer import Answer, Update
from civicgen.model.consultation import Consultation, Translation
from civicgen.model.content import Dossier
from civicgen.model.findings import Finding
from civicgen.model.names import ProposalId
from civicgen.model.portal import Portal
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant

Item: TypeAlias = Consultation | Proposal | Answer | Update
AnyDraft: TypeAlias = Draft[Consultation] | Draft[Proposal] | Draft[Answer] | Draft[Update]
AnyItem = TypeVar("AnyItem", Consultation, Proposal, Answer, Update)


def read_folder(folder: ConsultationFolder, portal: Portal, memory: DraftMemory | None = None) -> DossierDraft:
    """All files of one consultation, each read for itself; proposals out of the memory where it knows them."""
    consultation = read_consultation(folder, portal)
    item = consultation.item
    loose: list[Finding] = []
    updates: list[Draft[Update]] = []
    for name, text in sorted(folder.updates.items()):
        update = read_update(text, name, item, portal) if text.original is not None else ()
        if isinstance(update, Draft):
            updates.append(update)
        else:
            loose.extend(update)
    documents, about_documents = read_documents(folder, item)
    zone = consultation.written("zone") or ""
    contributions, about_contributions = read_contributions(folder.contributions, item, portal, zone=zone)
    around = Surroundings(consultation=item.slug, language=item.language, languages=portal.languages)
    return DossierDraft(
        folder=folder,
        consultation=consultation,
        proposals=tuple(
            _read_or_recall(text, name, around, memory)
            for name, text in sorted(folder.proposals.items())
            if text.original is not None
        ),
        answers=tuple(
            read_answer(text, name, item, portal)
            for name, text in sorted(folder.answers.items())
            if text.original is not None
        ),
        updates=tuple(updates),
        documents=documents,
        contributions=contributions,
        findings=(*loose, *about_documents, *about_contributions),
    )


def _read_or_recall(
    text: TranslatedFile, name: str, around: Surroundings, memory: DraftMemory | None
) -> Draft[Proposal]:
    assert text.original is not None
    path = text.original.path
    draft = None if memory is None else memory.recall(path, text, around)
    if draft is None:
        draft = read_proposal(text, name, around)
        if memory is not None:
            memory.keep(path, text, around, draft)
    return draft


def bodies_of(draft: DossierDraft) -> Iterator[tuple[str, str]]:
    """File and Markdown of every text of a consultation, translations included."""
    yield draft.consultation.item.file, draft.consultation.item.body
    yield from ((proposal.item.file, proposal.item.body) for proposal in draft.proposals)
    yield from ((answer.item.file, answer.item.reason) for answer in draft.answers)
    yield from ((update.item.file, update.item.body) for update in draft.updates)
    yield from ((translation.file, translation.body) for translation in _translations_of(draft))


def check_dossier(draft: DossierDraft, library: Library, at: Instant | None) -> Iterator[Finding]:
    """Everything that must hold between the files of a consultation."""
    for check in DOSSIER_CHECKS:
        yield from check(draft, at)
    for each in _drafts_of(draft):
        yield from check_links(each.item.file, each.links, each.body_line, library)
    for translation in _translations_of(draft):
        yield from check_links(translation.file, find_links(translation.body), 1, library)


def finished(draft: DossierDraft, findings: Iterable[Finding]) -> Dossier:
    """The dossier, with each finding also at the thing that it is about."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    loose = list(draft.findings)
    files = {file for item in _items_of(draft) for file in _files_of(item)}
    for finding in findings:
        (by_file[finding.place.file] if finding.place.file in files else loose).append(finding)
    consultation = _with_findings(draft.consultation.item, by_file)
    proposals = [_with_findings(item, by_file) for item in _with_own_ids(draft.proposals)]
    answers = [_with_findings(answer.item, by_file) for answer in draft.answers]
    updates = [_with_findings(update.item, by_file) for update in draft.updates]
    items: list[Item] = [consultation, *proposals, *answers, *updates]
    return Dossier(
        consultation=consultation,
        proposals=tuple(sorted(map(_judged, proposals), key=lambda proposal: proposal.id)),
        answers=tuple(answers),
        documents=draft.documents,
        contributions=draft.contributions,
        updates=tuple(sorted(updates, key=lambda update: (update.on, update.slug))),
        findings=(*(finding for item in items for finding in item.findings), *loose),
    )


def _translations_of(draft: DossierDraft) -> Iterator[Translation]:
    for item in _items_of(draft):
        yield from item.translations.values()


def _drafts_of(draft: DossierDraft) -> Iterator[AnyDraft]:
    yield draft.consultation
    yield from draft.proposals
    yield from draft.answers
    yield from draft.updates


def _items_of(draft: DossierDraft) -> Iterator[Item]:
    return (each.item for each in _drafts_of(draft))


def _files_of(item: Item) -> Iterator[str]:
    yield item.file
    for translation in item.translations.values():
        yield translation.file


def _with_findings(item: AnyItem, by_file: Mapping[str, list[Finding]]) -> AnyItem:
    more: list[Finding] = [finding for file in _files_of(item) for finding in by_file.get(file, ())]
    return replace(item, findings=(*item.findings, *more)) if more else item


def _with_own_ids(drafts: Iterable[Draft[Proposal]]) -> Iterator[Proposal]:
    """Each proposal under an id of its own: of two with the same, it stays with the file that has it as its name."""
    taken: set[ProposalId] = set()
    for draft in sorted(drafts, key=lambda draft: (draft.name != draft.item.id, draft.item.file)):
        proposal = draft.item
        if proposal.id in taken:
            proposal = replace(proposal, id=ProposalId(safe_id(proposal.file)))
        taken.add(proposal.id)
        yield proposal


def _judged(proposal: Proposal) -> Proposal:
    if any(finding.code in BREAKING_CODES for finding in proposal.findings):
        return replace(proposal, is_broken=True)
    return proposal
