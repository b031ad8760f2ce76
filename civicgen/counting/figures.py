"""The named numbers of a portal: every figure that a page or a file shows, by the name that `verify` recomputes.

In: facts of the content and tallies. Out: numbers by name, see docs/data.md. Reads nothing, writes nothing.

What comes from the ledger has no figure before the ledger has it: "not collected yet" is not 0. Figures by reason,
channel and kind exist only where they are not 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from civicgen.model.counting import CommentWeight, ConsultationTally, Tally
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.names import ProposalId, State, Status
from civicgen.model.times import Instant

Comments = Mapping[ProposalId, tuple[CommentWeight, ...]]

_SUMMED = ("support", "oppose", "abstain", "this-wording", "excluded")
_OWED_NO_ANSWER = (Status.DRAFT, Status.WITHDRAWN, Status.MERGED)


def consultation_figures(
    facts: ConsultationFacts,
    tallies: Sequence[ConsultationTally],
    *,
    comments: Comments | None = None,
    rows: int | None = None,
) -> dict[str, int]:
    """All figures of a consultation and its proposals.

    `tallies` are for each closing, the last one for the closing in force; figures of the earlier ones carry
    `@<closing>`. `comments` is for a consultation that has comments and no tally yet, `rows` are its entries in the
    public record; both are None when it was not observed.
    """
    figures = _content_figures(facts)
    if rows is not None:
        figures[f"{facts.slug}//rows"] = rows
    if tallies:
        in_force = tallies[-1]
        for tally in tallies[:-1]:
            figures |= _stance_figures(facts, tally, at=tally.closes)
        figures |= _stance_figures(facts, in_force, at=None)
        figures |= _kind_figures(facts, in_force)
        comments = in_force.comments
    if comments is not None:
        figures |= _comment_figures(facts, comments)
    return dict(sorted(figures.items()))


def portal_figures(consultations: Sequence[ConsultationFacts]) -> dict[str, int]:
    """The figures of the whole portal. States and lateness need an attempt to harvest to be as of."""
    figures = {
        "//consultations": len(consultations),
        "//proposals": sum(len(facts.proposals) for facts in consultations),
        "//answered": sum(_answered(facts) for facts in consultations),
    }
    dated = [facts for facts in consultations if facts.state is not None]
    if dated:
        states = Counter(facts.state for facts in dated)
        for state in (State.PLANNED, State.OPEN, State.PAUSED, State.CLOSED, State.CANCELLED):
            figures[f"//{state.value}"] = states[state]
        figures["//answered-consultations"] = states[State.ANSWERED]
        figures["//overdue"] = sum(_overdue(facts) or 0 for facts in dated)
    return dict(sorted(figures.items()))


def _content_figures(facts: ConsultationFacts) -> dict[str, int]:
    """What the content alone says: how many proposals, contributions and answers there are."""
    slug = facts.slug
    figures = {
        f"{slug}//proposals": len(facts.proposals),
        f"{slug}//contributions": facts.contributions,
        f"{slug}//answered": _answered(facts),
        f"{slug}//to-answer": sum(_needs_answer(proposal) for proposal in facts.proposals),
    }
    overdue = _overdue(facts)
    if overdue is not None:
        figures[f"{slug}//overdue"] = overdue
    return figures


def _needs_answer(proposal: ProposalFacts) -> bool:
    """Whether the authority owes an answer, or gave one all the same."""
    return proposal.outcome is not None or proposal.status not in _OWED_NO_ANSWER


def _answered(facts: ConsultationFacts) -> int:
    return sum(proposal.outcome is not None for proposal in facts.proposals)


def _overdue(facts: ConsultationFacts) -> int | None:
    """How many answers are owed after the promised time; None before any attempt, which alone tells the time."""
    if facts.built_for is None:
        return None
    if facts.state is State.CANCELLED or facts.answer_by is None or facts.built_for <= facts.answer_by:
        return 0
    return sum(_needs_answer(proposal) and proposal.outcome is None for proposal in facts.proposals)


def _stance_figures(facts: ConsultationFacts, tally: ConsultationTally, *, at: Instant | None) -> dict[str, int]:
    """What was counted and excluded for one closing, per proposal and in the whole consultation."""
    moment = "" if at is None else f"@{at}"
    figures: dict[str, int] = {}
    sums: Counter[str] = Counter(dict.fromkeys(_SUMMED, 0))
    for proposal, of_proposal in tally.proposals.items():
        measures = _measures(of_proposal)
        sums.update(measures)
        for measure, value in measures.items():
            figures[f"{facts.slug}/{proposal}/{measure}{moment}"] = value
        both = of_proposal.support + of_proposal.oppose
        if both:
            figures[f"{facts.slug}/{proposal}/support-of-100{moment}"] = _of_100(of_proposal.support, both)
    sums["accounts"] = tally.accounts
    for measure, value in sums.items():
        figures[f"{facts.slug}//{measure}{moment}"] = value
    return figures


def _of_100(part: int, whole: int) -> int:
    """How many of each hundred, rounded to the nearest, a half upwards."""
    return (200 * part + whole) // (2 * whole)


def _measures(tally: Tally) -> dict[str, int]:
    measures = {
        "support": tally.support,
        "oppose": tally.oppose,
        "abstain": tally.abstain,
        "accounts": tally.accounts,
        "this-wording": tally.this_wording,
        "excluded": sum(each.count for each in tally.excluded),
    }
    reasons: Counter[str] = Counter()
    for each in tally.excluded:
        reasons[f"excluded-{each.reason.value}"] += each.count
    channels = {f"channel-{channel.value}": number for channel, number in tally.by_channel.items()}
    return measures | {name: number for name, number in (reasons | channels).items() if number}


def _kind_figures(facts: ConsultationFacts, tally: ConsultationTally) -> dict[str, int]:
    return {
        f"{facts.slug}/{proposal}/kind-{kind}": number
        for proposal, of_proposal in tally.proposals.items()
        for kind, number in of_proposal.kinds.items()
    }


def _comment_figures(facts: ConsultationFacts, comments: Comments) -> dict[str, int]:
    """Comments that stand, hidden ones among them, and their reactions by kind, as `comment:<id>:<kind>`.

    Those that are gone are not comments any more.
    """
    figures: dict[str, int] = {}
    for proposal, of_proposal in comments.items():
        standing = [comment for comment in of_proposal if not comment.is_gone]
        figures[f"{facts.slug}/{proposal}/comments"] = len(standing)
        figures[f"{facts.slug}/{proposal}/comments-hidden"] = _hidden(standing)
        for comment in standing:
            for kind, number in comment.reactions.items():
                figures[f"{facts.slug}/{proposal}/{comment.ref}:{kind}"] = number
    everything = [comment for each in comments.values() for comment in each if not comment.is_gone]
    figures[f"{facts.slug}//comments"] = len(everything)
    figures[f"{facts.slug}//comments-hidden"] = _hidden(everything)
    return figures


def _hidden(comments: Iterable[CommentWeight]) -> int:
    return sum(comment.hidden is not None for comment in comments)
