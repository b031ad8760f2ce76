"""Proposals refer to each other, and to their thread, in a way that holds. Drafts in, findings out; no I/O."""

from collections.abc import Iterator

from civicgen.content.drafts import DossierDraft, Draft
from civicgen.model.findings import Finding, Severity
from civicgen.model.names import ProposalId, State, Status
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant

_NEEDS_THREAD = (Status.OPEN, Status.ANSWERED)


def check_threads_are_there(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """Once the consultation is open, people need a thread to take part in."""
    phases = dossier.consultation.item.phases
    if at is None or not phases or at < phases[0].opens:
        return
    for draft in dossier.proposals:
        is_left_out = draft.is_read and draft.written("thread") is None
        if is_left_out and draft.item.status in _NEEDS_THREAD:
            yield Finding(
                code="no-thread",
                place=draft.place("thread"),
                message="the consultation is open, and the proposal has no `thread`",
                hint="Open an issue for it at the forge and write its number, such as `thread: 12`; "
                "or write `status: draft`.",
            )


def check_merges(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A merged proposal says into which proposal of the same consultation it went, and the trail ends."""
    known = {draft.item.id: draft.item for draft in dossier.proposals}
    for draft in dossier.proposals:
        target, status = draft.item.merged_into, draft.item.status
        if (status is Status.MERGED) != (target is not None):
            yield Finding(
                code="half-merged",
                place=draft.place("merged_into" if target is not None else "status"),
                message="`status: merged` and `merged_into` go together, and one of them is missing",
                hint="Write both, or neither.",
            )
        if target is not None and target not in known:
            yield _unknown(draft, "merged_into", target)
        elif target is not None and _goes_in_circles(draft.item, known):
            yield Finding(
                code="merged-in-circles",
                place=draft.place("merged_into"),
                message=f"from `{target}` the merges lead back here",
                hint="Name the one proposal that goes on.",
            )


def _goes_in_circles(start: Proposal, known: dict[ProposalId, Proposal]) -> bool:
    seen, current = {start.id}, start.merged_into
    while current is not None and current in known:
        if current in seen:
            return current == start.id
        seen.add(current)
        current = known[current].merged_into
    return False


def check_splits(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """A proposal was split from another one of the same consultation."""
    known = {draft.item.id for draft in dossier.proposals}
    for draft in dossier.proposals:
        target = draft.item.split_from
        if target is not None and (target not in known or target == draft.item.id):
            yield _unknown(draft, "split_from", target)


def _unknown(draft: Draft[Proposal], key: str, target: str) -> Finding:
    return Finding(
        code="unknown-proposal",
        place=draft.place(key),
        message=f"`{key}` is `{target[:80]}`, which is no other proposal of this consultation",
        hint="Write the id of a proposal in the same folder.",
    )


def check_open_past_closing(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """After the closing a proposal is shown as closed, whatever its file says."""
    consultation = dossier.consultation.item
    if at is None or not consultation.phases or consultation.state_at(at) is not State.CLOSED:
        return
    still_open = [draft.item.id for draft in dossier.proposals if draft.item.status is Status.OPEN]
    if still_open:
        yield Finding(
            code="open-past-closing",
            place=dossier.consultation.place("phases"),
            message=f"closed on {consultation.phases[-1].closes}, with {len(still_open)} of "
            f"{len(dossier.proposals)} proposals still `open`: {_some(still_open)}; they are shown as closed",
            hint="Answer them, then write `status: answered`.",
            severity=Severity.WARNING,
        )


def _some(ids: list[ProposalId]) -> str:
    return ", ".join(ids[:5]) + (" and others" if len(ids) > 5 else "")
