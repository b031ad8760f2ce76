"""The town's comments: read from `comments/<proposal>.md`, given times. Reads those files, writes nothing.

A file holds a conversation, one comment after the other. A comment begins with `@name` on a line of its own (`@-` is
somebody who has deleted the account). Lines that begin with `!` say what happened to it:

    !at TIME                   when it was made; without it a plausible moment after the comment before
    !edit TIME                 what follows is its newer text
    !hidden TIME REASON, !shown TIME, !gone TIME
    !line N                    it stands on line N of the pull request's file
    !reply N                   it answers the N-th comment of the file
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from town_threads import Plan
from town_times import believable, moment, text_of

COMMENTS = Path(__file__).parent / "comments"
ID_BASE = 4_000_000


@dataclass(slots=True, kw_only=True)
class Said:
    """A comment. `id` is made of thread and place in the file, so that moderation can name it."""

    id: int
    thread: int
    who: str
    bodies: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    at: str = ""
    hidden: tuple[str, str] | None = None
    shown: str = ""
    gone: str = ""
    line: int = 0
    reply_to: int = 0

    @property
    def is_review(self) -> bool:
        return bool(self.line or self.reply_to)

    @property
    def on(self) -> str:
        return f"{'review_comment' if self.is_review else 'comment'}:{self.id}"


def conversation(thread: int, plan: Plan, *, until: str, chance: random.Random) -> list[Said]:
    """The comments of a thread in the order of their times, none later than `until`."""
    said = list(_read(thread, (COMMENTS / f"{plan.slug}.md").read_text(encoding="utf-8")))
    _give_times(said, began=plan.began, until=until, chance=chance)
    return said


def _read(thread: int, text: str) -> Iterator[Said]:
    current: Said | None = None
    for line in text.splitlines():
        if line.startswith("@"):
            if current is not None:
                yield _trimmed(current)
            place = 1 if current is None else current.id % 100 + 1
            current = Said(id=ID_BASE + thread * 100 + place, thread=thread, who=line[1:], bodies=[""])
        elif current is not None and line.startswith("!"):
            _happened(current, line[1:].split())
        elif current is not None:
            current.bodies[-1] += line + "\n"
    if current is not None:
        yield _trimmed(current)


def _trimmed(said: Said) -> Said:
    said.bodies = [body.strip() for body in said.bodies]
    return said


def _happened(said: Said, words: list[str]) -> None:
    match words:
        case ["at", at]:
            said.at = at
        case ["edit", at]:
            said.edits.append(at)
            said.bodies.append("")
        case ["hidden", at, reason]:
            said.hidden = (at, reason)
        case ["shown", at]:
            said.shown = at
        case ["gone", at]:
            said.gone = at
        case ["line", number]:
            said.line = int(number)
        case ["reply", place]:
            said.reply_to = ID_BASE + said.thread * 100 + int(place)
        case _:
            raise ValueError(f"comment {said.id}: what is {' '.join(words)!r}?")


def _give_times(said: list[Said], *, began: str, until: str, chance: random.Random) -> None:
    """Fill the gaps between the times that are written down: quick at first, then slower, at waking hours."""
    index, before = 0, moment(began)
    while index < len(said):
        upto = next((place for place in range(index, len(said)) if said[place].at), len(said))
        after = moment(said[upto].at) if upto < len(said) else moment(until)
        for comment, at in zip(said[index:upto], _between(before, after, upto - index, chance), strict=True):
            comment.at = text_of(at)
        before, index = after, upto + 1


def _between(after: datetime, before: datetime, count: int, chance: random.Random) -> list[datetime]:
    room = min((before - after).total_seconds() * 0.94, timedelta(days=19).total_seconds())
    while True:
        drawn = (after + timedelta(seconds=600 + (room - 600) * chance.random() ** 1.7) for _ in range(count))
        times = sorted(believable(at, chance) for at in drawn)
        if all(after < at < before for at in times) and len(set(times)) == count:
            return times
