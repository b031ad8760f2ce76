"""The use case of announcing: say in each conversation what happened, once, whatever was interrupted before.

No I/O but through its ports. What was announced, the ledger knows without a request; what was announced since it was
written, the conversation itself shows, which is read directly before anything is written there. So a run that was
killed, or two runs without a harvest between them, say nothing twice.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from civicgen.app.announcing.cases import cases_of
from civicgen.app.announcing.decisions import Decision, DecisionFate, decisions_of, tell_decision
from civicgen.app.announcing.plan import Limits, Message, WordsOf, is_same, messages_of
from civicgen.app.desk_ports import ForgeDesk, LockedError
from civicgen.app.ports import LedgerStore
from civicgen.app.progress import Progress
from civicgen.errors import CivicgenError, ConfigurationError, TemporaryError
from civicgen.ledger.pseudonyms import Secrets
from civicgen.model.content import Content
from civicgen.model.desk import CommentText
from civicgen.model.ledger import LedgerMeta
from civicgen.model.notices import NoticeKind
from civicgen.model.times import Instant


class AnnouncePorts(msgspec.Struct, frozen=True, kw_only=True):
    """What announcing reaches. `words_of` gives the words of a language."""

    ledger: LedgerStore
    desk: ForgeDesk
    words_of: WordsOf
    progress: Progress


class Fate(StrEnum):
    """What became of a message."""

    SAID = "said"
    BROUGHT_UP_TO_DATE = "brought up to date"
    STOOD_ALREADY = "stood there already"
    LOCKED = "locked"
    GONE = "gone"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A message and what became of it; `address` is the comment's, '' where none was written."""

    message: Message
    fate: Fate
    address: str = ""


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did. `waiting` messages are left for the next one; `problem` is what ended the run early.

    `decided` are the issues in which it was told what became of them, each with its fate.
    """

    at: Instant
    done: tuple[Done, ...]
    decided: tuple[tuple[Decision, DecisionFate], ...]
    waiting: int
    problem: CivicgenError | None


def announce(
    content: Content,
    ports: AnnouncePorts,
    unlock: Callable[[LedgerMeta | None], Secrets],
    *,
    limits: Limits,
    is_dry: bool,
) -> Announced:
    """Write what is to be said, at most `limits.at_most` comments. With `is_dry` everything but the writing is done.

    Raises:
        LedgerError: the ledger does not hold.
        ConfigurationError: there is no ledger, the key is not its own, or the portal has no address yet.
        TemporaryError: the forge does not answer.
    """
    if not content.portal.site_url:
        raise ConfigurationError("portal.yml has no `site_url`, and announcements link to pages: write it first")
    with ports.ledger.lock():
        ledger = ports.ledger.read()
        if ledger.meta is None:
            raise ConfigurationError("nothing was collected yet: run `civicgen harvest` first, which tells what is new")
        secrets = unlock(ledger.meta)
        at = ports.desk.now()
        messages = messages_of(
            cases_of(content, ledger), ledger, at, words_of=ports.words_of, mark=secrets.mark, limits=limits
        )
        words = ports.words_of(content.portal.languages[0])
        decisions = decisions_of(content, ledger, words, secrets.mark)
        return _Run(ports, secrets, is_dry=is_dry).go(messages, decisions, at, limits.at_most)


class _Run:
    """Goes through the messages of one run; each conversation is read once."""

    def __init__(self, ports: AnnouncePorts, secrets: Secrets, *, is_dry: bool) -> None:
        self._ports = ports
        self._secrets = secrets
        self._is_dry = is_dry
        self._read: dict[int, _Standing] = {}
        self._is_kept_out = False

    def go(
        self, messages: tuple[Message, ...], decisions: tuple[Decision, ...], at: Instant, at_most: int
    ) -> Announced:
        done: list[Done] = []
        tried, problem = 0, None
        for number, message in enumerate(messages):
            if tried >= at_most:
                break
            self._ports.progress("announcements", number, len(messages))
            try:
                done.append(self._do(message))
            except (TemporaryError, ConfigurationError) as refused:
                problem = refused
                break
            tried += done[-1].fate is not Fate.STOOD_ALREADY
        self._ports.progress("announcements", len(done), len(messages))
        decided: list[tuple[Decision, DecisionFate]] = []
        for decision in decisions[: max(at_most - tried, 0)] if problem is None else ():
            try:
                fate = tell_decision(decision, self._ports.desk, self._secrets, is_dry=self._is_dry)
            except (TemporaryError, ConfigurationError) as refused:
                problem = refused
                break
            decided.append((decision, fate))
        waiting = len(messages) - len(done) + len(decisions) - len(decided)
        return Announced(at=at, done=tuple(done), decided=tuple(decided), waiting=waiting, problem=problem)

    def _do(self, message: Message) -> Done:
        if self._is_kept_out and message.case.conversation.is_locked:
            return Done(message=message, fate=Fate.LOCKED)
        try:
            return self._write(message)
        except LockedError:
            self._is_kept_out = True  # by all others that are locked: not asked again in this run
            return Done(message=message, fate=Fate.LOCKED)
        except ConfigurationError:
            if not self._is_gone(message):
                raise
            return Done(message=message, fate=Fate.GONE)

    def _write(self, message: Message) -> Done:
        standing = self._standing(message)
        comment = standing.find(message)
        if comment is not None and (message.kind is not NoticeKind.PUBLISHED or is_same(comment.body, message.text)):
            return Done(message=message, fate=Fate.STOOD_ALREADY, address=comment.address)
        number = comment.id if comment is not None else message.replaces
        if number is not None:
            if not self._is_dry:
                self._ports.desk.edit_comment(number, message.text)
            return Done(message=message, fate=Fate.BROUGHT_UP_TO_DATE, address=comment.address if comment else "")
        if self._is_dry:
            return Done(message=message, fate=Fate.SAID)
        made = self._ports.desk.add_comment(message.thread, message.text)
        return Done(message=message, fate=Fate.SAID, address=made.address)

    def _standing(self, message: Message) -> "_Standing":
        if message.thread not in self._read:
            comments = self._ports.desk.comments(message.thread, since=message.look_from)
            self._read[message.thread] = _Standing(comments, message.thread, self._secrets)
        return self._read[message.thread]

    def _is_gone(self, message: Message) -> bool:
        """Whether the thread, or the comment to be replaced, is not there any more."""
        if self._ports.desk.thread(message.thread) is None:
            return True
        there = self._ports.desk.comments(message.thread)
        return message.replaces is not None and message.replaces not in [comment.id for comment in there]


class _Standing:
    """What was announced in a conversation since the record was written."""

    def __init__(self, comments: Sequence[CommentText], thread: int, secrets: Secrets) -> None:
        self._by_number = {comment.id: comment for comment in comments}
        self._by_event: dict[str, CommentText] = {}
        # Whoever copies a marker comes later than the one who made it, and is no bot.
        for comment in sorted(comments, key=lambda each: (not each.poster.is_bot, each.made_at, each.id)):
            event = secrets.event_in(comment.body, thread)
            if event:
                self._by_event.setdefault(event, comment)

    def find(self, message: Message) -> CommentText | None:
        """The comment that says what the message says, or that it replaces, where it is among them."""
        if message.replaces is not None:
            return self._by_number.get(message.replaces)
        return self._by_event.get(message.event)
