"""All texts of announcements, in both languages, as docs/announcing-texts.md shows them."""

from collections.abc import Iterator

from announce_case import (
    CLOSES,
    SETTINGS,
    SINCE,
    SLUG,
    answer,
    case,
    change,
    consultation,
    conversation,
    proposal,
    step,
    wording,
)
from desk_samples import english, german
from msgspec.structs import replace

from civicgen.desk.announcements import announcement, first_comment
from civicgen.desk.cases import Case, Page
from civicgen.desk.events import events_of
from civicgen.desk.words import DeskWords
from civicgen.model.counting import Eligibility
from civicgen.model.names import Early, ProposalId, RuleName, Status
from civicgen.model.notices import NoticeKind
from civicgen.model.times import Instant

LATER = "2026-11-14T22:59:59Z"
MARK = "0123456789abcdef"
_JOINED = Page(title="Light for all lanes", address=f"https://talk.example/consultations/{SLUG}/proposals/light.html")
_CHANGES = {
    "extended": change("closes", CLOSES, LATER, at="2026-10-20T08:00:00Z"),
    "shortened": change("closes", LATER, CLOSES, at="2026-10-20T08:00:00Z"),
    "paused": change("state", "open", "paused", at="2026-10-20T08:00:00Z"),
    "resumed": change("state", "paused", "open", at="2026-10-22T08:00:00Z"),
    "cancelled": change("state", "open", "cancelled", at="2026-10-20T08:00:00Z"),
}


def _changed(*names: str, closes: str = CLOSES) -> Case:
    return case(consultation=consultation(closes=Instant(closes), changes=tuple(_CHANGES[name] for name in names)))


def _reworded(*, is_editorial: bool) -> Case:
    texts = (wording(1, SINCE), wording(2, "2026-10-05T06:00:00Z", is_editorial=is_editorial))
    return case(conversation=conversation(wordings=texts))


_STRICT = replace(
    SETTINGS,
    rule=RuleName("latest-per-person"),
    early=Early.COUNT_FROM_OPENING,
    eligibility=Eligibility(minimum_account_age_days=30),
)
_UNCOUNTED = case(consultation=consultation(counting=None))
_ANSWER = answer("2026-12-01", step("2027-02-03", "Twelve lamps were ordered.", "https://talk.example/lamps.pdf"))
EXAMPLES: tuple[tuple[str, Case, NoticeKind | None, str], ...] = (
    ("The first comment", case(), None, ""),
    ("The first comment, other terms", case(consultation=consultation(counting=_STRICT)), None, ""),
    ("The first comment where nothing is counted", _UNCOUNTED, None, ""),
    ("It opens", case(), NoticeKind.OPENED, "2026-10-01T06:00:00Z"),
    ("It opens, early reactions count", case(consultation=consultation(counting=_STRICT)), NoticeKind.OPENED,
     "2026-10-01T06:00:00Z"),
    ("The text changed in substance", _reworded(is_editorial=False), NoticeKind.WORDING, "2026-10-06T06:00:00Z"),
    ("The text changed in form", _reworded(is_editorial=True), NoticeKind.WORDING, "2026-10-06T06:00:00Z"),
    ("More time", _changed("extended", closes=LATER), NoticeKind.EXTENDED, "2026-10-21T06:00:00Z"),
    ("Less time", _changed("shortened"), NoticeKind.EXTENDED, "2026-10-21T06:00:00Z"),
    ("A pause", _changed("paused"), NoticeKind.PAUSED, "2026-10-21T06:00:00Z"),
    ("It goes on", _changed("paused", "resumed"), NoticeKind.RESUMED, "2026-10-23T06:00:00Z"),
    ("Cancelled", _changed("cancelled"), NoticeKind.CANCELLED, "2026-10-23T06:00:00Z"),
    ("It closes soon", case(), NoticeKind.CLOSING_SOON, "2026-10-30T06:00:00Z"),
    ("It closes soon, nothing is counted", _UNCOUNTED, NoticeKind.CLOSING_SOON, "2026-10-30T06:00:00Z"),
    ("It has closed", case(), NoticeKind.CLOSED, "2026-11-01T06:00:00Z"),
    ("It has closed, nothing was counted", _UNCOUNTED, NoticeKind.CLOSED, "2026-11-01T06:00:00Z"),
    ("Joined with another proposal",
     case(proposal=proposal(status=Status.MERGED, merged_into=ProposalId("light")), joined=_JOINED),
     NoticeKind.MERGED, "2026-10-20T06:00:00Z"),
    ("Withdrawn", case(proposal=proposal(status=Status.WITHDRAWN)), NoticeKind.WITHDRAWN, "2026-10-20T06:00:00Z"),
    ("Answered", case(answers=(_ANSWER,)), NoticeKind.ANSWERED, "2026-12-02T06:00:00Z"),
    ("What was done since", case(answers=(_ANSWER,)), NoticeKind.FOLLOW_UP, "2027-02-04T06:00:00Z"),
)  # fmt: skip


def text_of(of: Case, kind: NoticeKind | None, at: str, words: DeskWords) -> str:
    """The comment on the event of that kind; without a kind the first comment."""
    if kind is None:
        return first_comment(of, words, mark=MARK)
    (event,) = [each for each in events_of(of, Instant(at)) if each.kind is kind]
    return announcement(of, event, words, mark=MARK)


def document() -> str:
    """The page of docs/ with all texts."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# What civicgen says in conversations"
    yield ""
    yield "Made from the catalogues by the tests (`CIVICGEN_REWRITE_GOLDEN=1 pytest tests/desk`). It is invented."
    yield "The last line of each comment, which nobody sees, is its marker, see [announcing.md](announcing.md)."
    for heading, of, kind, at in EXAMPLES:
        yield ""
        yield f"## {heading}"
        for words in (english(), german()):
            yield ""
            yield from ("> " + line if line else ">" for line in text_of(of, kind, at, words).splitlines()[:-2])
    yield ""
