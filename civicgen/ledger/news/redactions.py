"""Texts that are taken out on request. Requests, state and the other news in, drafts out. Pure."""

from collections.abc import Iterable, Iterator

from civicgen.ledger.drafts import draft
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.ledger import Row, RowType
from civicgen.model.moderation import Redaction


def news_of_redactions(state: ConsultationState, seen: ConsultationSeen, news: Iterable[Row]) -> Iterator[Row]:
    """A `redaction` for each comment or receipt that is to be erased, once; `news` are the other rows of the harvest.

    What this consultation does not know is another's, or is not known yet: it waits. A request that is gone from the
    list brings nothing back.
    """
    asked: dict[str, Redaction] = {}
    for redaction in seen.redactions:
        asked.setdefault(redaction.item, redaction)
    if not asked:
        return
    known = {*state.comments, *state.receipts, *(row.ref for row in news)}
    for item in sorted(asked.keys() & known - state.redacted):
        facts = {"basis": asked[item].basis, "role": asked[item].role}
        yield draft(seen, RowType.REDACTION, ref=item, facts=facts)
