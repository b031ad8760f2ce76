"""All checks between files, in the order in which they run. A new check is a function and a line here."""

from collections.abc import Callable, Iterator, Sequence

from civicgen.content.checks.answers import check_answered_proposals, check_answers_in_time, check_status_and_answer
from civicgen.content.checks.folder import check_contributed_proposals, check_translated_originals
from civicgen.content.checks.identity import check_joined_threads, check_same_ids, check_same_threads
from civicgen.content.checks.proposals import (
    check_merges,
    check_open_past_closing,
    check_splits,
    check_threads_are_there,
)
from civicgen.content.checks.receipts import check_receipts_as_given_out
from civicgen.content.checks.terms import (
    check_announced_by_now,
    check_answer_after_closing,
    check_cancelled_for_good,
    check_state_as_written,
)
from civicgen.content.drafts import DossierDraft
from civicgen.model.findings import Finding
from civicgen.model.times import Instant

DossierCheck = Callable[[DossierDraft, Instant | None], Iterator[Finding]]
PortalCheck = Callable[[Sequence[DossierDraft]], Iterator[Finding]]

DOSSIER_CHECKS: tuple[DossierCheck, ...] = (
    check_announced_by_now,
    check_cancelled_for_good,
    check_state_as_written,
    check_answer_after_closing,
    check_same_ids,
    check_threads_are_there,
    check_merges,
    check_splits,
    check_answered_proposals,
    check_status_and_answer,
    check_translated_originals,
    check_contributed_proposals,
    check_receipts_as_given_out,
    check_open_past_closing,
    check_answers_in_time,
)
PORTAL_CHECKS: tuple[PortalCheck, ...] = (check_same_threads, check_joined_threads)

BREAKING_CODES = frozenset(("same-id", "same-thread"))
"""With these a proposal cannot be told from another one: it is shown with its findings and not harvested."""
