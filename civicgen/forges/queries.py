"""The GraphQL that a harvest sends: up to 100 things a query, each under an alias of its own. Text only, no I/O.

GitHub's price is the number of connections asked for, divided by 100, and at least one point. A thread or a comment
with its reactions is one connection, however many reactions are asked for; so 100 of them cost one point. Interfaces
keep it at one: a connection asked for once for issues and once for pull requests would count twice.
"""

import json
from collections.abc import Sequence

NEWEST = 10
"""Reactions looked at where the ledger knows the rest."""

PAGE = 100
"""The most that GitHub gives at once."""

_REACTION = "databaseId content createdAt user { databaseId login createdAt }"


def query(operation: str, parts: Sequence[str], *, repository: str = "") -> str:
    """A whole query from the parts of its aliases i0, i1, ...; within a repository (owner/name), where one is given."""
    body = " ".join(f"i{at}: {part}" for at, part in enumerate(parts))
    if repository:
        owner, name = repository.split("/")
        body = f"repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) {{ {body} }}"
    return f"query {operation} {{ rateLimit {{ cost }} {body} }}"


def newest_reactions() -> str:
    """The last reactions added, newest first."""
    return _reactions(f"first: {NEWEST}", direction="DESC")


def first_reactions(after: str | None = None) -> str:
    """A page of all reactions, oldest first, so that what is added meanwhile comes last."""
    place = "" if after is None else f", after: {json.dumps(after)}"
    return _reactions(f"first: {PAGE}{place}", direction="ASC")


def thread(number: int, *, is_new: bool, counts_comments: bool) -> str:
    """An issue or pull request with its reactions, and where wanted the number of its comments, which costs more."""
    fields = (
        "__typename ... on Closable { closed } ... on Lockable { locked } "
        "... on RepositoryNode { repository { databaseId nameWithOwner } } "
        f"... on Reactable {{ id {first_reactions() if is_new else newest_reactions()} }}"
    )
    own = "number comments(first: 1) { totalCount }" if counts_comments else "number"
    kinds = " ".join(f"... on {kind} {{ {own} }}" for kind in ("Issue", "PullRequest"))
    return f"issueOrPullRequest(number: {number}) {{ {fields} {kinds} }}"


def conversion(number: int) -> str:
    """Whether an issue was converted to a discussion."""
    events = "timelineItems(first: 1, itemTypes: [CONVERTED_TO_DISCUSSION_EVENT]) { nodes { __typename } }"
    return f"issueOrPullRequest(number: {number}) {{ __typename ... on Issue {{ {events} }} }}"


def comment(node_id: str, *, is_new: bool) -> str:
    """A comment's hiding, editing and reactions; not its text."""
    fields = (
        "... on Comment { id lastEditedAt } ... on Minimizable { isMinimized minimizedReason } "
        f"... on Reactable {{ {first_reactions() if is_new else newest_reactions()} }}"
    )
    return f"node(id: {json.dumps(node_id)}) {{ {fields} }}"


def reactions(node_id: str, after: str | None) -> str:
    """The next page of anything's reactions."""
    return f"node(id: {json.dumps(node_id)}) {{ ... on Reactable {{ {first_reactions(after)} }} }}"


def _reactions(which: str, *, direction: str) -> str:
    order = f"orderBy: {{ field: CREATED_AT, direction: {direction} }}"
    return f"reactions({which}, {order}) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {_REACTION} }} }}"
