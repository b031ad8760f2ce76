"""What became of each letter, form and note, by the number of its receipt. Rows and terms in; no I/O.

A receipt has one place: with the proposal for which it is counted, or else with the one that its last row names. So
each stands in one proposal's list, which is made from that proposal's rows alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from civicgen.counting.reasons import reasons_of
from civicgen.counting.stances import StanceSeen, stances_seen
from civicgen.model.counting import Terms
from civicgen.model.ledger import Row, RowType
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.names import ConsultationSlug, Excluded, ProposalId
from civicgen.model.redacted import Redacted

_RECEIPT = "receipt:"


def letters_of(
    proposal: ProposalId, rows: Iterable[Row], *, terms: Terms | None, redacted: Mapping[str, Redacted]
) -> tuple[Letter, ...]:
    """The letters that have their place with a proposal, in the order of their receipts; '' is no proposal.

    `rows` are those that concern it, seen at the moment that is asked for; `terms` those of the closing in force.
    """
    by_ref: dict[str, list[Row]] = {}
    contribution = RowType.CONTRIBUTION
    for row in rows:
        if row.type is contribution:
            by_ref.setdefault(row.ref or "", []).append(row)
    letters = (_letter(ref, by_ref[ref], terms, redacted.get(ref)) for ref in sorted(by_ref))
    return tuple(letter for letter in letters if letter.proposal == proposal)


def letter_figures(slug: ConsultationSlug, letters: Iterable[Letter]) -> dict[str, int]:
    """For how many people each counted letter counts, by `receipt:<receipt>` of its proposal."""
    return {
        f"{slug}/{letter.proposal}/{_RECEIPT}{letter.receipt}": letter.count
        for letter in letters
        if letter.result is LetterResult.COUNTED
    }


def letter_sums(letters: Sequence[Letter]) -> dict[str, int]:
    """How many receipts there are, and of each result that there is; nothing where there are none."""
    if not letters:
        return {}
    results = Counter(letter.result for letter in letters)
    return {"receipts": len(letters), **{f"receipts-{result}": results[result] for result in sorted(results)}}


def _letter(ref: str, rows: Sequence[Row], terms: Terms | None, redacted: Redacted | None) -> Letter:
    last = rows[-1]
    stances = stances_seen(rows)
    reasons, _ = ({}, {}) if terms is None else reasons_of(stances, terms)
    counted = next((stance for stance in stances if terms is not None and reasons[stance.seq] is None), None)
    if counted is not None:
        return _as_counted(ref, counted, last, redacted)
    result, reason = _result(last, terms, reasons)
    facts = last.facts
    return Letter(
        receipt=ref.removeprefix(_RECEIPT),
        proposal=last.proposal or ProposalId(""),
        received=last.made_at or last.seen_at,
        channel=str(facts["channel"]),
        result=result,
        reason=reason.value if reason else "",
        stance=last.kind or "",
        count=facts["count"],
        is_public=_is_public(last, redacted),
        redacted=redacted,
    )


def _as_counted(ref: str, counted: StanceSeen, last: Row, redacted: Redacted | None) -> Letter:
    return Letter(
        receipt=ref.removeprefix(_RECEIPT),
        proposal=counted.proposal,
        received=counted.made_at,
        channel=counted.channel.value,
        result=LetterResult.COUNTED,
        stance=counted.kind,
        count=counted.count,
        has_late_change=last.seq != counted.seq,
        is_public=_is_public(last, redacted),
        redacted=redacted,
    )


def _result(
    last: Row, terms: Terms | None, reasons: Mapping[int, Excluded | None]
) -> tuple[LetterResult, Excluded | None]:
    if last.facts["count"] == 0:
        return LetterResult.TAKEN_BACK, None
    if not last.proposal or not last.kind:
        return LetterResult.NOTED, None
    if terms is None:
        return LetterResult.WAITING, None
    return LetterResult.EXCLUDED, reasons[last.seq]


def _is_public(last: Row, redacted: Redacted | None) -> bool:
    """Whether the words of its last row are published."""
    facts = last.facts
    return last.text is not None and facts.get("may_publish") is True and facts["count"] != 0 and redacted is None
