"""What changes in the texts of a consultation, in sentences. Two dossiers in, sentences out; no I/O."""

from collections.abc import Callable, Iterator, Mapping

from civicgen.app.reviewing.said import Said, counted, from_to, quoted, some
from civicgen.app.reviewing.terms import say_terms
from civicgen.model.answer import Answer, Update
from civicgen.model.content import Dossier
from civicgen.model.contribution import Contribution
from civicgen.model.names import ProposalId
from civicgen.model.proposal import Proposal

_DETAILS: tuple[tuple[str, Callable[[Proposal], object]], ...] = (
    ("thread", lambda p: p.thread),
    ("authors", lambda p: ", ".join(p.authors)),
    ("cost", lambda p: p.cost),
    ("place", lambda p: p.location),
    ("topics", lambda p: ", ".join(p.topics)),
    ("merged_into", lambda p: p.merged_into),
    ("joined", lambda p: ", ".join(map(str, p.joined))),
    ("split_from", lambda p: p.split_from),
    ("language", lambda p: p.language),
)


def say_dossier(was: Dossier | None, now: Dossier | None) -> Iterator[Said]:
    """Everything that a pull request changes in a consultation, terms first. One of the two is there."""
    if was is None and now is not None:
        question = quoted(now.consultation.question)
        yield Said(words=f"**Terms**: new consultation, {question}", file=now.consultation.file)
    elif was is not None and now is None:
        yield Said(words="**Terms**: the consultation is gone", file=was.consultation.file)
    elif was is not None and now is not None:
        yield from say_terms(was.consultation, now.consultation)
    yield from _proposals(_proposals_of(was), _proposals_of(now))
    yield from _answers(_answers_of(was), _answers_of(now))
    yield from _updates(_updates_of(was), _updates_of(now))
    yield from _contributions(_contributions_of(was), _contributions_of(now))


def _proposals(was: Mapping[ProposalId, Proposal], now: Mapping[ProposalId, Proposal]) -> Iterator[Said]:
    for proposal_id in sorted(was.keys() - now.keys()):
        gone = was[proposal_id]
        yield Said(words=f"**Proposal** {quoted(gone.title)} is gone", file=gone.file)
    for proposal_id, proposal in sorted(now.items()):
        before = was.get(proposal_id)
        if before is None:
            thread = "no thread" if proposal.thread is None else f"thread {proposal.thread}"
            words = f"**New proposal** {quoted(proposal.title)} ({proposal.status}, {thread})"
            yield Said(words=words, file=proposal.file)
            continue
        for words in _proposal(before, proposal):
            yield Said(words=f"**Proposal** {quoted(proposal.title)}: {words}", file=proposal.file)


def _proposal(was: Proposal, now: Proposal) -> Iterator[str]:
    if was.wording != now.wording:
        yield "**new wording**" + "".join(f", {words}" for words in _marks(was, now) or ["not marked"])
    else:
        yield from _marks(was, now)
    if was.status is not now.status:
        yield f"status {from_to(was.status, now.status)}"
    if was.file != now.file:
        yield f"the file was {quoted(was.file)}"
    other = [name for name, part in _DETAILS if part(was) != part(now)]
    if other:
        yield f"other details: {', '.join(f'`{name}`' for name in other)}"


def _marks(was: Proposal, now: Proposal) -> list[str]:
    """What is newly said of wordings, or taken back."""
    words = []
    for key, before, after in (
        ("form only", was.editorial, now.editorial),
        ("a change of substance", was.substantive, now.substantive),
    ):
        words += [
            f"wording {mark.wording} is marked as {key} by {quoted(mark.by)}: {quoted(mark.note)}"
            for mark in after
            if mark not in before
        ]
        kept = {mark.wording for mark in after}
        words += [f"wording {m.wording} is not marked as {key} any more" for m in before if m.wording not in kept]
    return words


def _answers(was: Mapping[str, Answer], now: Mapping[str, Answer]) -> Iterator[Said]:
    for slug in sorted(was.keys() - now.keys()):
        yield Said(words=f"**Answer** {quoted(was[slug].title)} is gone", file=was[slug].file)
    for slug, answer in sorted(now.items()):
        before = was.get(slug)
        if before is None:
            about = f"to {counted(len(answer.proposals), 'proposal')}: {some(answer.proposals)}"
            words = f"**New answer** {quoted(answer.title)}: {quoted(answer.outcome)}, {about}"
            yield Said(words=words, file=answer.file)
            continue
        for words in _answer(before, answer):
            yield Said(words=f"**Answer** {quoted(answer.title)}: {words}", file=answer.file)


def _answer(was: Answer, now: Answer) -> Iterator[str]:
    if was.outcome is not now.outcome:
        yield f"**outcome** {from_to(was.outcome, now.outcome)}"
    if was.proposals != now.proposals:
        yield f"proposals {from_to(', '.join(was.proposals), ', '.join(now.proposals))}"
    if (was.title, was.reason) != (now.title, now.reason):
        yield "the reason reads otherwise"
    for step in now.follow_ups:
        if step not in was.follow_ups:
            yield f"follow-up of {step.on}: {quoted(step.text)}"
    if (was.answered_by, was.answered_on) != (now.answered_by, now.answered_on):
        yield f"answered {from_to(f'{was.answered_on} {was.answered_by}', f'{now.answered_on} {now.answered_by}')}"


def _updates(was: Mapping[str, Update], now: Mapping[str, Update]) -> Iterator[Said]:
    for slug in sorted(was.keys() - now.keys()):
        yield Said(words=f"**Update** {quoted(was[slug].title)} is gone", file=was[slug].file)
    for slug, update in sorted(now.items()):
        before = was.get(slug)
        if before is None:
            yield Said(words=f"**New update** {quoted(update.title)} of {update.on}", file=update.file)
        elif (before.title, before.body) != (update.title, update.body):
            yield Said(words=f"**Update** {quoted(update.title)} reads otherwise", file=update.file)


def _contributions(was: Mapping[str, Contribution], now: Mapping[str, Contribution]) -> Iterator[Said]:
    """Numbers and receipts, never the texts: those stand in the files."""
    for file in sorted({each.place.file for side in (was, now) for each in side.values()}):
        new = [each for receipt, each in now.items() if receipt not in was and each.place.file == file]
        gone = [receipt for receipt, each in was.items() if receipt not in now and each.place.file == file]
        other = [
            receipt
            for receipt, each in now.items()
            if receipt in was and each.place.file == file and _facts(each) != _facts(was[receipt])
        ]
        if new:
            people = counted(sum(each.count for each in new), "person", "people")
            receipts = f"{counted(len(new), 'receipt')} for {people}: {some(each.receipt for each in new)}"
            yield Said(words=f"**New contributions**, {receipts}", file=file)
        if other:
            yield Said(words=f"**Contributions** corrected: {some(other)}", file=file)
        if gone:
            yield Said(words=f"**Contributions** gone: {some(gone)}", file=file)


def _facts(each: Contribution) -> tuple[object, ...]:
    return (*(each.proposal, each.stance, each.count, each.received, each.channel), each.text, each.may_publish)


def _proposals_of(side: Dossier | None) -> Mapping[ProposalId, Proposal]:
    return {} if side is None else {proposal.id: proposal for proposal in side.proposals}


def _answers_of(side: Dossier | None) -> Mapping[str, Answer]:
    return {} if side is None else {answer.slug: answer for answer in side.answers}


def _updates_of(side: Dossier | None) -> Mapping[str, Update]:
    return {} if side is None else {update.slug: update for update in side.updates}


def _contributions_of(side: Dossier | None) -> Mapping[str, Contribution]:
    return {} if side is None else {each.receipt: each for each in side.contributions}
