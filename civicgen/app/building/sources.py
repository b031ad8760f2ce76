"""Content -> what a build makes the leaves from, and when it would be judged differently. No I/O, no clock."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from msgspec.structs import replace

from civicgen.app.building.targets import Targets, linked_paths
from civicgen.model.answer import Answer
from civicgen.model.consultation import Consultation
from civicgen.model.content import Content, Dossier
from civicgen.model.contribution import Contribution
from civicgen.model.counting import Closing
from civicgen.model.facts import ProposalFacts, RefusedFacts
from civicgen.model.findings import Place
from civicgen.model.leaf import ConsultationContext, ProposalSource, Related
from civicgen.model.moderation import Moderation
from civicgen.model.names import ConsultationSlug, ProposalId, State, Status
from civicgen.model.proposal import Proposal
from civicgen.model.times import Instant, instant, moment
from civicgen.views import addresses
from civicgen.views.answers import as_shown

Thing = TypeVar("Thing")

_OWED_NO_ANSWER = (Status.DRAFT, Status.WITHDRAWN, Status.MERGED)


def sources_of(dossier: Dossier, targets: Targets, redacted: Collection[str] = ()) -> Iterator[ProposalSource]:
    """The sources of a consultation's proposals, in the order of their ids. `targets` are those of all the content.

    Letters in `redacted`, which holds refs, are left out already before the public record says so.
    """
    related = {each.id: _related(each) for each in dossier.proposals}
    merged = _naming((each.merged_into, related[each.id]) for each in dossier.proposals)
    split = _naming((each.split_from, related[each.id]) for each in dossier.proposals)
    answers = _answers_shown(dossier.answers)
    letters = _naming(
        (each.proposal, _published(each))
        for each in dossier.contributions
        if _may_be_shown(each) and f"receipt:{each.receipt}" not in redacted
    )
    deciding = deciding_answers(dossier.answers)
    for each in dossier.proposals:
        pages = dict(_targets(each, answers[each.id], targets))
        answered = dict.fromkeys(proposal for answer in answers[each.id] for proposal in answer.proposals)
        yield ProposalSource(
            proposal=each,
            facts=proposal_facts(each, deciding.get(each.id)),
            targets=pages,
            anchored=frozenset(targets.anchored & pages.keys()),
            merged_into=related.get(each.merged_into) if each.merged_into else None,
            merged_from=tuple(merged[each.id]),
            split_from=related.get(each.split_from) if each.split_from else None,
            split_into=tuple(split[each.id]),
            answers=tuple(answers[each.id]),
            answered=tuple(related[proposal] for proposal in answered if proposal in related),
            letters=tuple(letters[each.id]),
        )


def _answers_shown(answers: Iterable[Answer]) -> defaultdict[ProposalId, list[Answer]]:
    """The answers to each proposal as pages show them: an answer to all must not make each source grow with all."""
    pairs = ((answer, as_shown(answer)) for answer in answers)
    return _naming((proposal, shown) for answer, shown in pairs for proposal in answer.proposals)


def outline_of(content: Content) -> Content:
    """The content without its proposals; their findings stay."""
    return replace(content, dossiers=tuple(replace(dossier, proposals=()) for dossier in content.dossiers))


def context_of(
    outline: Content,
    consultation: Consultation,
    *,
    is_answered: bool,
    as_of: Instant | None,
    built_for: Instant | None,
    closings: Sequence[Closing],
    parts: int,
    kinds: Iterable[str],
) -> ConsultationContext:
    """What the leaves of a consultation share. `is_answered` as `is_all_answered` says it of all its proposals."""
    state = consultation.state_at(built_for, is_answered=is_answered) if built_for else None
    is_past = built_for is not None and consultation.answer_by is not None and built_for > consultation.answer_by
    return ConsultationContext(
        portal=outline.portal,
        consultation=_without_texts(consultation),
        state=state,
        answer_by=consultation.answer_by,
        is_late=is_past and state is not State.CANCELLED,
        is_collected=as_of is not None,
        closings=tuple(closings),
        parts=parts,
        kinds=tuple(sorted(kinds)),
        appeal=outline.moderation.appeal,
    )


def proposal_facts(proposal: Proposal, answer: Answer | None) -> ProposalFacts:
    """What is published of a proposal. `answer` is the one that decides it."""
    day = answer.answered_on if answer is not None else None
    return ProposalFacts(
        id=proposal.id,
        title=proposal.title,
        file=proposal.file,
        page=addresses.proposal_page(proposal.consultation, proposal.id),
        thread=proposal.thread,
        status=proposal.status,
        topics=proposal.topics,
        outcome=answer.outcome if answer is not None else None,
        answered_on=day.isoformat() if day is not None else None,
        merged_into=proposal.merged_into,
        joined=proposal.joined,
    )


def refused_facts(moderation: Moderation, slug: ConsultationSlug) -> tuple[RefusedFacts, ...]:
    """The issues of a consultation that its record of moderation says were refused, each under the last rule named."""
    rules = {
        int(entry.item.removeprefix("thread:")): entry.rule
        for entry in moderation.record
        if entry.outcome == "refused" and entry.consultation == slug and entry.item.startswith("thread:")
    }
    return tuple(RefusedFacts(thread=thread, rule=rules[thread]) for thread in sorted(rules))


def deciding_answers(answers: Iterable[Answer]) -> Mapping[ProposalId, Answer]:
    """The answer that decides each proposal: the latest with an outcome."""
    found: dict[ProposalId, Answer] = {}
    dated = sorted(answers, key=lambda each: (each.answered_on.isoformat() if each.answered_on else "", each.slug))
    for answer in dated:
        if answer.outcome is not None:
            found |= dict.fromkeys(answer.proposals, answer)
    return found


def is_all_answered(proposals: Iterable[ProposalFacts]) -> bool:
    """Whether every proposal of a consultation that needs an answer has one, and any does."""
    owed = [each for each in proposals if each.status not in _OWED_NO_ANSWER]
    return bool(owed) and all(each.outcome is not None for each in owed)


def moments_of(content: Content) -> tuple[Instant, ...]:
    """The instants from which on findings, states and lateness may be others, in the order of time.

    From one of them to the second before the next all of these stay as they are.
    """
    found: set[Instant] = set()
    for dossier in content.dossiers:
        consultation = dossier.consultation
        found.update(change.at for change in consultation.changes)
        found.update(phase.opens for phase in consultation.phases)
        found.update(_second_after(phase.closes) for phase in consultation.phases)
        if consultation.answer_by is not None:
            found.add(_second_after(consultation.answer_by))
    return tuple(sorted(found))


def stretch_at(moments: Sequence[Instant], at: Instant | None) -> int:
    """The number of the stretch between moments in which `at` lies; -1 without a time, for which nothing is judged."""
    return -1 if at is None else bisect_right(moments, at)


def _second_after(at: Instant) -> Instant:
    """Closings and promises hold to their last second."""
    return instant(moment(at) + timedelta(seconds=1))


def _naming(pairs: Iterable[tuple[ProposalId | None, Thing]]) -> defaultdict[ProposalId, list[Thing]]:
    """What names each proposal."""
    found: defaultdict[ProposalId, list[Thing]] = defaultdict(list)
    for proposal, thing in pairs:
        if proposal is not None:
            found[proposal].append(thing)
    return found


def _related(proposal: Proposal) -> Related:
    address = addresses.proposal_page(proposal.consultation, proposal.id)
    return Related(id=proposal.id, title=proposal.title, address=address)


def _targets(proposal: Proposal, answers: Iterable[Answer], targets: Targets) -> Iterator[tuple[str, str]]:
    """Where the texts on a proposal's page lead, by paths."""
    texts = [(proposal.file, proposal.body)]
    for answer in answers:
        texts += [(answer.file, text) for text in (answer.reason, *(each.text for each in answer.follow_ups))]
    for file, text in texts:
        for path in linked_paths(text, file):
            address = targets.pages.get(path)
            if address is not None:
                yield path, address


def _may_be_shown(letter: Contribution) -> bool:
    return letter.may_publish and bool(letter.text.strip())


def _published(letter: Contribution) -> Contribution:
    """A letter without its line, which moves when another one is added above it."""
    return replace(letter, place=Place(file=letter.place.file))


def _without_texts(consultation: Consultation) -> Consultation:
    """A consultation without what only its own page shows, and without lines, which move when that is edited."""
    place = Place(file=consultation.file)
    return replace(
        consultation,
        summary="",
        question="",
        body="",
        open_to_change=(),
        fixed=(),
        decided_by="",
        decision_date=None,
        promise="",
        area="",
        location="",
        topics=(),
        easy_read="",
        phases=tuple(replace(phase, place=place) for phase in consultation.phases),
        changes=tuple(replace(change, reason="", place=place) for change in consultation.changes),
        translations={},
        findings=(),
        counting_place=None,
    )
