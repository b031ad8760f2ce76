"""The pages that answer the numbers of receipts: what became of each letter, form and note. Values in, page data out.

They show no name and no text. Numbers stand in the order in which people look them up, and each has an anchor. No I/O.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from civicgen.model.contribution import Contribution
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.names import ConsultationSlug, Stance, State
from civicgen.model.portal import Authority
from civicgen.model.redacted import Redacted
from civicgen.model.times import Instant
from civicgen.views import addresses
from civicgen.views.links import Link, figure_name, shown_status
from civicgen.views.paging import Paging, paging

PAGE_SIZE = 200
ENTERED = "entered"
"""The result of what the tables of the content have, and the public record has not yet."""

_DIGITS = re.compile(r"([0-9]+)")
_STANCES = frozenset(stance.value for stance in Stance)


class AboutProposal(msgspec.Struct, frozen=True, kw_only=True):
    """The proposal that a letter is about. `answer` is where it is answered, '' as long as it is not."""

    proposal: Link
    status: str
    outcome: str
    answered_on: date | None
    answer: str


class ReceiptLine(msgspec.Struct, frozen=True, kw_only=True):
    """One receipt. `result` and `reason` are the last parts of keys; `figure` names for how many people it counts.

    `about` is None where it names no proposal, or (`names_proposal`) one that the content does not have. `is_public`:
    its text is published; `redacted`: it was taken out on request.
    """

    receipt: str
    received: Instant
    channel: str
    result: str
    reason: str
    stance: str
    figure: str
    has_late_change: bool
    is_public: bool
    redacted: Redacted | None
    names_proposal: bool
    about: AboutProposal | None


class ReceiptRange(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers on one page: from the first to the last."""

    first: str
    last: str
    address: str


class ReceiptsPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a consultation's receipts; the first is there before any letter came. `ranges` are all pages'.

    `contact` and `authority` are whom to ask about a number that is missing.
    """

    address: str
    title: str
    description: str
    consultation: Link
    slug: str
    lines: tuple[ReceiptLine, ...]
    paging: Paging
    ranges: tuple[ReceiptRange, ...]
    figures: str
    contact: str
    authority: Authority | None
    answer_by: Instant | None
    zone: str


def receipt_lines(
    facts: ConsultationFacts, letters: Iterable[Letter], entered: Iterable[Contribution]
) -> list[ReceiptLine]:
    """A line for each receipt, in the order of their numbers: 2 before 10.

    `letters` are those of the public record, `entered` all that the content has: what the record does not know yet is
    there, too.
    """
    about = {str(each.id): _about(each, facts.state) for each in facts.proposals}
    lines = {
        letter.receipt: ReceiptLine(
            receipt=letter.receipt,
            received=letter.received,
            channel=letter.channel,
            result=letter.result.value,
            reason=letter.reason,
            stance=letter.stance if letter.stance in _STANCES else "",
            figure=figure_name(facts.slug, letter.proposal, f"receipt:{letter.receipt}")
            if letter.result is LetterResult.COUNTED
            else "",
            has_late_change=letter.has_late_change,
            is_public=letter.is_public,
            redacted=letter.redacted,
            names_proposal=bool(letter.proposal),
            about=about.get(letter.proposal),
        )
        for letter in letters
    }
    for each in entered:
        if each.receipt not in lines:
            lines[each.receipt] = ReceiptLine(
                receipt=each.receipt,
                received=each.received,
                channel=each.channel.value,
                result=ENTERED,
                reason="",
                stance=each.stance.value if each.stance else "",
                figure="",
                has_late_change=False,
                is_public=False,
                redacted=None,
                names_proposal=each.proposal is not None,
                about=about.get(each.proposal or ""),
            )
    return [lines[receipt] for receipt in sorted(lines, key=natural_order)]


def receipts_pages(
    lines: Sequence[ReceiptLine],
    facts: ConsultationFacts,
    *,
    title: str,
    description: str,
    contact: str,
    authority: Authority | None,
    zone: str,
) -> Iterator[ReceiptsPage]:
    """All pages of a consultation's receipts; one without lines where there are none."""
    parts = [lines[start : start + PAGE_SIZE] for start in range(0, len(lines), PAGE_SIZE)] or [()]
    pages = _addresses(facts.slug, len(lines))
    ranges = tuple(
        ReceiptRange(first=part[0].receipt, last=part[-1].receipt, address=address)
        for part, address in zip(parts, pages, strict=True)
        if len(parts) > 1
    )
    for number, part in enumerate(parts, start=1):
        yield ReceiptsPage(
            address=pages[number - 1],
            title=title,
            description=description,
            consultation=Link(title=facts.title, address=facts.page),
            slug=facts.slug,
            lines=tuple(part),
            paging=paging(pages, number),
            ranges=ranges,
            figures=figure_name(facts.slug, None, ""),
            contact=contact,
            authority=authority,
            answer_by=facts.answer_by,
            zone=zone,
        )


def receipts_addresses(
    slug: ConsultationSlug, letters: Iterable[Letter], entered: Iterable[Contribution]
) -> tuple[str, ...]:
    """Where all these receipts stand."""
    return _addresses(slug, len({each.receipt for each in letters} | {each.receipt for each in entered}))


def natural_order(receipt: str) -> tuple[tuple[str, int, str], ...]:
    """A key by which the numbers within a receipt come in the order of their values, as people look them up."""
    pieces = _DIGITS.split(receipt)
    digits = [piece.lstrip("0") for piece in pieces[1::2]]
    found = [(words, len(number), number) for words, number in zip(pieces[::2], (*digits, ""), strict=True)]
    return (*found, (receipt, 0, ""))


def _addresses(slug: ConsultationSlug, receipts: int) -> tuple[str, ...]:
    pages = max(1, -(-receipts // PAGE_SIZE))
    return tuple(addresses.receipts_page(slug, number) for number in range(1, pages + 1))


def _about(proposal: ProposalFacts, state: State | None) -> AboutProposal:
    return AboutProposal(
        proposal=Link(title=proposal.title, address=proposal.page),
        status=shown_status(proposal.status, state),
        outcome=proposal.outcome.value if proposal.outcome else "",
        answered_on=date.fromisoformat(proposal.answered_on) if proposal.answered_on else None,
        answer=f"{proposal.page}#answer" if proposal.outcome else "",
    )
