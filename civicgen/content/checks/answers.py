"""Answers and proposals fit together, and answers come when they were promised. Drafts in, findings out; no I/O."""

from collections import defaultdict
from collections.abc import Iterator

from civicgen.content.drafts import DossierDraft, Draft
from civicgen.model.answer import Answer
from civicgen.model.findings import Finding, Severity
from civicgen.model.names import ProposalId, State, Status
from civicgen.model.times import Instant


def check_answered_proposals(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """An answer is about proposals that are there, and is the only one on each."""
    known = {draft.item.id for draft in dossier.proposals}
    answered: dict[ProposalId, Draft[Answer]] = {}
    for draft in dossier.answers:
        for number, proposal in enumerate(draft.item.proposals):
            if proposal not in known:
                yield Finding(
                    code="unknown-proposal",
                    place=draft.place("proposals", number),
                    message=f"the answer names `{proposal[:80]}`, which is no proposal of this consultation",
                    hint="Write the id of a proposal in the same consultation.",
                )
            first = answered.setdefault(proposal, draft)
            if first is not draft:
                yield Finding(
                    code="answered-twice",
                    place=draft.place("proposals", number),
                    message=f"`{proposal[:80]}` is answered in {first.item.file} already",
                    hint="Let one answer speak about it; what was done later goes into its `follow_ups`.",
                )


def check_status_and_answer(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """`status: answered` needs an answer with outcome and reason; an answer makes a proposal answered."""
    answers: dict[ProposalId, list[Answer]] = defaultdict(list)
    for answer in dossier.answers:
        for proposal in answer.item.proposals:
            answers[proposal].append(answer.item)
    for draft in dossier.proposals:
        given = answers.get(draft.item.id, [])
        is_whole = any(answer.outcome is not None and answer.reason.strip() for answer in given)
        if draft.item.status is Status.ANSWERED and not is_whole:
            yield Finding(
                code="answered-without-answer",
                place=draft.place("status"),
                message="the status is `answered`, and no answer with an outcome and a reason names the proposal",
                hint=f"Add `{draft.item.id}` to `proposals` of a file in answers/, with `outcome` and a reason.",
            )
        elif draft.item.status is Status.OPEN and is_whole and draft.is_read:
            yield Finding(
                code="answer-without-status",
                place=draft.place("status"),
                message=f"the proposal is answered in {given[0].file}, and its status is `open`",
                hint="Write `status: answered`.",
                severity=Severity.WARNING,
            )


def check_answers_in_time(dossier: DossierDraft, at: Instant | None) -> Iterator[Finding]:
    """Being late is said in public; it never stops anything."""
    consultation = dossier.consultation.item
    if at is None or consultation.answer_by is None or at <= consultation.answer_by:
        return
    if consultation.state_at(at) is State.CANCELLED:
        return
    named = {proposal for answer in dossier.answers for proposal in answer.item.proposals}
    waiting = [d.item.id for d in dossier.proposals if d.item.status is Status.OPEN and d.item.id not in named]
    if waiting:
        yield Finding(
            code="answer-overdue",
            place=dossier.consultation.place("answer_by"),
            message=f"answers were promised by {consultation.answer_by}; "
            f"{len(waiting)} of {len(dossier.proposals)} proposals wait for theirs",
            hint="Answer them, or announce in `changes` by when that will be done, and why.",
            severity=Severity.WARNING,
        )
