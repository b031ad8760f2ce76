"""Letters and notes as a proposal's page shows them. Contributions and rows in, page data out; no I/O."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from civicgen.model.contribution import Contribution
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ProposalId, Stance
from civicgen.model.redacted import Redacted
from civicgen.model.times import Instant
from civicgen.views.texts import SafeText, Texts

_STANCES = frozenset(stance.value for stance in Stance)


class LetterView(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote or said without an account, and allowed to be published.

    `text` is None where it was taken out on request; `redacted` says on what basis.
    """

    anchor: str
    channel: str
    received: Instant
    stance: str | None
    redacted: Redacted | None
    text: SafeText | None


def letter_views(
    letters: Iterable[Contribution],
    texts: Texts,
    *,
    rows: Sequence[Row] = (),
    proposal: ProposalId | None = None,
    redacted: Mapping[str, Redacted] | None = None,
) -> tuple[LetterView, ...]:
    """Those letters, forms and notes whose texts may be shown, and traces of those that were taken out; oldest first.

    `rows` are those that concern the proposal, `redacted` is what was taken out, by ref: content need not know of it.
    """
    traces = redacted or {}
    found = [
        _letter(each.receipt, each.channel.value, each.received, each.stance, texts.comment(each.text), None)
        for each in letters
        if each.may_publish and each.text.strip() and f"receipt:{each.receipt}" not in traces
    ]
    if traces:
        found += _letters_taken_out(rows, proposal, traces)
    found.sort(key=lambda each: each[:2])
    return tuple(replace(view, anchor=f"letter-{number}") for number, (*_, view) in enumerate(found, start=1))


def _letters_taken_out(
    rows: Sequence[Row], proposal: ProposalId | None, traces: Mapping[str, Redacted]
) -> Iterator[tuple[Instant, str, LetterView]]:
    """Of letters whose text was public, and which still stand with this proposal."""
    of_letters = [row for row in rows if row.type is RowType.CONTRIBUTION and row.ref in traces]
    had_text = {row.ref for row in of_letters if row.text is not None and row.facts.get("may_publish")}
    for ref, row in {row.ref or "": row for row in of_letters}.items():
        if ref in had_text and row.proposal == proposal and row.facts.get("count", 1) != 0:
            at, channel = row.made_at or row.seen_at, str(row.facts.get("channel", ""))
            yield _letter(ref.removeprefix("receipt:"), channel, at, row.kind, None, traces[ref])


def _letter(
    receipt: str, channel: str, received: Instant, stance: str | None, text: SafeText | None, redacted: Redacted | None
) -> tuple[Instant, str, LetterView]:
    view = LetterView(
        anchor="",
        channel=channel,
        received=received,
        stance=stance if stance in _STANCES else None,
        redacted=redacted,
        text=text,
    )
    return received, receipt, view
