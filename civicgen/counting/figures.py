"""The named numbers of a portal: every figure that a page or a file shows, by the name that `verify` recomputes.

In: facts of the content and tallies. Out: numbers by name, see docs/data.md. Reads nothing, writes nothing.

What comes from the ledger has no figure before the ledger has it: "not collected yet" is not 0. Figures by reason,
channel and kind exist only where they are not 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from civicgen.counting.intake import intake_figures
from civicgen.counting.letters import letter_figures, letter_sums
from civicgen.model.counting import Closing, CommentWeight, Tally
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.intake import IntakeEntry
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.names import ConsultationSlug, Excluded, ProposalId, State, Status

_SUMMED = ("support", "oppose", "abstain", "this-wording", "excluded")
_COMMENTS = ("comments", "comments-hidden")
_OWED_NO_ANSWER = (Status.DRAFT, Status.WITHDRAWN, Status.MERGED)


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


def proposal_figures(
    slug: ConsultationSlug,
    proposal: ProposalId,
    tallies: Sequence[Tally],
    comments: Sequence[CommentWeight],
    letters: Sequence[Letter] = (),
) -> dict[str, int]:
    """All figures of one proposal that the ledger knows. `tallies` and `letters` as in ProposalNumbers."""
    prefix = f"{slug}/{proposal}/"
    figures: dict[str, int] = {}
    for tally in tallies[:-1]:
        figures |= _tally_figures(prefix, tally, f"@{tally.closes}")
    if tallies:
        figures |= _tally_figures(prefix, tallies[-1], "")
        figures |= {f"{prefix}kind-{kind}": number for kind, number in tallies[-1].kinds.items()}
    if letters:
        figures |= letter_figures(slug, letters)
        figures |= {f"{prefix}{measure}": number for measure, number in letter_sums(letters).items()}
    return figures | _comment_figures_of(prefix, comments)


def proposal_sums(tallies: Sequence[Tally], comments: Sequence[CommentWeight]) -> dict[str, int]:
    """The measures of a proposal that add up in its consultation's figures, with `@<closing>` for earlier closings."""
    sums: dict[str, int] = {}
    for tally in tallies[:-1]:
        sums |= {f"{measure}@{tally.closes}": value for measure, value in _summed(tally).items()}
    if tallies:
        sums |= _summed(tallies[-1])
    standing = _contributed(comments)
    return sums | {"comments": len(standing), "comments-hidden": _hidden(standing)}


def total_figures(
    facts: ConsultationFacts,
    sums: Mapping[str, int],
    *,
    closings: Sequence[Closing],
    accounts: Sequence[int],
    rows: int | None,
    register: Sequence[IntakeEntry] = (),
) -> dict[str, int]:
    """The figures of a consultation as a whole.

    `sums` adds up what `proposal_sums` says of each proposal, `accounts` counts the different accounts for each of
    `closings`. `rows` are its entries in the public record, None when it was not observed;
    `register` is that of what was proposed.
    """
    figures = _content_figures(facts) | intake_figures(facts, register)
    prefix = f"{facts.slug}//"
    if rows is not None:
        figures[f"{prefix}rows"] = rows
        figures |= {f"{prefix}{measure}": 0 for measure in _COMMENTS}
        for place, (closing, number) in enumerate(zip(closings, accounts, strict=True), start=1):
            suffix = "" if place == len(closings) else f"@{closing.terms.settings.closes}"
            figures |= {f"{prefix}{measure}{suffix}": 0 for measure in _SUMMED}
            figures[f"{prefix}accounts{suffix}"] = number
        figures |= {f"{prefix}{measure}": number for measure, number in sums.items()}
        if "receipts" in sums:
            figures = {f"{prefix}receipts-{result}": 0 for result in LetterResult} | figures
    return dict(sorted(figures.items()))


def _tally_figures(prefix: str, tally: Tally, suffix: str) -> dict[str, int]:
    """What was counted and excluded of a proposal for one closing."""
    figures = {f"{prefix}{measure}{suffix}": value for measure, value in _measures(tally).items()}
    both = tally.support + tally.oppose
    if both:
        figures[f"{prefix}support-of-100{suffix}"] = _of_100(tally.support, both)
    return figures


def _of_100(part: int, whole: int) -> int:
    """How many of each hundred, rounded to the nearest, a half upwards."""
    return (200 * part + whole) // (2 * whole)


def _summed(tally: Tally) -> dict[str, int]:
    """What adds up: an account may support several proposals."""
    measures = _measures(tally)
    del measures["accounts"]
    return measures


def _measures(tally: Tally) -> dict[str, int]:
    reasons: dict[Excluded, int] = {}
    for each in tally.excluded:
        reasons[each.reason] = reasons.get(each.reason, 0) + each.count
    return {
        "support": tally.support,
        "oppose": tally.oppose,
        "abstain": tally.abstain,
        "accounts": tally.accounts,
        "this-wording": tally.this_wording,
        "excluded": sum(reasons.values()),
        **{f"excluded-{reason.value}": number for reason, number in reasons.items() if number},
        **{f"channel-{channel.value}": number for channel, number in tally.by_channel.items() if number},
    }


def _comment_figures_of(prefix: str, comments: Iterable[CommentWeight]) -> dict[str, int]:
    """Comments that stand, hidden ones among them, and the reactions on each by kind, as `comment:<id>:<kind>`."""
    standing = _contributed(comments)
    figures = {f"{prefix}comments": len(standing), f"{prefix}comments-hidden": _hidden(standing)}
    for comment in standing:
        for kind, number in comment.reactions.items():
            figures[f"{prefix}{comment.ref}:{kind}"] = number
    return figures


def _contributed(comments: Iterable[CommentWeight]) -> list[CommentWeight]:
    """The comments that stand. Those that are gone are none any more; the portal's own notices never were."""
    return [comment for comment in comments if not comment.is_gone and not comment.notice]


def _hidden(comments: Iterable[CommentWeight]) -> int:
    return sum(comment.hidden is not None for comment in comments)
