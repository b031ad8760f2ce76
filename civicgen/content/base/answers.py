"""An answer that was given stays given, and what became of it stays told. No I/O."""

from collections.abc import Iterator

from civicgen.content.base.pair import Pair
from civicgen.model.answer import Answer
from civicgen.model.findings import Finding, Place, Severity


def check_answers_kept(pair: Pair) -> Iterator[Finding]:
    """A proposal that was answered keeps an answer."""
    for proposal, was, now in pair.answers():
        if now is None:
            yield pair.taken_back(
                proposal,
                code="answer-gone",
                place=Place(file=was.file),
                message=f"`{proposal}` is answered on the base branch ({was.outcome}), and has no answer any more",
                hint="Bring it back.",
            )


def check_outcomes_kept(pair: Pair) -> Iterator[Finding]:
    """Another outcome is told as what was done later: with a new entry of `follow_ups`, or in an update."""
    for proposal, was, now in pair.answers():
        if now is None or now.outcome is was.outcome:
            continue
        message = f"the outcome for `{proposal}` is {was.outcome} on the base branch and {now.outcome} now"
        if set(now.follow_ups) - set(was.follow_ups):
            yield Finding(
                code="outcome-changed",
                place=Place(file=now.file),
                message=f"{message}; a new follow-up tells people",
                hint="Approve it only if the follow-up says since when and why.",
                severity=Severity.WARNING,
            )
            continue
        yield pair.taken_back(
            proposal,
            code="outcome-changed",
            place=Place(file=now.file),
            message=message,
            hint=f"Write `outcome: {was.outcome}`, or add to `follow_ups` when and why it became {now.outcome}.",
        )


def check_follow_ups_kept(pair: Pair) -> Iterator[Finding]:
    """What was done is not undone by leaving it out."""
    for was, now in _answers_by_file(pair):
        kept = {(step.on, step.text) for step in now.follow_ups}
        for step in was.follow_ups:
            if (step.on, step.text) not in kept:
                yield Finding(
                    code="follow-up-gone",
                    place=Place(file=now.file),
                    message=f"the follow-up of {step.on} is not there any more as it stands on the base branch",
                    hint="Leave it, and add another one below it that says what is different now.",
                    severity=Severity.WARNING,
                )


def _answers_by_file(pair: Pair) -> Iterator[tuple[Answer, Answer]]:
    """Each answer once, with the one that speaks for its first proposal now."""
    seen: set[str] = set()
    for _, was, now in pair.answers():
        if now is not None and was.file not in seen:
            seen.add(was.file)
            yield was, now
