"""The opening and the announced changes of the terms of counting. Consultation and state in, drafts out. Pure."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from civicgen.ledger.drafts import draft
from civicgen.ledger.fold import change_identity
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.consultation import Change
from civicgen.model.counting import CountingSettings
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import EligibleAccounts
from civicgen.model.terms import settings_history, settings_to_facts

KEPT_FROM_OPENING = ("mapping", "eligibility", "early", "threshold")
"""What people took their stance under: no change after the opening reaches it."""


def news_of_terms(state: ConsultationState, seen: ConsultationSeen) -> Iterator[Row]:
    """`opened` as soon as the consultation is open, then a `changed` for each announced change not recorded yet.

    Until it is open its terms may change freely and nothing is written. Terms that differ without an announced change
    are not written either: the ledger's stay in force, and `civicgen check` says what is wrong.
    """
    history = settings_history(seen.consultation)
    if not history or seen.at < history[-1][1].opens:
        return
    (_, opening), *changes = history
    terms = state.terms
    if terms is None:
        terms = settings_to_facts(_with_listed(opening, seen.listed))
        yield draft(seen, RowType.OPENED, made_at=opening.opens, facts=terms)
    for change, settings in changes:
        assert change is not None
        if _identity(change) in state.changes:
            continue
        terms = _terms_after(terms, change, settings)
        yield draft(
            seen,
            RowType.CHANGED,
            made_at=change.at,
            facts={
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "reason": change.reason,
                "phase": change.phase,
                "settings": terms,
            },
        )


def _identity(change: Change) -> tuple[str, ...]:
    return change_identity(
        at=change.at, field=change.field, before=change.before, after=change.after, phase=change.phase or ""
    )


def _terms_after(before: Mapping[str, object], change: Change, settings: CountingSettings) -> Mapping[str, object]:
    """The terms after a change: what it may reach from the checkout, the rest as the ledger has it."""
    kept = KEPT_FROM_OPENING if change.field == "rule" else (*KEPT_FROM_OPENING, "rule")
    return {**settings_to_facts(settings), **{name: before.get(name) for name in kept}}


def _with_listed(settings: CountingSettings, listed: frozenset[str] | None) -> CountingSettings:
    """The settings with the number of accounts on the list, for quorums that are a share of it."""
    if listed is None or settings.eligibility.accounts is not EligibleAccounts.LISTED:
        return settings
    return replace(settings, eligibility=replace(settings.eligibility, listed_total=len(listed)))
