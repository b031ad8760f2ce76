"""An observation against the ledger: what is new becomes drafts of rows. Reads nothing, writes nothing.

In: the state of a consultation and what one harvest saw. Out: news, in an order that does not depend on the order in
which things were observed. Observing the same again gives none.
"""

from collections.abc import Iterator, Mapping, Sequence

from civicgen.ledger.drafts import draft
from civicgen.ledger.fold import thread_ref
from civicgen.ledger.news.comments import CommentNews
from civicgen.ledger.news.reactions import Post, news_of_reactions
from civicgen.ledger.news.receipts import news_of_receipts
from civicgen.ledger.news.redactions import news_of_redactions
from civicgen.ledger.news.terms import news_of_terms
from civicgen.ledger.news.wordings import news_of_wordings
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.seen import ConsultationSeen, News
from civicgen.ledger.state import ConsultationState, ThreadKnown
from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import Digest, ProposalId
from civicgen.model.observation import ReactionSeen, ThreadSeen


def reconcile(
    state: ConsultationState,
    seen: ConsultationSeen,
    secrets: Secrets,
    *,
    texts: Mapping[Digest, OpenedText] | None = None,
) -> News:
    """The news of one observation.

    An incomplete observation (see ConsultationSeen.problem) brings news of offline contributions and redactions only:
    what it showed of the forge is left for the next complete one. No text of what was redacted comes out.

    Args:
        texts: those beside the ledger.
    """
    rows: list[Row] = []
    opened: list[OpenedText | None] = []
    is_complete = not seen.problem
    if is_complete:
        rows.extend(news_of_terms(state, seen))
        rows.extend(news_of_wordings(state, seen))
    for row, text in news_of_receipts(state, seen, secrets):
        rows.append(row)
        opened.append(text)
    if is_complete:
        threads = tuple(_threads(seen))
        rows.extend(_news_of_received(state, seen))
        rows.extend(_news_of_threads(state, threads, seen))
        comments = CommentNews(state=state, seen=seen, secrets=secrets, texts=texts or {})
        for proposal, thread in threads:
            if not thread.state.is_gone:
                found = tuple(comments.of_thread(proposal, thread))
                rows.extend(draft for draft, _ in found if draft is not None)
                opened.extend(text for _, text in found)
        rows.extend(news_of_reactions(state, _observed(state, threads), seen, secrets))
    redactions = tuple(news_of_redactions(state, seen, rows))
    kept_back = _kept_back(state, rows, state.redacted | {row.ref for row in redactions if row.ref})
    return News(
        rows=(*rows, *redactions),
        texts=tuple(text for text in opened if text is not None and text.commitment not in kept_back),
    )


def _kept_back(state: ConsultationState, rows: Sequence[Row], redacted: frozenset[str]) -> frozenset[Digest | None]:
    """The texts that what was redacted has now, or gets."""
    if not redacted:
        return frozenset()
    comments = (known.text for ref, known in state.comments.items() if ref in redacted)
    receipts = (known.text for ref, known in state.receipts.items() if ref in redacted)
    return frozenset((*comments, *receipts, *(row.text for row in rows if row.ref in redacted)))


def _threads(seen: ConsultationSeen) -> Iterator[tuple[ProposalId, ThreadSeen]]:
    """Each observed thread with its proposal. Of two proposals on one thread, which is an error, the first has it."""
    taken: set[int] = set()
    for proposal in sorted(seen.proposals, key=lambda each: each.id):
        number = proposal.thread
        if number is not None and number not in taken and seen.threads is not None:
            taken.add(number)
            yield proposal.id, seen.threads[number]


def _news_of_received(state: ConsultationState, seen: ConsultationSeen) -> Iterator[Row]:
    """A `received` row for each issue by which something was proposed, another when it is closed or opened again."""
    for thread in sorted(seen.received, key=lambda each: each.number):
        if state.received.get(thread.number) is not thread.is_open:
            yield draft(
                seen,
                RowType.RECEIVED,
                made_at=thread.made_at,
                ref=thread_ref(thread.number),
                facts={"is_open": thread.is_open},
            )


def _news_of_threads(
    state: ConsultationState, threads: tuple[tuple[ProposalId, ThreadSeen], ...], seen: ConsultationSeen
) -> Iterator[Row]:
    """A `thread` row where state, lock or place of a thread changed; open and unlocked goes without saying."""
    for proposal, thread in threads:
        now = ThreadKnown(
            number=thread.number, state=thread.state, is_locked=thread.is_locked, moved_to=thread.moved_to
        )
        if now != state.threads.get(thread.number, ThreadKnown(number=thread.number)):
            yield draft(
                seen,
                RowType.THREAD,
                proposal=proposal,
                ref=thread_ref(thread.number),
                facts={
                    "state": now.state.value,
                    "is_locked": now.is_locked or None,
                    "moved_to": now.moved_to,
                },
            )


def _observed(
    state: ConsultationState, threads: tuple[tuple[ProposalId, ThreadSeen], ...]
) -> dict[Post, tuple[ReactionSeen, ...]]:
    """The lists of reactions that were observed. A thread that is gone shows none: the last known stay."""
    observed: dict[Post, tuple[ReactionSeen, ...]] = {}
    for proposal, thread in threads:
        if thread.state.is_gone:
            continue
        if thread.reactions is not None:
            observed[Post(proposal, "")] = thread.reactions
        for comment in thread.comments:
            if comment.reactions is not None:
                known = state.comments.get(comment.ref)
                observed[Post(known.proposal if known else proposal, comment.ref)] = comment.reactions
    return observed
