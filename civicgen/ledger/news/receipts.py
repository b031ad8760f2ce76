"""Contributions that came without the forge. Contributions and state in, drafts and texts out. Pure."""

from collections.abc import Iterator

from msgspec.structs import replace

from civicgen.ledger.drafts import draft
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.contribution import Contribution
from civicgen.model.ledger import OpenedText, Row, RowType


def news_of_receipts(
    state: ConsultationState, seen: ConsultationSeen, secrets: Secrets
) -> Iterator[tuple[Row, OpenedText | None]]:
    """A `contribution` for each receipt that is new, corrected, or no longer there (`count` 0).

    A text comes with it only where the person agreed that it is published; its commitment is there in any case. Where
    it was redacted, emptying the text in the table is no correction, which would take the place of what is counted.
    """
    if seen.contributions is None:
        return
    by_ref: dict[str, Contribution] = {}
    for contribution in seen.contributions:
        by_ref.setdefault(f"receipt:{contribution.receipt}", contribution)
    redacted = {*state.redacted, *(redaction.item for redaction in seen.redactions)}
    for ref in sorted({*by_ref, *state.receipts}):
        known = state.receipts.get(ref)
        if ref in by_ref:
            row, opened = _received(by_ref[ref], ref, seen, secrets)
            if known is None or not _is_same(known, row, but_for_text=ref in redacted):
                yield row, opened
        elif known is not None and known.facts.get("count") != 0:
            yield _taken_back(known, seen), None


def _received(
    contribution: Contribution, ref: str, seen: ConsultationSeen, secrets: Secrets
) -> tuple[Row, OpenedText | None]:
    slug = seen.consultation.slug
    opened = secrets.open_text(slug, ref=ref, text=contribution.text) if contribution.text else None
    row = draft(
        seen,
        RowType.CONTRIBUTION,
        proposal=contribution.proposal,
        kind=contribution.stance.value if contribution.stance else None,
        made_at=contribution.received,
        ref=ref,
        text=opened.commitment if opened else None,
        facts={
            "channel": contribution.channel.value,
            "count": contribution.count,
            "batch": contribution.batch,
            "evidence": contribution.evidence,
            "checked_by": contribution.checked_by,
            "may_publish": contribution.may_publish or None,
        },
    )
    return row, opened if contribution.may_publish else None


def _taken_back(known: Row, seen: ConsultationSeen) -> Row:
    facts = {name: known.facts.get(name) for name in ("channel", "batch")}
    return draft(
        seen,
        RowType.CONTRIBUTION,
        proposal=known.proposal,
        kind=known.kind,
        made_at=known.made_at,
        ref=known.ref,
        facts={**facts, "count": 0},
    )


def _is_same(known: Row, row: Row, *, but_for_text: bool) -> bool:
    if but_for_text:
        known, row = _without_text(known), _without_text(row)
    return (known.proposal, known.kind, known.made_at, known.text, dict(known.facts)) == (
        row.proposal,
        row.kind,
        row.made_at,
        row.text,
        dict(row.facts),
    )


def _without_text(row: Row) -> Row:
    return replace(row, text=None, facts={name: fact for name, fact in row.facts.items() if name != "may_publish"})
