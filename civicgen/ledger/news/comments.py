"""Comments made, edited, hidden, shown again, gone. A thread and state in, drafts and texts out. Pure."""

from collections.abc import Iterator, Mapping

from civicgen.errors import CivicgenError
from civicgen.ledger.drafts import draft
from civicgen.ledger.news.accounts import account_facts, pseudonym
from civicgen.ledger.pseudonyms import Secrets
from civicgen.ledger.seen import ConsultationSeen
from civicgen.ledger.state import CommentKnown, ConsultationState
from civicgen.model.ledger import OpenedText, Row, RowType
from civicgen.model.names import AccountKind, Digest, PersonId, ProposalId
from civicgen.model.observation import CommentSeen, ThreadSeen

Found = tuple[Row | None, OpenedText | None]
"""A draft with its text, where it has one. A text alone is one that stayed: it may have been lost beside the ledger."""


class CommentNews:
    """Finds the news of comments of one consultation.

    `texts` are those beside the ledger: they tell a text that stayed from one that changed where only its author's
    login is another.
    """

    def __init__(
        self, *, state: ConsultationState, seen: ConsultationSeen, secrets: Secrets, texts: Mapping[Digest, OpenedText]
    ) -> None:
        self._state = state
        self._seen = seen
        self._secrets = secrets
        self._texts = texts

    def of_thread(self, proposal: ProposalId, thread: ThreadSeen) -> Iterator[Found]:
        """The news of the comments that were observed, and of those that are gone."""
        notices = self._notices(thread)
        for comment in sorted(thread.comments, key=_age):
            known = self._state.comments.get(comment.ref)
            if known is None:
                yield from self._new(proposal, comment, notices.get(comment.ref, ""))
            else:
                yield from self._known(known, comment)
        for ref in sorted(thread.gone_comments, key=lambda each: (len(each), each)):
            gone = self._state.comments.get(ref)
            if gone is not None and not gone.is_gone:
                yield draft(self._seen, RowType.COMMENT_GONE, proposal=gone.proposal, ref=ref), None

    def _notices(self, thread: ThreadSeen) -> Mapping[str, str]:
        """The events that new comments of the portal's own announce, by their refs.

        An event is announced once. Whoever copies its marker into a comment of his writes a comment like any other;
        where both are new, the portal's is rather a bot's, rather unedited, rather the older.
        """
        found: dict[str, list[CommentSeen]] = {}
        for comment in thread.comments:
            if comment.text is None or comment.ref in self._state.comments or not comment.ref.startswith("comment:"):
                continue
            event = self._secrets.event_in(comment.text, thread.number)
            if event and (thread.number, event) not in self._state.notices:
                found.setdefault(event, []).append(comment)
        return {min(candidates, key=_doubt).ref: event for event, candidates in found.items()}

    def _new(self, proposal: ProposalId, comment: CommentSeen, notice: str) -> Iterator[Found]:
        """A comment seen for the first time; one that was edited before is made and edited, with the text of now."""
        account, made_at = comment.account, comment.made_at
        if account is None or made_at is None or comment.text is None:
            raise CivicgenError(f"{comment.ref} is not in the ledger and was not observed whole; this is a bug")
        opened = self._open(comment, comment.text)
        made = draft(
            self._seen,
            RowType.COMMENT_MADE,
            proposal=proposal,
            person=pseudonym(account, self._seen, self._secrets),
            made_at=made_at,
            ref=comment.ref,
            text=opened.commitment,
            facts={**account_facts(account, made_at), "reply_to": comment.reply_to, "notice": notice},
        )
        yield made, opened
        if comment.edited_at is not None:
            yield self._edit(proposal, made.person, comment, opened.commitment), None
        if comment.hidden is not None:
            yield self._hide(proposal, comment), None

    def _known(self, known: CommentKnown, comment: CommentSeen) -> Iterator[Found]:
        if known.is_gone:
            yield draft(self._seen, RowType.COMMENT_SHOWN, proposal=known.proposal, ref=known.ref), None
        if comment.text is not None:
            yield self._text_of_known(known, comment, comment.text)
        hidden_before = None if known.is_gone else known.hidden
        if comment.hidden is not None and comment.hidden != hidden_before:
            yield self._hide(known.proposal, comment), None
        elif comment.hidden is None and hidden_before is not None:
            yield draft(self._seen, RowType.COMMENT_SHOWN, proposal=known.proposal, ref=known.ref), None

    def _text_of_known(self, known: CommentKnown, comment: CommentSeen, text: str) -> Found:
        opened = self._open(comment, text)
        is_redacted = known.ref in self._state.redacted
        # Of a text that is kept nowhere nobody can say whether only its author's login is another: its time tells.
        is_same_text = is_redacted or opened.commitment == known.text or self._says_the_same(known.text, opened)
        if is_same_text and comment.edited_at in (None, known.edited_at):
            is_wanted = opened.commitment == known.text and not is_redacted
            return None, opened if is_wanted else None
        account = comment.account
        person = pseudonym(account, self._seen, self._secrets) if account else None
        return self._edit(known.proposal, person, comment, opened.commitment), None if is_redacted else opened

    def _open(self, comment: CommentSeen, text: str) -> OpenedText:
        consultation = self._seen.consultation
        login = comment.account.login if comment.account and consultation.are_commenters_named else ""
        return self._secrets.open_text(consultation.slug, ref=comment.ref, text=text, login=login)

    def _says_the_same(self, text: Digest | None, opened: OpenedText) -> bool:
        before = None if text is None else self._texts.get(text)
        return before is not None and before.text == opened.text

    def _edit(self, proposal: ProposalId, person: PersonId | None, comment: CommentSeen, text: Digest) -> Row:
        return draft(
            self._seen,
            RowType.COMMENT_EDITED,
            proposal=proposal,
            person=person,
            made_at=comment.edited_at,
            ref=comment.ref,
            text=text,
        )

    def _hide(self, proposal: ProposalId, comment: CommentSeen) -> Row:
        facts = {"reason": comment.hidden}
        return draft(self._seen, RowType.COMMENT_HIDDEN, proposal=proposal, ref=comment.ref, facts=facts)


def _age(comment: CommentSeen) -> tuple[str, int, str]:
    return comment.made_at or "", len(comment.ref), comment.ref


def _doubt(comment: CommentSeen) -> tuple[object, ...]:
    """The greater, the less it seems to be the portal's."""
    is_bot = comment.account is not None and comment.account.kind is AccountKind.BOT
    return not is_bot, comment.edited_at is not None, *_age(comment)
