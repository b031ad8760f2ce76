"""What changes in the terms of a consultation, in sentences. Two consultations in, sentences out; no I/O."""

from collections.abc import Callable, Iterator

from civicgen.app.reviewing.said import Said, from_to, quoted
from civicgen.model.consultation import Change, Consultation, Phase
from civicgen.model.counting import CountingSettings

_LINES: tuple[tuple[str, Callable[[Consultation], object]], ...] = (
    ("title", lambda c: c.title),
    ("summary", lambda c: c.summary),
    ("question", lambda c: c.question),
    ("decided_by", lambda c: c.decided_by),
    ("decision_date", lambda c: c.decision_date),
    ("influence", lambda c: c.influence),
    ("promise", lambda c: c.promise),
    ("authority", lambda c: c.authority),
    ("contact", lambda c: c.contact),
    ("answer_by", lambda c: c.answer_by),
    ("open_to_change", lambda c: ", ".join(c.open_to_change)),
    ("fixed", lambda c: ", ".join(c.fixed)),
)
_COUNTING: tuple[tuple[str, Callable[[CountingSettings], object]], ...] = (
    ("rule", lambda s: s.rule),
    ("mapping", lambda s: ", ".join(f"{kind}: {stance}" for kind, stance in sorted(s.mapping.items()))),
    ("eligibility.accounts", lambda s: s.eligibility.accounts),
    ("eligibility.minimum_account_age_days", lambda s: s.eligibility.minimum_account_age_days),
    ("eligibility.listed_total", lambda s: s.eligibility.listed_total),
    ("early", lambda s: s.early),
    ("threshold", lambda s: "" if s.threshold is None else s.threshold.consequence),
    ("threshold.support", lambda s: None if s.threshold is None else s.threshold.support),
    ("threshold.share", lambda s: None if s.threshold is None else s.threshold.share),
    ("threshold.quorum", lambda s: None if s.threshold is None else s.threshold.quorum),
    ("threshold.quorum_share", lambda s: None if s.threshold is None else s.threshold.quorum_share),
)


def say_terms(was: Consultation, now: Consultation) -> Iterator[Said]:
    """Every term that is another one, and every change that is announced."""
    for words in _terms(was, now):
        yield Said(words=f"**Terms**: {words}", file=now.file)


def _terms(was: Consultation, now: Consultation) -> Iterator[str]:
    announced = set(map(_identity, was.changes))
    for change in now.changes:
        if _identity(change) not in announced:
            what = f"`{change.field}` {from_to(change.before, change.after)}"
            yield f"announced as of {quoted(change.at)}: {what}, because {quoted(change.reason)}"
    for name, part in _LINES:
        if part(was) != part(now):
            yield f"`{name}` {from_to(part(was), part(now))}"
    yield from _phases(was, now)
    if was.counting is not None and now.counting is not None:
        for name, setting in _COUNTING:
            if setting(was.counting) != setting(now.counting):
                yield f"`{name}` of counting {from_to(setting(was.counting), setting(now.counting))}"
    if was.body != now.body:
        yield "the introduction reads otherwise"


def _phases(was: Consultation, now: Consultation) -> Iterator[str]:
    before, after = ({phase.name: phase for phase in side.phases} for side in (was, now))
    for name in sorted(before.keys() - after.keys()):
        yield f"phase {quoted(name)} is gone"
    for name, phase in after.items():
        old = before.get(name)
        if old is None:
            yield f"new phase {quoted(name)} ({phase.kind}), from {quoted(phase.opens)} to {quoted(phase.closes)}"
        else:
            yield from _phase(old, phase)


def _phase(was: Phase, now: Phase) -> Iterator[str]:
    for key, before, after in (
        ("kind", was.kind, now.kind),
        ("opens", was.opens, now.opens),
        ("closes", was.closes, now.closes),
    ):
        if before != after:
            yield f"phase {quoted(now.name)} `{key}` {from_to(before, after)}"


def _identity(change: Change) -> tuple[str, ...]:
    return change.at, change.field, change.before, change.after, change.phase or ""
