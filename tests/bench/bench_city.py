"""A city that is made up, as large as asked: who proposes, supports and comments what, and when.

The same size gives the same city, byte for byte. After `NOW` come rounds, a day apart: in each, `CHANGED` threads get
new supports and some of them a comment, so that a collection at `moment_of(round)` finds that many changed. Reads the
two texts of the page that is weighed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import bench_shape
import bench_words

_HERE = Path(__file__).parent
WEIGHED_TEXT = (_HERE / "weighed_proposal.md").read_text(encoding="utf-8")
WEIGHED_COMMENTS = tuple((_HERE / "weighed_comments.txt").read_text(encoding="utf-8").splitlines())
"""Written by hand: composed texts repeat themselves and would compress too well."""
SLUG = "city-plan"
OWNER, NAME = "vila-clara", "city-plan"
BEGAN = datetime(2016, 1, 10, 9, tzinfo=UTC)
OPENS, CLOSES = "2016-02-01", "2016-04-08"
NOW = datetime(2016, 3, 15, 9, tzinfo=UTC)
ROUNDS = 20
CHANGED = 20
WORDINGS_EVERY = 20
"""One proposal in so many has three wordings."""
KINDS = ("+1", "+1", "+1", "+1", "heart", "hooray")
_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark; `user` is the number of an account."""

    id: int
    thread: int
    user: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A reaction that means support, on a thread's first post."""

    thread: int
    user: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`wordings` are the texts in their order with the time of each; most have one."""

    id: str
    thread: int
    language: str
    title: str
    topics: tuple[str, ...]
    wordings: tuple[tuple[datetime, str], ...]
    supports: tuple[Support, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """`accounts` are numbered from 1; `later` holds what each round after NOW brings. `weighed` has ten comments."""

    proposals: tuple[Proposal, ...]
    weighed: Proposal
    accounts: int
    later: tuple[tuple[Support | Comment, ...], ...]


def city(size: int) -> City:
    """The city with `size` proposals."""
    random = Random(f"vila clara {size}")
    accounts = max(2 * bench_shape.GREATEST_SUPPORT, size * 5 // 2)
    popular = list(range(1, size + 1))
    random.shuffle(popular)
    # What many support is talked about more, though not in the same order.
    places = {thread: place * random.uniform(0.2, 5.0) for place, thread in enumerate(popular)}
    talked = sorted(popular, key=lambda thread: places[thread])
    support_of = dict(zip(popular, bench_shape.supports(size), strict=True))
    comments_of = dict(zip(talked, bench_shape.comments(size), strict=True))
    ids = iter(range(1_000_001, 9_000_000))
    proposals = tuple(
        _proposal(thread, supports=support_of[thread], comments=comments_of[thread], accounts=accounts, ids=ids)
        for thread in range(1, size + 1)
    )
    plain = next(each for each in proposals if len(each.comments) == bench_shape.TEN)
    weighed = _weighed(plain)
    later = tuple(
        _round(number, spared=weighed.thread, size=size, accounts=accounts, ids=ids) for number in range(1, ROUNDS + 1)
    )
    return City(
        proposals=tuple(weighed if each is plain else each for each in proposals),
        weighed=weighed,
        accounts=accounts + ROUNDS,
        later=later,
    )


def moment_of(round_number: int) -> datetime:
    """When all of a round has happened and nothing of the next; round 0 is the start."""
    return NOW + timedelta(days=round_number)


def _proposal(thread: int, *, supports: int, comments: int, accounts: int, ids: Iterator[int]) -> Proposal:
    random = Random(f"proposal {thread}")
    language = bench_words.LANGUAGES[random.choice((0, 0, 0, 1, 1, 2))]
    text = bench_words.proposal_text(random, language)
    begins = NOW - timedelta(days=42)
    people = random.sample(range(1, accounts + 1), supports)
    return Proposal(
        id=f"proposal-{thread:05}",
        thread=thread,
        language=language,
        title=bench_words.title(random, language),
        topics=(random.choice(bench_words.TOPICS),),
        wordings=_wordings(text, random, thread),
        supports=tuple(
            Support(thread=thread, user=person, kind=random.choice(KINDS), at=_within(begins, random))
            for person in people
        ),
        comments=tuple(
            Comment(
                id=next(ids),
                thread=thread,
                user=random.randint(1, accounts),
                at=at,
                text=bench_words.sentences(random, language, random.randint(1, 5)),
            )
            for at in sorted(_within(begins, random) for _ in range(comments))
        ),
    )


def _weighed(proposal: Proposal) -> Proposal:
    """The same with the texts that were written by hand."""
    comments = zip(proposal.comments, WEIGHED_COMMENTS, strict=True)
    return replace(
        proposal,
        language="en",
        title="A path on the old siding, from Weir Lane to the goods yard",
        wordings=((BEGAN, WEIGHED_TEXT),),
        comments=tuple(replace(comment, text=text) for comment, text in comments),
    )


def _wordings(text: str, random: Random, thread: int) -> tuple[tuple[datetime, str], ...]:
    """The text that stands now, last. Earlier ones lack its last paragraphs."""
    if thread % WORDINGS_EVERY != 1:
        return ((BEGAN, text),)
    paragraphs = text.rstrip("\n").split("\n\n")
    batch = timedelta(days=random.randrange(10))
    return (
        (BEGAN + timedelta(days=1), "\n\n".join(paragraphs[:-2]) + "\n"),
        (NOW - timedelta(days=35) + batch, "\n\n".join(paragraphs[:-1]) + "\n"),
        (NOW - timedelta(days=15) + batch, text),
    )


def _round(number: int, *, spared: int, size: int, accounts: int, ids: Iterator[int]) -> tuple[Support | Comment, ...]:
    random = Random(f"round {number} of {size}")
    at = moment_of(number) - timedelta(hours=2)
    user = accounts + number  # an account of this round alone, which has supported nothing yet
    found: list[Support | Comment] = []
    threads = [thread for thread in range(1, size + 1) if thread != spared]
    for place, thread in enumerate(sorted(random.sample(threads, CHANGED))):
        found.append(Support(thread=thread, user=user, kind="+1", at=at + timedelta(seconds=place)))
        if place % 4 == 0:
            words = bench_words.sentences(random, "en", 2)
            found.append(Comment(id=next(ids), thread=thread, user=user, at=at + timedelta(minutes=1), text=words))
    return tuple(found)


def _within(begins: datetime, random: Random) -> datetime:
    return begins + timedelta(seconds=random.randrange(41 * _DAY))
