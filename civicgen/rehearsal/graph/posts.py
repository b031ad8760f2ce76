"""Resolvers of threads, comments and reactions: one table per type. No I/O."""

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from graphql import GraphQLResolveInfo

from civicgen.rehearsal.entities import Comment, Post, Reaction, Thread, shown
from civicgen.rehearsal.graph.connections import Key, connection
from civicgen.rehearsal.graph.scene import NAMES, Conversion, Group, Review, Scene, review_threads, small
from civicgen.rehearsal.node_ids import node_id

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo


def _scene(info: Info) -> Scene:
    scene: Scene = info.context
    return scene


def reaction_key(reaction: Reaction) -> Key:
    return reaction.made_at, reaction.id


def comment_key(comment: Comment) -> Key:
    return "", comment.id


def _comment_change(comment: Comment) -> Key:
    return comment.updated_at, comment.id


def _reactions(post: Post, info: Info, content: str | None = None, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803  # GraphQL's name
    wanted = [one for one in post.reactions.values() if content is None or content_name(one.content) == content]
    descending = orderBy is not None and orderBy["direction"] == "DESC"
    return connection(wanted, key=reaction_key, descending=descending, **page)


def content_name(content: str) -> str:
    """GraphQL's name of a kind; a kind that the forge does not have yet gets one in the same manner."""
    if content in NAMES:
        return NAMES[content]
    name = re.sub(r"[^A-Z0-9]", "_", content.upper())
    return name if name[0].isalpha() else f"KIND{name}"


def _groups(post: Post, info: Info) -> list[Group]:
    held: dict[str, list[Reaction]] = {content: [] for content in NAMES}
    for reaction in post.reactions.values():
        held.setdefault(reaction.content, []).append(reaction)
    return [Group(content=content, reactions=tuple(reactions)) for content, reactions in held.items()]


def _reactors(group: Group, info: Info, **page: Any) -> Any:
    return _people(group, kinds=("User", "Bot", "Organization"), page=page)


def _reacting_users(group: Group, info: Info, **page: Any) -> Any:
    return _people(group, kinds=("User",), page=page)


def _people(group: Group, *, kinds: tuple[str, ...], page: dict[str, Any]) -> Any:
    people = [shown(reaction.account) for reaction in group.reactions]
    living = [account for account in people if account is not None and account.kind in kinds]
    return connection(living, key=lambda account: ("", account.id), **page)


def _comments(thread: Thread, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803  # GraphQL's name
    if orderBy is None:
        return connection(thread.comments.values(), key=comment_key, **page)
    descending = orderBy["direction"] == "DESC"
    return connection(thread.comments.values(), key=_comment_change, descending=descending, **page)


def _labels(thread: Thread, info: Info, **page: Any) -> Any:
    return connection(thread.labels, key=lambda label: (label.name, 0), **page)


def _timeline(thread: Thread, info: Info, itemTypes: Any = None, **page: Any) -> Any:  # noqa: N803  # GraphQL's name
    happened = [] if thread.converted_at is None else [Conversion(thread=thread)]
    return connection(happened, key=lambda event: ("", event.thread.number), **page)


def _review_threads(thread: Thread, info: Info, **page: Any) -> Any:
    return connection(review_threads(thread), key=lambda found: ("", found.root.id), **page)


def _reviews(thread: Thread, info: Info, **page: Any) -> Any:
    reviews = [Review(comment=comment) for comment in thread.review_comments.values()]
    return connection(reviews, key=lambda review: ("", review.comment.id), **page)


def _thread_of(comment: Comment, info: Info) -> Thread:
    return _scene(info).world.threads[comment.thread]


def _pull_of(comment: Comment, info: Info) -> Thread | None:
    thread = _thread_of(comment, info)
    return thread if thread.is_pull else None


def _reply_to(comment: Comment, info: Info) -> Comment | None:
    return None if comment.reply_to is None else _scene(info).world.review_comments.get(comment.reply_to)


def _user_of(reaction: Reaction, info: Info) -> Any:
    """Only persons are shown: a bot is nobody here, like a deleted account."""
    account = shown(reaction.account)
    return account if account is not None and account.kind == "User" else None


def _association(post: Post, info: Info) -> str:
    return "OWNER" if post.author is _scene(info).world.owner else "NONE"


def _url(thread: Thread, info: Info) -> str:
    return f"{_scene(info).page}/{'pull' if thread.is_pull else 'issues'}/{thread.number}"


def _issue_state(thread: Thread, info: Info) -> str:
    return "OPEN" if thread.closed_at is None else "CLOSED"


def _pull_state(thread: Thread, info: Info) -> str:
    return "MERGED" if thread.branches is not None and thread.branches.merged_at else _issue_state(thread, info)


def _lock_reason(thread: Thread, info: Info) -> str | None:
    return thread.lock_reason.upper().replace(" ", "_").replace("-", "_") if thread.lock_reason else None


def _plain(name: str) -> Resolver:
    get = attrgetter(name)
    return lambda source, info, **arguments: get(source)


_COMMENT: dict[str, Resolver] = {
    "author": lambda post, info: shown(post.author),
    "authorAssociation": _association,
    "body": _plain("body"),
    "bodyText": _plain("body"),
    "createdAt": _plain("created_at"),
    "databaseId": lambda post, info: small(post.id),
    "fullDatabaseId": lambda post, info: str(post.id),
    "includesCreatedEdit": lambda post, info: post.edited_at is not None,
    "lastEditedAt": _plain("edited_at"),
    "publishedAt": _plain("created_at"),
    "reactionGroups": _groups,
    "reactions": _reactions,
    "repository": lambda post, info: _scene(info).world.repository,
    "updatedAt": _plain("updated_at"),
}
_THREAD: dict[str, Resolver] = _COMMENT | {
    "activeLockReason": _lock_reason,
    "closed": lambda thread, info: thread.closed_at is not None,
    "closedAt": _plain("closed_at"),
    "comments": _comments,
    "labels": _labels,
    "locked": _plain("locked"),
    "number": _plain("number"),
    "title": _plain("title"),
    "url": _url,
}
_HIDEABLE: dict[str, Resolver] = _COMMENT | {
    "isMinimized": lambda comment, info: comment.hidden is not None,
    "minimizedReason": _plain("hidden"),
}
POST_RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Issue": _THREAD
    | {
        "id": lambda thread, info: node_id("issue", thread.number),
        "state": _issue_state,
        "stateReason": lambda thread, info, **_: thread.state_reason.upper() if thread.state_reason else None,
        "timelineItems": _timeline,
    },
    "PullRequest": _THREAD
    | {
        "id": lambda thread, info: node_id("pull", thread.number),
        "baseRefName": _plain("branches.base"),
        "headRefName": _plain("branches.head"),
        "headRefOid": lambda thread, info: _scene(info).commits.head_of(thread),
        "isDraft": lambda thread, info: False,
        "merged": lambda thread, info: _pull_state(thread, info) == "MERGED",
        "mergedAt": _plain("branches.merged_at"),
        "reviewThreads": _review_threads,
        "reviews": _reviews,
        "state": _pull_state,
    },
    "IssueComment": _HIDEABLE
    | {
        "id": lambda comment, info: node_id("comment", comment.id),
        "issue": _thread_of,
        "pullRequest": _pull_of,
        "url": lambda comment, info: f"{_url(_thread_of(comment, info), info)}#issuecomment-{comment.id}",
    },
    "PullRequestReviewComment": _HIDEABLE
    | {
        "id": lambda comment, info: node_id("review_comment", comment.id),
        "line": _plain("line"),
        "path": _plain("path"),
        "pullRequest": _thread_of,
        "replyTo": _reply_to,
        "url": lambda comment, info: f"{_url(_thread_of(comment, info), info)}#discussion_r{comment.id}",
    },
    "PullRequestReviewThread": {
        "comments": lambda found, info, **page: connection(found.comments, key=comment_key, **page),
        "id": lambda found, info: node_id("review_thread", found.root.id),
        "isResolved": lambda found, info: False,
        "line": _plain("root.line"),
        "path": _plain("root.path"),
        "pullRequest": _plain("thread"),
    },
    "PullRequestReview": {
        "author": lambda review, info: shown(review.comment.author),
        "body": lambda review, info: "",
        "comments": lambda review, info, **page: connection([review.comment], key=comment_key, **page),
        "createdAt": _plain("comment.created_at"),
        "fullDatabaseId": lambda review, info: str(review.comment.id),
        "id": lambda review, info: node_id("review", review.comment.id),
        "state": lambda review, info: "COMMENTED",
        "submittedAt": _plain("comment.created_at"),
    },
    "Reaction": {
        "content": lambda reaction, info: content_name(reaction.content),
        "createdAt": _plain("made_at"),
        "databaseId": lambda reaction, info: small(reaction.id),
        "id": lambda reaction, info: node_id("reaction", reaction.id),
        "reactable": lambda reaction, info: _scene(info).world.reacted[reaction.id],
        "user": _user_of,
    },
    "ReactionGroup": {
        "content": lambda group, info: content_name(group.content),
        "createdAt": lambda group, info: group.reactions[0].made_at if group.reactions else None,
        "reactors": _reactors,
        "users": _reacting_users,
    },
    "Label": {
        "color": _plain("color"),
        "description": _plain("description"),
        "id": lambda label, info: node_id("label", label.id),
        "name": _plain("name"),
    },
    "ConvertedToDiscussionEvent": {
        "createdAt": _plain("thread.converted_at"),
        "id": lambda event, info: node_id("issue", event.thread.number),
    },
}
