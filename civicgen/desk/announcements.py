"""The words of announcements: what a comment says of an event, in the language of its conversation.

In: a case, an event, words and a mark. Out: a comment's text, Markdown, with its marker. Reads nothing, writes nothing.

Titles are citizens' words and stand as code. What the authority wrote in content (reasons, roles, contacts) is shown
sign by sign. Nothing else of anybody's is in a comment.
"""

from collections.abc import Callable, Mapping, Sequence

from civicgen.desk.cases import Case, Page
from civicgen.desk.dates import day_words, when_words
from civicgen.desk.events import Done, Event, Moved
from civicgen.desk.inert import inert_line, link, literal
from civicgen.desk.words import DeskWords
from civicgen.model.answer import Answer
from civicgen.model.consultation import Change
from civicgen.model.names import SYMBOLS, Early, EligibleAccounts, Stance
from civicgen.model.notices import NoticeKind, WordingTold, marker
from civicgen.model.times import Instant

_TABLE = "desk.announce"


def announcement(case: Case, event: Event, words: DeskWords, *, mark: str) -> str:
    """The comment that announces an event."""
    return _signed(_WORDS[event.kind](case, event, words), event.id, mark)


def first_comment(case: Case, words: DeskWords, *, mark: str, terms: Sequence[str] | None = None) -> str:
    """The comment that says what is asked here, until when and what counts; it is kept current.

    `terms` are `terms_lines`, where somebody made them already: they are the same for a whole consultation.
    """
    lines = [_text_line(case, words), *(terms or terms_lines(case, words))]
    heading = _say(words, "first.heading", title=_title(case), consultation=_page_link(case.consultation_page))
    body = "\n".join([heading, "", *(f"- {line}" for line in lines), "", _say(words, "first.current")])
    return _signed(body, NoticeKind.PUBLISHED, mark)


def terms_lines(case: Case, words: DeskWords) -> tuple[str, ...]:
    """The lines of a first comment that are the same for all proposals of a consultation in one language."""
    lines = [_window_line(case, words)]
    if case.consultation.counting:
        lines += [_meaning_line(case, words), _left_out_line(case, words), _numbers_line(case, words)]
    return (*lines, _say(words, "first.follow"), _without_line(case, words))


def _signed(body: str, event: str, mark: str) -> str:
    return f"{body}\n\n{marker(event, mark)}"


def _say(words: DeskWords, key: str, **values: object) -> str:
    return words.text(f"{_TABLE}.{key}", **values)


def _title(case: Case) -> str:
    return inert_line(case.proposal.title)


def _page_link(page: Page) -> str:
    """A link whose words an editor wrote."""
    return link(literal(page.title), page.address)


def _at_page(case: Case, words: DeskWords, key: str, anchor: str = "") -> str:
    """A link to the proposal's page, or a place on it, with words of the catalogue."""
    return link(_say(words, f"link.{key}"), case.page.address + anchor)


def _when(at: Instant | None, case: Case, words: DeskWords) -> str:
    return when_words(at, case.zone, words) if at is not None else _say(words, "no-date")


# The first comment, line by line.


def _text_line(case: Case, words: DeskWords) -> str:
    number = case.conversation.wordings[-1].number
    return _say(words, "first.text", number=number, page=_at_page(case, words, "page"))


def _window_line(case: Case, words: DeskWords) -> str:
    key = "first.window" if case.consultation.counting else "first.window-uncounted"
    return _say(words, key, opens=_when(case.opens, case, words), closes=_when(case.closes, case, words))


def _meaning_line(case: Case, words: DeskWords) -> str:
    settings = case.consultation.counting
    assert settings is not None
    parts = []
    for stance in Stance:
        kinds = sorted((kind for kind, means in settings.mapping.items() if means is stance), key=_place)
        if kinds:
            symbols = " ".join(SYMBOLS.get(kind, kind) for kind in kinds)
            parts.append(_say(words, f"means.{stance.value}", symbols=symbols))
    return _say(words, "first.meaning", meanings="; ".join(parts), rule=_say(words, f"rule.{settings.rule}"))


def _place(kind: str) -> tuple[int, str]:
    known = list(SYMBOLS)
    return (known.index(kind) if kind in known else len(known)), kind


def _left_out_line(case: Case, words: DeskWords) -> str:
    settings = case.consultation.counting
    assert settings is not None
    eligibility = settings.eligibility
    parts = [_say(words, "left-out.kinds"), _say(words, f"left-out.{settings.early.value}")]
    if eligibility.accounts is EligibleAccounts.LISTED:
        parts.append(_say(words, "left-out.listed"))
    if eligibility.minimum_account_age_days:
        parts.append(words.plural(f"{_TABLE}.left-out.age", eligibility.minimum_account_age_days))
    counting = link(_say(words, "link.counting"), case.how_we_count)
    return _say(words, "first.left-out", parts="; ".join(parts), counting=counting)


def _numbers_line(case: Case, words: DeskWords) -> str:
    every = words.plural(f"{_TABLE}.every", case.portal.update_interval_hours)
    return _say(words, "first.numbers", every=every)


def _without_line(case: Case, words: DeskWords) -> str:
    authority = case.portal.authorities.get(case.consultation.authority)
    ways = [case.consultation.contact or (authority.email if authority else "")]
    if authority is not None:
        ways += [authority.phone, f"{authority.name}, {authority.address}" if authority.address else ""]
    contact = "; ".join(literal(way) for way in dict.fromkeys(ways) if way)
    key = "first.without" if case.consultation.counting else "first.without-uncounted"
    return _say(words, key, contact=contact or _page_link(case.consultation_page))


# Events.


def _opened(case: Case, event: Event, words: DeskWords) -> str:
    settings = case.consultation.counting
    early = "early-counts" if settings is not None and settings.early is Early.COUNT_FROM_OPENING else "early-again"
    said = _say(words, "opened", title=_title(case), closes=_when(case.closes, case, words))
    return said if settings is None else f"{said} {_say(words, early)}"


def _wording(case: Case, event: Event, words: DeskWords) -> str:
    assert isinstance(event.about, WordingTold)
    key = "wording-editorial" if event.about.is_editorial else "wording-substance"
    page = _at_page(case, words, "versions", "#versions")
    return _say(words, key, title=_title(case), number=event.about.number, page=page)


def _extended(case: Case, event: Event, words: DeskWords) -> str:
    assert isinstance(event.about, Moved)
    key = "extended" if event.about.after > event.about.before else "shortened"
    before, after = _when(event.about.before, case, words), _when(event.about.after, case, words)
    return _with_reason(_say(words, key, title=_title(case), before=before, after=after), event.about.reason, words)


def _interrupted(case: Case, event: Event, words: DeskWords) -> str:
    assert isinstance(event.about, Change)
    at, closes = _when(event.about.at, case, words), _when(case.closes, case, words)
    page = _at_page(case, words, "page")
    said = _say(words, event.kind.value, title=_title(case), at=at, closes=closes, page=page)
    return _with_reason(said, event.about.reason, words)


def _with_reason(said: str, reason: str, words: DeskWords) -> str:
    return f"{said}\n\n{_say(words, 'reason', reason=literal(reason))}" if reason.strip() else said


def _closing_soon(case: Case, event: Event, words: DeskWords) -> str:
    key = "closing-soon" if case.consultation.counting else "closing-soon-uncounted"
    return _say(
        words, key, title=_title(case), closes=_when(case.closes, case, words), page=_at_page(case, words, "page")
    )


def _closed(case: Case, event: Event, words: DeskWords) -> str:
    key = "closed" if case.consultation.counting else "closed-uncounted"
    page = _at_page(case, words, "numbers", "#support") if case.consultation.counting else _at_page(case, words, "page")
    said = _say(words, key, title=_title(case), closes=_when(case.closes, case, words), page=page)
    if case.consultation.answer_by is None:
        return said
    return f"{said} {_say(words, 'answer-by', day=day_words(case.consultation.answer_by, words, case.zone))}"


def _merged(case: Case, event: Event, words: DeskWords) -> str:
    assert case.joined is not None
    other = inert_line(case.joined.title)
    page = link(_say(words, "link.joined"), case.joined.address)
    return _say(words, "merged", title=_title(case), other=other, page=page)


def _withdrawn(case: Case, event: Event, words: DeskWords) -> str:
    return _say(words, "withdrawn", title=_title(case), page=_at_page(case, words, "page"))


def _answered(case: Case, event: Event, words: DeskWords) -> str:
    answer = event.about
    assert isinstance(answer, Answer)
    assert answer.outcome is not None
    assert answer.answered_on is not None
    return _say(
        words,
        "answered",
        title=_title(case),
        outcome=_say(words, f"outcome.{answer.outcome.value}"),
        who=literal(answer.answered_by),
        day=day_words(answer.answered_on, words),
        page=_at_page(case, words, "answer", "#answer"),
    )


def _followed_up(case: Case, event: Event, words: DeskWords) -> str:
    assert isinstance(event.about, Done)
    step = event.about.step
    more = f" {link(_say(words, 'link.more'), step.link)}" if step.link else ""
    said = _say(words, "follow-up", title=_title(case), day=day_words(step.on, words), text=literal(step.text))
    return f"{said}{more}\n\n{_at_page(case, words, 'answer', '#answer')}"


_WORDS: Mapping[NoticeKind, Callable[[Case, Event, DeskWords], str]] = {
    NoticeKind.OPENED: _opened,
    NoticeKind.WORDING: _wording,
    NoticeKind.EXTENDED: _extended,
    NoticeKind.PAUSED: _interrupted,
    NoticeKind.RESUMED: _interrupted,
    NoticeKind.CANCELLED: _interrupted,
    NoticeKind.CLOSING_SOON: _closing_soon,
    NoticeKind.CLOSED: _closed,
    NoticeKind.MERGED: _merged,
    NoticeKind.WITHDRAWN: _withdrawn,
    NoticeKind.ANSWERED: _answered,
    NoticeKind.FOLLOW_UP: _followed_up,
}
