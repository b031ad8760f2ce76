"""Content against the public record: terms under which people took their stance do not change behind their backs.

Content and ledger come in, findings go out; no I/O.
"""

from collections.abc import Callable, Iterator, Sequence

from civicgen.content.recorded_redactions import check_recorded_redactions
from civicgen.model.content import Content, Dossier
from civicgen.model.counting import CountingSettings
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.ledger import Ledger, Row, RowType
from civicgen.model.names import ProposalId
from civicgen.model.terms import settings_from_facts, settings_history
from civicgen.model.times import Instant

FIXED_TERMS: tuple[tuple[str, Callable[[CountingSettings], object]], ...] = (
    ("mapping", lambda settings: dict(settings.mapping)),
    ("eligibility.accounts", lambda settings: settings.eligibility.accounts),
    ("eligibility.minimum_account_age_days", lambda settings: settings.eligibility.minimum_account_age_days),
    ("early", lambda settings: settings.early),
    ("threshold", lambda settings: settings.threshold),
)
"""What people take their stance under, and how to find it in the settings. The rule is the sixth of them."""


def check_against_ledger(content: Content, ledger: Ledger) -> tuple[Finding, ...]:
    """What content says differently from what the ledger recorded when a consultation opened, or later."""
    findings: list[Finding] = []
    dossiers = {dossier.consultation.slug: dossier for dossier in content.dossiers}
    for slug, rows in sorted(ledger.rows.items()):
        dossier = dossiers.get(slug)
        if dossier is None:
            findings.extend(_check_gone(slug, rows))
            continue
        for check in CHECKS:
            findings.extend(check(dossier, rows))
    return (*findings, *check_recorded_redactions(content.moderation, ledger.rows))


def _check_gone(slug: str, rows: Sequence[Row]) -> Iterator[Finding]:
    if rows:
        yield Finding(
            code="consultation-gone",
            place=Place(file=f"content/consultations/{slug}"),
            message=f"the public record has {len(rows):,} rows of this consultation, and its folder is gone",
            hint="Bring the folder back under its old name; a consultation that ends early is cancelled in `changes`.",
        )


def check_fixed_terms(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Finding]:
    """Rule, mapping, eligibility, early and threshold are those with which the consultation opened."""
    opened, history = _opened(rows), settings_history(dossier.consultation)
    if opened is None or not history:
        return
    original, now = history[0][1], history[-1][1]
    changed = [name for name, part in FIXED_TERMS if part(opened) != part(now)]
    if original.rule != opened.rule:
        changed.insert(0, "rule")
    if now.eligibility.listed_total not in (None, opened.eligibility.listed_total):
        changed.append("eligibility.listed_total")
    for name in changed:
        yield fixed_term_changed(name, dossier, opened.opens)


def fixed_term_changed(name: str, dossier: Dossier, opened_at: Instant) -> Finding:
    """A term is not what it was when people took their stance under it."""
    return Finding(
        code="fixed-term-changed",
        place=dossier.consultation.counting_place or Place(file=dossier.consultation.file),
        message=f"`{name}` of `counting` is not what it was when the consultation opened on {opened_at}",
        hint="Put it back. Once a consultation is open, only its times can change, with an entry in `changes`.",
    )


def check_times_announced(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Finding]:
    """Without the announced changes, the window is the one with which the consultation opened."""
    opened, history = _opened(rows), settings_history(dossier.consultation)
    if opened is None or not history:
        return
    original = history[0][1]
    phase = {"opens": _first_counting(dossier), "closes": last_counting(dossier)}
    for name, was, leads_from in (
        ("opens", opened.opens, original.opens),
        ("closes", opened.closes, original.closes),
    ):
        if was != leads_from:
            yield Finding(
                code="change-not-announced",
                place=phase[name],
                message=f"`{name}` was {was} when the consultation opened; by `changes` it was {leads_from}",
                hint=f"Add an entry to `changes`: field: {name}, before: {was}, after, and the reason.",
            )


def check_recorded_changes(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Finding]:
    """A change that is in the public record stays in `changes`."""
    announced = {
        (change.at, change.field, change.before, change.after, change.phase or "")
        for change in dossier.consultation.changes
    }
    for row in rows:
        if row.type is not RowType.CHANGED:
            continue
        facts = row.facts
        recorded = (row.made_at, facts.get("field"), facts.get("before"), facts.get("after"), facts.get("phase") or "")
        if recorded not in announced:
            yield Finding(
                code="recorded-change-gone",
                place=Place(file=dossier.consultation.file),
                message=f"the public record has a change of `{facts.get('field')}` from {facts.get('before')} to "
                f"{facts.get('after')}, announced on {row.made_at}, which is not in `changes`",
                hint="Bring the entry back as it was; a mistake is put right by another entry below it.",
            )


def check_published_proposals(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Finding]:
    """A proposal that was published keeps its id and its thread."""
    threads: dict[ProposalId, object] = {}
    for row in rows:
        if row.type is RowType.PUBLISHED and row.proposal is not None:
            threads[row.proposal] = row.facts.get("thread")
    known = {proposal.id: proposal for proposal in dossier.proposals}
    for proposal_id, thread in sorted(threads.items()):
        proposal = known.get(proposal_id)
        if proposal is None:
            yield Finding(
                code="published-proposal-gone",
                place=Place(file=dossier.consultation.file),
                message=f"proposal `{proposal_id}` is in the public record, and no file has this id any more",
                hint=f"If the file was renamed, write `id: {proposal_id}` into it; if it was given up, bring it back "
                "with `status: withdrawn`.",
            )
        elif thread is not None and proposal.thread != thread:
            yield Finding(
                code="thread-changed",
                place=Place(file=proposal.file),
                message=f"the thread was {thread} when the proposal was published, and is {proposal.thread} now",
                hint="Check the number: stances on the old thread stay in the public record.",
                severity=Severity.WARNING,
            )


Check = Callable[[Dossier, Sequence[Row]], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_fixed_terms,
    check_times_announced,
    check_recorded_changes,
    check_published_proposals,
)


def _opened(rows: Sequence[Row]) -> CountingSettings | None:
    """The settings of the opening. Facts of another shape are `verify`'s to name, not an editor's to mend."""
    row = next((row for row in rows if row.type is RowType.OPENED), None)
    if row is None:
        return None
    try:
        return settings_from_facts(row.facts)
    except ValueError:
        return None


def _first_counting(dossier: Dossier) -> Place:
    return next(phase.place for phase in dossier.consultation.phases if phase.kind.is_counting)


def last_counting(dossier: Dossier) -> Place:
    """Where the phase stands whose closing is that of the consultation."""
    return [phase.place for phase in dossier.consultation.phases if phase.kind.is_counting][-1]
