"""Content against the branch that a pull request goes into: what is open already keeps its terms.

Two contents come in, findings go out; no I/O. It sees what no ledger has recorded yet: a change of `answer_by`, and
everything that happens between the opening and the first collection.
"""

from collections.abc import Callable, Iterator

from civicgen.content.against_ledger import FIXED_TERMS, fixed_term_changed, last_counting
from civicgen.model.consultation import Change, Consultation
from civicgen.model.content import Content, Dossier
from civicgen.model.findings import Finding, Place
from civicgen.model.terms import settings_history
from civicgen.model.times import Instant


def check_against_base(content: Content, base: Content, at: Instant) -> tuple[Finding, ...]:
    """What a pull request changes in consultations that are open at a moment, without saying so or at all."""
    findings: list[Finding] = []
    dossiers = {dossier.consultation.slug: dossier for dossier in content.dossiers}
    for before in base.dossiers:
        was, dossier = before.consultation, dossiers.get(before.consultation.slug)
        if dossier is None or was.counting is None or was.is_broken or at < was.counting.opens:
            continue
        for check in CHECKS:
            findings.extend(check(dossier, was))
    return tuple(findings)


def check_terms_kept(dossier: Dossier, was: Consultation) -> Iterator[Finding]:
    """Rule, mapping, eligibility, early and threshold stay as they are on the base branch."""
    now = dossier.consultation.counting
    if now is None or was.counting is None:
        return
    if now.rule != was.counting.rule:
        yield fixed_term_changed("rule", dossier, was.counting.opens)
    for name, part in FIXED_TERMS:
        if part(now) != part(was.counting):
            yield fixed_term_changed(name, dossier, was.counting.opens)


def check_window_announced(dossier: Dossier, was: Consultation) -> Iterator[Finding]:
    """Where opening or closing move, `changes` lead from what stands on the base branch."""
    history = [(settings.opens, settings.closes) for _, settings in settings_history(dossier.consultation)]
    if was.counting is not None and history and (was.counting.opens, was.counting.closes) not in history:
        yield _not_announced(
            f"stances count from {was.counting.opens} to {was.counting.closes} on the base branch",
            "closes",
            last_counting(dossier),
        )


def check_answer_announced(dossier: Dossier, was: Consultation) -> Iterator[Finding]:
    """A promise to answer by a certain time is not moved in silence, unless it follows an announced closing."""
    now = dossier.consultation
    if now.answer_by == was.answer_by or was.answer_by is None:
        return
    announced = any(change.field == "answer_by" and change.before == was.answer_by for change in now.changes)
    is_later_closing = now.phases[-1:] != was.phases[-1:] and len(now.changes) > len(was.changes)
    if not (announced or is_later_closing):
        what = f"`answer_by` is {was.answer_by} on the base branch"
        yield _not_announced(what, "answer_by", Place(file=now.file))


def check_changes_kept(dossier: Dossier, was: Consultation) -> Iterator[Finding]:
    """What was announced stays announced."""
    now = {_identity(change) for change in dossier.consultation.changes}
    for change in was.changes:
        if _identity(change) not in now:
            yield Finding(
                code="recorded-change-gone",
                place=Place(file=dossier.consultation.file),
                message=f"the change of `{change.field}` to {change.after}, announced on {change.at}, is gone",
                hint="Bring the entry back as it was; a mistake is put right by another entry below it.",
            )


Check = Callable[[Dossier, Consultation], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_terms_kept,
    check_window_announced,
    check_answer_announced,
    check_changes_kept,
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
