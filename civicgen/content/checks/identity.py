"""Ids and threads belong to one proposal each. Drafts in, findings out; no I/O."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from civicgen.content.drafts import DossierDraft, Draft
from civicgen.content.ids import sameness
from civicgen.model.findings import Finding
from civicgen.model.names import Status
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant


def written_id(draft: Draft[Proposal]) -> str:
    """The id as written, or the file's name."""
    return draft.written("id") or draft.name


def check_same_ids(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """No two proposals of a consultation have ids that people or file systems take for the same."""
    by_id: dict[str, list[Draft[Proposal]]] = defaultdict(list)
    for draft in dossier.proposals:
        by_id[sameness(written_id(draft))].append(draft)
    for drafts in by_id.values():
        for draft in drafts if len(drafts) > 1 else ():
            others = ", ".join(other.item.file for other in drafts if other is not draft)
            yield Finding(
                code="same-id",
                place=draft.place("id"),
                message=f"the id `{ascii(written_id(draft))[1:-1][:80]}` is also that of {others}",
                hint="Give one of them another id. Ids that differ in capitals or accents only count as the same.",
            )


def check_same_threads(dossiers: Sequence[DossierDraft]) -> Iterator[Finding]:
    """No thread belongs to two proposals: its reactions would count twice."""
    by_thread: dict[int, list[Draft[Proposal]]] = defaultdict(list)
    for dossier in dossiers:
        for draft in dossier.proposals:
            if draft.item.thread is not None:
                by_thread[draft.item.thread].append(draft)
    for thread in sorted(thread for thread, drafts in by_thread.items() if len(drafts) > 1):
        drafts = by_thread[thread]
        for draft in drafts:
            others = ", ".join(other.item.file for other in drafts if other is not draft)
            yield Finding(
                code="same-thread",
                place=draft.place("thread"),
                message=f"thread {thread} also belongs to {others}",
                hint="Each proposal has a thread of its own; correct the number in one of them.",
            )


def check_joined_threads(dossiers: Sequence[DossierDraft]) -> Iterator[Finding]:
    """An issue that was taken into a proposal is not a proposal itself, and was taken into one only."""
    owners: dict[int, str] = {}
    for dossier in dossiers:
        for draft in dossier.proposals:
            if draft.item.thread is not None and draft.item.status is not Status.DRAFT:
                owners[draft.item.thread] = draft.item.file
    for dossier in dossiers:
        for draft in dossier.proposals:
            for thread in draft.item.joined:
                owner = owners.setdefault(thread, draft.item.file)
                if owner != draft.item.file or thread == draft.item.thread:
                    yield Finding(
                        code="joined-elsewhere",
                        place=draft.place("joined"),
                        message=f"issue {thread} is joined here, and belongs to {owner} already",
                        hint="Name it in one place; where two published proposals are joined, use `merged_into`.",
                    )
