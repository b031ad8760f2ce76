"""Wikimedia's Community Wishlist Surveys 2015-2019 as content and seed. Reads the data, writes a portal.

Real are: the proposals and their titles, who proposed them, and every named support. The data has **no texts and no
times**: texts, days of opening and closing, threads, account numbers and the moment of each support are **made up
here**.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portal_run import Portal, line_of, quoted

FILE = "wikimedia-wishlist/proposals_2015_2019.json.gz"
NOW = "2020-06-01T12:00:00Z"
REPOSITORY = "wishes/surveys"
_CONSULTATION = """\
---
title: Community Wishlist Survey {year}
summary: Proposals for the tools of the wikis and the supports that they found in {year}. Texts and times are made up.
question: What should be built for the wikis next?
authority: council
contact: council@portal.example
influence: consult
decided_by: The team for community tools
phases:
  - name: Support
    kind: propose-and-support
    opens: {year}-11-01
    closes: {year}-12-31
---

The survey of {year}, category by category.
"""
_PROPOSAL = """\
---
title: {title}
thread: {thread}
topics: [{category}]
{authors}---

The data of the survey has no texts: these words are made up and stand for a wish in the category {category}.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A proposal of a survey. `voters` are the different names that supported it; `is_listed`: the source has them."""

    id: str
    year: str
    category: str
    title: str
    thread: int
    proposers: tuple[str, ...]
    voters: tuple[str, ...]
    is_listed: bool

    @property
    def consultation(self) -> str:
        return f"wishlist-{self.year}"


def read_wishes(data: Path) -> list[Wish]:
    """All proposals of all years, with threads numbered through."""
    with gzip.open(data / FILE, "rt", encoding="utf-8") as file:
        surveys = json.load(file)
    return list(_wishes(surveys))


def _wishes(surveys: dict[str, dict[str, dict[str, dict[str, object]]]]) -> Iterator[Wish]:
    thread = 0
    for year, categories in sorted(surveys.items()):
        for category, proposals in categories.items():
            for title, told in proposals.items():
                thread += 1
                yield Wish(
                    id=f"wish-{thread}",
                    year=year,
                    category=category,
                    title=title,
                    thread=thread,
                    proposers=_names(told.get("proposer")),
                    voters=_names(told.get("voters")),
                    is_listed="voters" in told,
                )


def _names(told: object) -> tuple[str, ...]:
    """The different names, in the order of the source."""
    names = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    return tuple(dict.fromkeys(str(name) for name in names))


def write_content(portal: Portal, wishes: list[Wish]) -> None:
    portal.begin(
        name="Wishes", repository=REPOSITORY, words="Real proposals and supports; texts and times are made up."
    )
    for wish in wishes:
        folder = f"content/consultations/{wish.consultation}"
        portal.write(f"{folder}/consultation.md", _CONSULTATION.format(year=wish.year))
        authors = f"authors: [{', '.join(quoted(name) for name in wish.proposers)}]\n" if wish.proposers else ""
        text = _PROPOSAL.format(
            title=quoted(wish.title), thread=wish.thread, category=quoted(wish.category), authors=authors
        )
        portal.write(f"{folder}/proposals/{wish.id}.md", text)
    portal.commit("2015-10-01T12:00:00Z")


def seed_of(wishes: list[Wish]) -> Iterator[str]:
    """The lines of the seed: an account for each name, an issue for each proposal, a thumb for each support."""
    owner, name = REPOSITORY.split("/")
    yield line_of(type="repository", owner=owner, name=name, id=1, created_at="2015-01-01T00:00:00Z", now=NOW)
    names = sorted({voter for wish in wishes for voter in wish.voters})
    numbers = {voter: number for number, voter in enumerate(names, start=1)}
    for number in numbers.values():
        yield line_of(type="user", id=number, login=f"wisher-{number}", created_at="2010-01-01T00:00:00Z")
    for wish in wishes:
        began = datetime(int(wish.year), 11, 1, 8, tzinfo=UTC)
        yield line_of(type="issue", number=wish.thread, title=wish.title, created_at=_text(began))
        for place, voter in enumerate(wish.voters):
            at = _text(began + timedelta(minutes=1 + 97 * place))
            on = f"issue:{wish.thread}"
            yield line_of(type="reaction", on=on, user=numbers[voter], content="+1", created_at=at)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
