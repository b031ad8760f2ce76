"""Content against the branch that a pull request goes into: what people could see or rely on is not changed in silence.

Two contents come in, findings go out; no I/O. It sees what no ledger has recorded yet: a change of `answer_by`, and
everything that happens between the opening and the first collection.
"""

from collections.abc import Callable, Collection, Iterator

from civicgen.content.base.answers import check_answers_kept, check_follow_ups_kept, check_outcomes_kept
from civicgen.content.base.numbers import NO_NUMBERS, WordingNumbers
from civicgen.content.base.pair import Pair
from civicgen.content.base.proposals import check_proposals_kept, check_statuses_go_forward, check_threads_kept
from civicgen.content.base.records import check_consultations_kept, check_moderation_kept, check_receipts_kept
from civicgen.content.base.terms import (
    check_answer_announced,
    check_changes_kept,
    check_terms_kept,
    check_window_announced,
)
from civicgen.content.base.wordings import check_marks_kept, check_new_wordings_marked
from civicgen.model.content import Content
from civicgen.model.findings import Finding
from civicgen.model.times import Instant

Check = Callable[[Pair], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_terms_kept,
    check_window_announced,
    check_answer_announced,
    check_changes_kept,
    check_new_wordings_marked,
    check_marks_kept,
    check_proposals_kept,
    check_threads_kept,
    check_statuses_go_forward,
    check_answers_kept,
    check_outcomes_kept,
    check_follow_ups_kept,
    check_receipts_kept,
)
"""What is judged of each consultation that both have. A new check is a function and a line here."""


def check_against_base(
    content: Content,
    base: Content,
    at: Instant,
    *,
    numbers: WordingNumbers = NO_NUMBERS,
    spoilt: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What a pull request changes, at a moment, of what stands on the base branch, without saying so or at all.

    `numbers` are those of the wordings on the base branch; `spoilt` the files in which the pull request makes errors.
    """
    findings = [*check_consultations_kept(content, base, at), *check_moderation_kept(content, base, spoilt)]
    dossiers = {dossier.consultation.slug: dossier for dossier in content.dossiers}
    for was in base.dossiers:
        now = dossiers.get(was.consultation.slug)
        if now is None:
            continue
        pair = Pair(was=was, now=now, at=at, numbers=numbers, spoilt=frozenset(spoilt))
        for check in CHECKS:
            findings.extend(check(pair))
    return tuple(findings)


def is_reworded(content: Content, base: Content) -> bool:
    """Whether any text that people take a stance on reads otherwise than on the base branch."""
    now, was = (
        {(each.consultation, each.id): each.wording for dossier in side.dossiers for each in dossier.proposals}
        for side in (content, base)
    )
    return any(now.get(proposal, wording) != wording for proposal, wording in was.items())
