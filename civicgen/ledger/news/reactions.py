"""Reactions cast and withdrawn. Observed lists and state in, drafts out. Pure.

A reaction is live in one place of a consultation: on a proposal's first post, or on one comment.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from civicgen.ledger.drafts import draft
from civicgen.ledger.news.accounts import account_facts, is_listed, pseudonym
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import ConsultationState
from civicgen.model.ledger import Row, RowType
from civicgen.model.names import ProposalId
from civicgen.model.observation import ReactionSeen


class Post(NamedTuple):
    """Where reactions are: `on` is a comment's ref, '' the first post of the proposal's thread."""

    proposal: ProposalId
    on: str


Observed = Mapping[Post, tuple[ReactionSeen, ...]]
"""The whole list of live reactions of each post whose list was observed."""


def post_of(row: Row) -> Post:
    """Where the reaction of a `reaction-cast` row is."""
    assert row.proposal is not None
    return Post(row.proposal, row.facts.get("on", ""))


def news_of_reactions(
    state: ConsultationState, observed: Observed, seen: ConsultationSeen, secrets: Secrets
) -> Iterator[Row]:
    """A `reaction-withdrawn` for each live reaction that is no longer there, then a `reaction-cast` for each new one.

    A reaction that turns up at another post (a proposal that took over a thread) is withdrawn there and cast here.
    """
    found: dict[str, tuple[Post, ReactionSeen]] = {}
    for post in sorted(observed):
        for reaction in observed[post]:
            found.setdefault(f"reaction:{reaction.id}", (post, reaction))
    ended = [row for ref, row in state.reactions.items() if _is_ended(post_of(row), found.get(ref), observed)]
    for row in sorted(ended, key=lambda each: (post_of(each), _number(each.ref or ""))):
        yield _withdrawn(row, seen)
    refs_ended = {row.ref for row in ended}
    new = [
        (post, reaction) for ref, (post, reaction) in found.items() if ref not in state.reactions or ref in refs_ended
    ]
    for post, reaction in sorted(new, key=lambda each: (each[0], each[1].made_at, each[1].id)):
        yield _cast(post, reaction, seen, secrets)


def _is_ended(post: Post, found: tuple[Post, ReactionSeen] | None, observed: Observed) -> bool:
    return found[0] != post if found is not None else post in observed


def _number(ref: str) -> int:
    return int(ref.removeprefix("reaction:"))


def _withdrawn(row: Row, seen: ConsultationSeen) -> Row:
    return draft(
        seen,
        RowType.REACTION_WITHDRAWN,
        proposal=row.proposal,
        person=row.person,
        kind=row.kind,
        ref=row.ref,
        facts={"on": post_of(row).on},
    )


def _cast(post: Post, reaction: ReactionSeen, seen: ConsultationSeen, secrets: Secrets) -> Row:
    account = reaction.account
    return draft(
        seen,
        RowType.REACTION_CAST,
        proposal=post.proposal,
        person=pseudonym(account, seen, secrets),
        kind=reaction.kind,
        made_at=reaction.made_at,
        ref=f"reaction:{reaction.id}",
        facts={**account_facts(account, reaction.made_at), "listed": is_listed(account, seen), "on": post.on},
    )
