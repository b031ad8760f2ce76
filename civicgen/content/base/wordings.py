"""A text on which people take their stance is not rewritten in silence. No I/O."""

from collections.abc import Iterator

from civicgen.content.base.pair import Pair
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.names import State, Status
from civicgen.model.proposal import Proposal, WordingMark

_GIVEN_UP = (Status.WITHDRAWN, Status.MERGED)


def check_new_wordings_marked(pair: Pair) -> Iterator[Finding]:
    """While stances are taken a new wording is marked as one of form (`editorial`) or of substance (`substantive`).

    After the closing nobody could take a stance on it any more: that is only warned of. A proposal that is given up may
    say why in its text.
    """
    if not pair.has_opened_counting or pair.state is State.CANCELLED:
        return
    for was, now in pair.proposals():
        if was.wording == now.wording or was.status is Status.DRAFT or now.status in _GIVEN_UP:
            continue
        number = pair.numbers.next_of(was)
        marks = _new_marks(was, now)
        if not marks:
            yield _unmarked(pair, was, now, number)
        elif number is not None and number not in [mark.wording for mark in marks]:
            yield Finding(
                code="wrong-wording-number",
                place=Place(file=now.file),
                message=f"the change is marked as wording {marks[-1].wording}, and it makes wording {number}",
                hint=f"Write `wording: {number}`.",
                severity=Severity.ERROR if pair.takes_stances else Severity.WARNING,
            )


def check_marks_kept(pair: Pair) -> Iterator[Finding]:
    """What was said of a wording decides which support counts for the text as it is now: it stays said."""
    if not pair.has_opened_counting:
        return
    for was, now in pair.proposals():
        for key, before, after in (
            ("editorial", was.editorial, now.editorial),
            ("substantive", was.substantive, now.substantive),
        ):
            kept = {mark.wording for mark in after}
            for mark in before:
                if mark.wording not in kept:
                    yield Finding(
                        code="mark-gone",
                        place=Place(file=now.file),
                        message=f"wording {mark.wording} is marked `{key}` on the base branch, and is not any more",
                        hint="Bring the entry back: by it people know which support is for the text as it is now.",
                    )


def _new_marks(was: Proposal, now: Proposal) -> list[WordingMark]:
    known = {mark.wording for mark in (*was.editorial, *was.substantive)}
    return [mark for mark in (*now.editorial, *now.substantive) if mark.wording not in known]


def _unmarked(pair: Pair, was: Proposal, now: Proposal, number: int | None) -> Finding:
    what = _changed_parts(was, now)
    if pair.takes_stances:
        message = (
            f"{what} changed while people take their stance on it (until {_closing(pair)}), "
            "and nothing says whether its meaning did"
        )
    else:
        message = f"{what} changed after the closing ({_closing(pair)}): nobody took a stance on the text as it is now"
    return Finding(
        code="wording-not-marked",
        place=Place(file=now.file),
        message=message,
        hint=_how_to_mark(now, number),
        severity=Severity.ERROR if pair.takes_stances else Severity.WARNING,
    )


def _how_to_mark(now: Proposal, number: int | None) -> str:
    entry = f"{{wording: {'N' if number is None else number}, by: your role, note: what changed}}"
    if now.editorial:
        add = f"If only the form changed, add the entry `{entry}` to the list `editorial` of its front matter"
    else:
        add = f"If only the form changed, add `editorial: [{entry}]` to its front matter"
    counting = " N is one more than the versions that the proposal's page shows." if number is None else ""
    anew = "support for this wording is then counted anew"
    return f"{add}; if the meaning changed, the same in `substantive`: {anew}.{counting}"


def _changed_parts(was: Proposal, now: Proposal) -> str:
    parts = (("title", was.title, now.title), ("summary", was.summary, now.summary), ("text", was.body, now.body))
    changed = [name for name, before, after in parts if before != after]
    return f"the {' and the '.join(changed)} of `{now.id}`"


def _closing(pair: Pair) -> str:
    counting = pair.was.consultation.counting
    assert counting is not None
    return counting.closes
