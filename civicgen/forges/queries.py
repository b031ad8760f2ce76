"""The GraphQL that a harvest sends: up to 100 things a query, each under an alias of its own. Text only, no I/O.

GitHub's price is the number of connections asked for, divided by 100, and at least one point. A thread or a comment
with its reactions is one connection, however many reactions are asked for; so 100 of them cost one point. Interfaces
keep it at one: a connection asked for once for issues and once for pull requests would count twice.
"""

import json
from collections.abc import Mapping, Sequence

NEWEST = 10
"""Reactions looked at where the ledger knows the rest."""

PAGE = 100
"""The most that GitHub gives at once."""

_REACTIONS = (
    "totalCount pageInfo { hasNextPage endCursor } "
    "nodes { databaseId content createdAt user { databaseId login createdAt } }"
)
_THREAD = (
    "__typename ... on Closable { closed } ... on Lockable { locked } "
    "... on RepositoryNode { repository { databaseId nameWithOwner } } "
)
_NUMBER = "... on Issue { number } ... on PullRequest { number }"
_COUNT = "... on Issue { comments(first: 1) { totalCount } } ... on PullRequest { comments(first: 1) { totalCount } }"
_COMMENT = "... on Comment { id lastEditedAt } ... on Minimizable { isMinimized minimizedReason } "


def _page(which: str, direction: str) -> str:
    order = f"orderBy: {{ field: CREATED_AT, direction: {direction} }}"
    return f"... on Reactable {{ id reactions({which}, {order}) {{ {_REACTIONS} }} }}"


_NEWEST_FIRST = _page(f"first: {NEWEST}", "DESC")
_FROM_THE_START = _page(f"first: {PAGE}", "ASC")
_FRAGMENTS: Mapping[str, str] = {
    "KnownThread": f"on IssueOrPullRequest {{ {_THREAD} {_NUMBER} {_NEWEST_FIRST} }}",
    "NewThread": f"on IssueOrPullRequest {{ {_THREAD} {_NUMBER} {_FROM_THE_START} }}",
    "Count": f"on IssueOrPullRequest {{ {_COUNT} }}",
    "Conversion": (
        "on IssueOrPullRequest { __typename ... on Issue { "
        "timelineItems(first: 1, itemTypes: [CONVERTED_TO_DISCUSSION_EVENT]) { nodes { __typename } } } }"
    ),
    "KnownComment": f"on Node {{ {_COMMENT} {_NEWEST_FIRST} }}",
    "NewComment": f"on Node {{ {_COMMENT} {_FROM_THE_START} }}",
}


def query(operation: str, parts: Sequence[str], *, repository: str = "") -> str:
    """A whole query from the parts of its aliases i0, i1, ...; within a repository (owner/name), where one is given."""
    body = " ".join(f"i{at}: {part}" for at, part in enumerate(parts))
    used = [f"fragment {name} {text}" for name, text in _FRAGMENTS.items() if f"...{name} " in body]
    if repository:
        owner, name = repository.split("/")
        body = f"repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) {{ {body} }}"
    return " ".join([f"query {operation} {{ rateLimit {{ cost }} {body} }}", *used])


def thread(number: int, *, is_new: bool, counts_comments: bool) -> str:
    """An issue or pull request with its reactions, and where wanted the number of its comments, which costs more.

    Of a new one the first reactions are asked for, of a known one the newest.
    """
    count = "...Count " if counts_comments else ""
    return f"issueOrPullRequest(number: {number}) {{ ...{'New' if is_new else 'Known'}Thread {count}}}"


def conversion(number: int) -> str:
    """Whether an issue was converted to a discussion."""
    return f"issueOrPullRequest(number: {number}) {{ ...Conversion }}"


def comment(node_id: str, *, is_new: bool) -> str:
    """A comment's hiding, editing and reactions; not its text."""
    return f"node(id: {json.dumps(node_id)}) {{ ...{'New' if is_new else 'Known'}Comment }}"


def reactions(node_id: str, after: str | None) -> str:
    """The next page of anything's reactions, oldest first, so that what is added meanwhile comes last."""
    place = "" if after is None else f", after: {json.dumps(after)}"
    return f"node(id: {json.dumps(node_id)}) {{ {_page(f'first: {PAGE}{place}', 'ASC')} }}"
