"""The terms of a consultation that takes stances stay as they are on the base branch, or change announced. No I/O."""

from collections.abc import Iterator

from civicgen.content.against_ledger import FIXED_TERMS, fixed_term_changed, last_counting
from civicgen.content.base.pair import Pair
from civicgen.model.consultation import Change
from civicgen.model.findings import Finding, Place
from civicgen.model.terms import settings_history


def check_terms_kept(pair: Pair) -> Iterator[Finding]:
    """Rule, mapping, eligibility, early and threshold stay as they are on the base branch."""
    was, now = pair.was.consultation.counting, pair.now.consultation.counting
    if not pair.has_opened_counting or was is None:
        return
    if now is None:
        if not pair.now.consultation.is_broken:
            yield _counts_no_more(pair)
        return
    if now.rule != was.rule:
        yield fixed_term_changed("rule", pair.now, was.opens)
    for name, part in FIXED_TERMS:
        if part(now) != part(was):
            yield fixed_term_changed(name, pair.now, was.opens)


def check_window_announced(pair: Pair) -> Iterator[Finding]:
    """Where opening or closing move, `changes` lead from what stands on the base branch."""
    was = pair.was.consultation.counting
    if not pair.has_opened_counting or was is None:
        return
    history = [(settings.opens, settings.closes) for _, settings in settings_history(pair.now.consultation)]
    if history and (was.opens, was.closes) not in history:
        what = f"stances count from {was.opens} to {was.closes} on the base branch"
        yield _not_announced(what, "closes", last_counting(pair.now))


def check_answer_announced(pair: Pair) -> Iterator[Finding]:
    """A promise to answer by a certain time is not moved in silence, unless it follows an announced closing."""
    was, now = pair.was.consultation, pair.now.consultation
    if not pair.has_opened_counting or was.answer_by is None or now.answer_by == was.answer_by:
        return
    announced = any(change.field == "answer_by" and change.before == was.answer_by for change in now.changes)
    is_later_closing = now.phases[-1:] != was.phases[-1:] and len(now.changes) > len(was.changes)
    if not (announced or is_later_closing):
        yield _not_announced(f"`answer_by` is {was.answer_by} on the base branch", "answer_by", Place(file=now.file))


def check_changes_kept(pair: Pair) -> Iterator[Finding]:
    """What was announced stays announced."""
    if not pair.has_opened_counting:
        return
    file = pair.now.consultation.file
    now = {_identity(change) for change in pair.now.consultation.changes}
    for change in pair.was.consultation.changes:
        if _identity(change) not in now:
            yield Finding(
                code="recorded-change-gone",
                place=Place(file=file),
                message=f"the change of `{change.field}` to {change.after}, announced on {change.at}, is gone",
                hint="Bring the entry back as it was; a mistake is put right by another entry below it.",
            )


def _counts_no_more(pair: Pair) -> Finding:
    return Finding(
        code="counting-gone",
        place=Place(file=pair.now.consultation.file),
        message="stances count on the base branch, and by `phases` no stance counts any more",
        hint="Bring the phase back, with its `kind`; to end it early cancel it in `changes`.",
    )


def _identity(change: Change) -> tuple[str, ...]:
    return change.at, change.field, change.before, change.after, change.phase or ""


def _not_announced(what: str, field: str, place: Place) -> Finding:
    return Finding(
        code="change-not-announced",
        place=place,
        message=f"{what}, and no entry of `changes` leads from there to what stands now",
        hint=f"Add an entry with field: {field}, before, after, and the reason.",
    )
