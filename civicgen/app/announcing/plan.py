"""What is to be written into the conversations, most urgent first. Cases and a moment in, messages out. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from civicgen.desk.announcements import announcement, first_comment, terms_lines
from civicgen.desk.cases import Case
from civicgen.desk.events import SOON_DAYS, WITHIN_DAYS, is_to_be_presented, news_of
from civicgen.desk.words import DeskWords
from civicgen.model.ledger import Ledger, OpenedText
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.model.notices import NoticeKind
from civicgen.model.times import Instant

AT_MOST = 200
_FIRST = NoticeKind.PUBLISHED.value


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """`soon_days`: so long before the closing it is announced. `within_days`: what is older is no news. `at_most`: so
    many comments are written at once."""

    soon_days: int = SOON_DAYS
    within_days: int = WITHIN_DAYS
    at_most: int = AT_MOST


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A comment to be written, or with `replaces`, the number of one that stands there, to be brought up to date.

    `look_from`: what stood in the conversation before, the record knows; None where all of it has to be read.
    """

    case: Case
    kind: NoticeKind
    event: str
    at: Instant
    text: str
    look_from: Instant | None
    replaces: int | None = None

    @property
    def thread(self) -> int:
        return self.case.conversation.thread


Mark = Callable[[int, str], str]
WordsOf = Callable[[str], DeskWords]


def messages_of(
    cases: Iterable[Case], ledger: Ledger, at: Instant, *, words_of: WordsOf, mark: Mark, limits: Limits
) -> tuple[Message, ...]:
    """All that is to be written now.

    News come first, the oldest before the others; then what closes soon, then first comments, and those to be brought
    up to date last: of that nobody is told.
    """
    found: list[Message] = []
    terms: dict[tuple[ConsultationSlug, str], tuple[str, ...]] = {}
    for case in cases:
        words = words_of(case.proposal.language)
        found += _news(case, ledger, at, words, mark, limits)
        if is_to_be_presented(case, at):
            key = case.consultation.slug, case.proposal.language
            if key not in terms:
                terms[key] = terms_lines(case, words)
            text = first_comment(case, words, mark=mark(case.conversation.thread, _FIRST), terms=terms[key])
            found += _first_comment(case, ledger, text)
    return tuple(sorted(found, key=_urgency))


def _urgency(message: Message) -> tuple[int, Instant, int]:
    kinds = (NoticeKind.CLOSING_SOON, NoticeKind.PUBLISHED)
    rank = kinds.index(message.kind) + 1 if message.kind in kinds else 0
    return len(kinds) + 1 if message.replaces is not None else rank, message.at, message.thread


def _news(case: Case, ledger: Ledger, at: Instant, words: DeskWords, mark: Mark, limits: Limits) -> Iterator[Message]:
    for event in news_of(case, at, soon_days=limits.soon_days, within_days=limits.within_days):
        yield Message(
            case=case,
            kind=event.kind,
            event=event.id,
            at=event.at or at,
            text=announcement(case, event, words, mark=mark(case.conversation.thread, event.id)),
            look_from=ledger.as_of(case.consultation.slug),
        )


def _first_comment(case: Case, ledger: Ledger, text: str) -> Iterator[Message]:
    """The first comment where it is missing or says something else than it should."""
    slug, conversation = case.consultation.slug, case.conversation
    known = conversation.notices.get(_FIRST)
    stands = _words_of_notice(known.text, ledger.texts.get(slug, {})) if known else None
    if known is not None and (known.is_gone or (stands is not None and is_same(stands, text))):
        return
    is_unknown = known is not None and stands is None
    yield Message(
        case=case,
        kind=NoticeKind.PUBLISHED,
        event=_FIRST,
        at=conversation.since,
        text=text,
        look_from=None if is_unknown else ledger.as_of(slug),
        replaces=known.comment if known else None,
    )


def _words_of_notice(text: Digest | None, texts: Mapping[Digest, OpenedText]) -> str | None:
    opened = texts.get(text) if text is not None else None
    return opened.text if opened else None


def is_same(stands: str, wanted: str) -> bool:
    """Whether a comment says what it should; the forge may write line ends and the end of a text in its own way."""
    return stands.replace("\r\n", "\n").strip() == wanted.strip()
