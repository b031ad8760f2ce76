"""Comments as a page shows them: words, who, when, and what became of them. Tally and opened texts in; no I/O.

Commenters are named only where the consultation says so; everybody else is a short pseudonym of that consultation.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from civicgen.model.counting import CommentWeight
from civicgen.model.ledger import OpenedText
from civicgen.model.moderation import Moderation
from civicgen.model.names import SYMBOLS, AccountKind, ConsultationSlug, Digest, PersonId
from civicgen.model.notices import kind_of
from civicgen.model.redacted import Redacted
from civicgen.model.times import Instant
from civicgen.views.texts import SafeText, Texts


class ReactionCount(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of reaction that a comment has; the comment's `figures` and the kind name the number."""

    kind: str
    word: str
    symbol: str


class ModerationView(msgspec.Struct, frozen=True, kw_only=True):
    """What the moderation record says of a comment. `rule` is the title of the rule, or its id if it has none."""

    rule: str
    on: date
    role: str


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """One comment. `text` is None where it is hidden or gone, was removed, or is not published here.

    `author` is a login or a pseudonym; where it is '', `author_word` is the key of the words to show instead.
    `hidden` is the forge's reason, None for a comment that is shown. `redacted` says on what basis its text was taken
    out on request, None where it was not. `figures` begins the names of its numbers.
    """

    anchor: str
    author: str
    author_word: str
    made_at: Instant
    edited_at: Instant | None
    hidden: str | None
    is_gone: bool
    is_reply: bool
    moderation: ModerationView | None
    redacted: Redacted | None
    text: SafeText | None
    figures: str
    reactions: tuple[ReactionCount, ...]
    address_at_forge: str


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the portal itself announced in the conversation: words of the catalogue, when, and where."""

    word: str
    made_at: Instant
    address_at_forge: str


def comment_views(
    comments: tuple[CommentWeight, ...],
    opened: Mapping[Digest, OpenedText],
    texts: Texts,
    *,
    are_named: bool,
    thread_url: str,
    figures: str = "",
    moderated: Mapping[str, ModerationView] | None = None,
    redacted: Mapping[str, Redacted] | None = None,
) -> tuple[CommentView, ...]:
    """The comments of one proposal, oldest first, replies after what they reply to; the portal's notices left out.

    `figures` begins the names of the proposal's numbers; `moderated` is what the record of moderation says, and
    `redacted` what was taken out on request, by the comments' refs.
    """
    record, traces = moderated or {}, redacted or {}
    return tuple(
        _view(
            comment,
            opened,
            texts,
            are_named=are_named,
            thread_url=thread_url,
            figures=figures,
            moderation=record.get(comment.ref) if comment.hidden is not None or comment.is_gone else None,
            redacted=traces.get(comment.ref),
        )
        for comment in _in_order([comment for comment in comments if not comment.notice])
    )


def notice_views(comments: Iterable[CommentWeight], *, thread_url: str) -> tuple[NoticeView, ...]:
    """What was announced in the conversation and still stands there, oldest first.

    The words are the catalogue's and never those of a comment: whatever somebody wrote there, the page does not say
    it in the portal's name.
    """
    return tuple(
        NoticeView(
            word=f"notice.{kind_of(comment.notice) or 'other'}",
            made_at=comment.made_at,
            address_at_forge=_at_forge(comment.ref, thread_url),
        )
        for comment in comments
        if comment.notice and not comment.is_gone and comment.hidden is None
    )


def moderated_items(moderation: Moderation, consultation: ConsultationSlug) -> dict[str, ModerationView]:
    """For each item of a consultation the last entry of the record that did not show it again."""
    titles = {rule.id: rule.title for rule in moderation.rules}
    entries = [
        entry
        for entry in moderation.record
        if entry.consultation in (consultation, None) and not entry.outcome.startswith("shown")
    ]
    entries.sort(key=lambda entry: entry.on)
    return {
        entry.item: ModerationView(rule=titles.get(entry.rule, entry.rule), on=entry.on, role=entry.role)
        for entry in entries
    }


def short_name(person: PersonId) -> str:
    """A pseudonym short enough to read: the first eight digits, in two groups."""
    return f"{person[:4]}-{person[4:8]}"


def _in_order(comments: Sequence[CommentWeight]) -> list[CommentWeight]:
    known = {comment.ref for comment in comments}
    replies: dict[str, list[CommentWeight]] = {}
    for comment in comments:
        if comment.reply_to in known and comment.reply_to is not None:
            replies.setdefault(comment.reply_to, []).append(comment)
    ordered: list[CommentWeight] = []
    waiting = [comment for comment in reversed(comments) if comment.reply_to not in known]
    while waiting:
        comment = waiting.pop()
        ordered.append(comment)
        waiting += reversed(replies.get(comment.ref, []))
    return ordered


def _view(
    comment: CommentWeight,
    opened: Mapping[Digest, OpenedText],
    texts: Texts,
    *,
    are_named: bool,
    thread_url: str,
    figures: str,
    moderation: ModerationView | None,
    redacted: Redacted | None,
) -> CommentView:
    known = opened.get(comment.text) if comment.text is not None else None
    author, author_word = _author(comment, known.login if known and are_named else "")
    return CommentView(
        anchor=comment.ref.replace(":", "-"),
        author=author,
        author_word=author_word,
        made_at=comment.made_at,
        edited_at=comment.edited_at,
        hidden=comment.hidden,
        is_gone=comment.is_gone,
        is_reply=comment.reply_to is not None,
        moderation=moderation,
        redacted=redacted,
        text=texts.comment(known.text, base_url=thread_url) if known is not None and not comment.is_gone else None,
        figures=f"{figures}{comment.ref}:",
        reactions=tuple(
            ReactionCount(kind=kind, word=f"kind.{kind}", symbol=SYMBOLS.get(kind, ""))
            for kind, number in sorted(comment.reactions.items())
            if number
        ),
        # The forge may show still what was taken out here.
        address_at_forge="" if redacted else _at_forge(comment.ref, thread_url),
    )


def _author(comment: CommentWeight, login: str) -> tuple[str, str]:
    if comment.account == AccountKind.BOT:
        return login, "comment.bot"
    if comment.person is None or comment.account == AccountKind.DELETED:
        return "", "comment.deleted_account"
    if login:
        return login, ""
    return short_name(comment.person), "comment.participant"


def _at_forge(ref: str, thread_url: str) -> str:
    kind, _, number = ref.partition(":")
    if not thread_url or not number.isdigit():
        return ""
    return f"{thread_url}#{'discussion_r' if kind == 'review' else 'issuecomment-'}{number}"
