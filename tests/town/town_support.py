"""The town's reactions: who set which sign on which post, when, and who took it back. Pure, given a chance.

A few people are everywhere and most are rarely there; a thread is busiest in its first days, again after the Courier's
article and after the extension, and in the evenings. Written down by hand is what the conversations tell of.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from town_conversation import Said
from town_people import LEFT, Person
from town_threads import THREADS, TRANSFERRED, Plan
from town_times import believable, moment, text_of

NOW = "2026-11-20T09:00:00Z"
LAST = "2026-11-20T08:30:00Z"
MILL_OPENS, MILL_CLOSES, MILL_LAST = "2026-06-22T08:00:00Z", "2026-08-16T22:59:59Z", "2026-08-30T20:00:00Z"
STREETS_OPENS = "2026-10-05T07:00:00Z"
SUPPORTING = {"+1": 84, "heart": 9, "rocket": 4, "hooray": 3}
OPPOSING = {"-1": 88, "confused": 12}
MILL_WAVES = ((MILL_OPENS, 6.0, 45), ("2026-07-11T10:00:00Z", 2.5, 25), ("2026-08-13T06:00:00Z", 1.4, 30))
STREETS_WAVES = (("2026-10-15T06:00:00Z", 1.8, 22), ("2026-11-04T13:00:00Z", 2.2, 14), ("2026-11-08T06:00:00Z", 0.6, 6))
"""When people came, for how many days on average, and how many of a hundred."""
ON_COMMENTS = {"+1": 62, "heart": 17, "laugh": 13, "rocket": 3, "-1": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A reaction. `who` is a name of the town, "-" for a deleted account."""

    on: str
    who: str
    content: str
    at: str
    removed: str = ""


def _sign(thread: int, who: str, content: str, at: str, removed: str = "") -> Sign:
    return Sign(on=f"issue:{thread}", who=who, content=content, at=at, removed=removed)


AS_TOLD = (
    _sign(26, "late-walker", "-1", "2026-10-06T22:31:00Z", "2026-10-17T08:11:00Z"),
    _sign(26, "late-walker", "+1", "2026-10-17T08:11:20Z"),
    _sign(54, "serious-matters", "-1", "2026-11-04T19:02:00Z", "2026-11-14T17:28:00Z"),
    _sign(54, "serious-matters", "+1", "2026-11-14T17:28:30Z"),
    _sign(2, "weir-street-38", "+1", "2026-06-22T18:20:00Z"),
    _sign(9, "angler-below", "eyes", "2026-07-15T20:10:00Z"),
    _sign(9, "petrie-mill", "eyes", "2026-07-02T17:45:00Z"),
    _sign(21, "millside-nina", "+1", "2026-10-05T16:50:00Z"),
    _sign(21, "bend-cottage-2", "+1", "2026-10-08T19:30:00Z", "2026-10-21T20:15:00Z"),
    _sign(30, "fenwick-trader", "-1", "2026-10-06T12:15:00Z"),
    _sign(30, "angry-at-beds", "-1", "2026-11-15T20:06:00Z"),
    _sign(33, "two-jobs-mother", "-1", "2026-10-13T20:40:00Z", "2026-11-19T20:25:00Z"),
    _sign(33, "two-jobs-mother", "+1", "2026-11-19T20:25:40Z"),
    _sign(39, "corn-market-shoes", "-1", "2026-10-16T17:12:00Z"),
    _sign(53, "tanners-row-21", "+1", "2026-11-02T19:45:00Z", "2026-11-06T18:08:00Z"),
    # set before the opening, some of them set again after it, as the update of 5 October asks
    _sign(21, "choir-alto", "+1", "2026-10-02T11:03:00Z", "2026-10-05T18:20:00Z"),
    _sign(21, "choir-alto", "+1", "2026-10-05T18:20:30Z"),
    _sign(22, "pram-and-toddler", "+1", "2026-10-03T09:15:00Z"),
    _sign(22, "night-nurse-ada", "heart", "2026-10-03T19:42:00Z"),
    _sign(23, "commuter-jules", "+1", "2026-10-04T18:26:00Z", "2026-10-05T07:31:00Z"),
    _sign(23, "commuter-jules", "+1", "2026-10-05T07:31:20Z"),
    _sign(25, "lamp-lighter-ed", "+1", "2026-10-05T06:59:59Z"),
    _sign(25, "ghent-expat", "+1", "2026-10-05T07:00:00Z"),
    # signs for and against by the same account
    _sign(30, "no-car-ward", "+1", "2026-10-08T19:12:00Z"),
    _sign(30, "no-car-ward", "-1", "2026-10-08T19:12:40Z"),
    _sign(30, "dads-taxi", "-1", "2026-10-12T18:33:00Z"),
    _sign(30, "dads-taxi", "heart", "2026-10-30T19:01:00Z"),
    _sign(39, "village-driver", "+1", "2026-10-20T20:14:00Z"),
    _sign(39, "village-driver", "-1", "2026-10-17T21:50:00Z"),
    _sign(5, "millside-nina", "+1", "2026-06-25T19:55:00Z"),
    _sign(5, "millside-nina", "-1", "2026-07-06T20:45:00Z"),
    # around the closing of the mill yard: the last second, the first second too late, and days too late
    _sign(8, "swift-recorder", "+1", "2026-08-16T22:59:59Z"),
    _sign(8, "county-bats", "+1", "2026-08-16T23:00:00Z"),
    _sign(7, "flood-gauge", "+1", "2026-08-18T06:12:00Z"),
    _sign(5, "exchange-kitchen", "+1", "2026-08-17T19:40:00Z"),
    # withdrawn between two collections with the closing in between: nobody can say on which side of it
    _sign(10, "maple-floor", "-1", "2026-07-03T18:05:00Z", "2026-08-15T20:33:00Z"),
    _sign(4, "food-inspector-off-duty", "+1", "2026-07-09T19:20:00Z", "2026-08-16T21:05:00Z"),
    # withdrawn long after the closing, which changes nothing any more
    _sign(12, "barn-man", "+1", "2026-07-20T19:15:00Z", "2026-09-12T18:20:00Z"),
    # by accounts that no longer exist
    _sign(4, "-", "+1", "2026-07-02T20:11:00Z"),
    _sign(7, "-", "+1", "2026-08-01T18:30:00Z"),
    _sign(22, "-", "+1", "2026-10-11T19:27:00Z"),
    _sign(22, "-", "heart", "2026-10-15T20:02:00Z"),
    _sign(39, "-", "-1", "2026-10-18T17:44:00Z"),
    # by programs
    _sign(27, "timetable-bot", "+1", "2026-10-16T04:00:00Z"),
    _sign(38, "timetable-bot", "+1", "2026-10-16T04:00:05Z"),
    _sign(54, "duck-bot", "heart", "2026-11-05T05:00:00Z"),
    _sign(2, "stale-bot", "eyes", "2026-07-30T03:00:00Z"),
)


class Crowd:
    """Draws people by their eagerness, and their times by the waves of a consultation."""

    def __init__(self, people: dict[str, Person], chance: random.Random) -> None:
        self._people = people
        self._chance = chance
        self._citizens = sorted(name for name, person in people.items() if person.kind == "User" and name != "desk")

    def on_thread(self, thread: int, plan: Plan) -> Iterator[Sign]:
        """Stances on a proposal, and what was taken back of them."""
        told = {sign.who for sign in AS_TOLD if sign.on == f"issue:{thread}"}
        names = [name for name in self._drawn() if name not in told]
        for place, name in enumerate(names[: plan.support + plan.oppose]):
            kinds = SUPPORTING if place < plan.support else OPPOSING
            at = self._time(plan, name)
            if at:
                yield from self._stance(thread, plan, name, kinds, at)

    def on_comment(self, said: Said, plan: Plan) -> Iterator[Sign]:
        """What people thought of a comment; nobody reacts to what is hidden or gone."""
        end = min(filter(None, (LAST, said.gone, said.hidden and said.hidden[0], plan.locked, _left(said.thread))))
        for name in self._drawn()[: min(int(self._chance.expovariate(0.75)), 9)]:
            drawn = believable(moment(said.at) + timedelta(days=self._chance.expovariate(0.5)), self._chance)
            if moment(said.at) < drawn < moment(end) and self._exists(name, drawn):
                yield Sign(on=said.on, who=name, content=_one_of(ON_COMMENTS, self._chance), at=text_of(drawn))

    def _drawn(self) -> list[str]:
        keys = {name: self._chance.expovariate(1.0) / self._people[name].eagerness for name in self._citizens}
        return sorted(self._citizens, key=lambda name: keys[name])

    def _stance(self, thread: int, plan: Plan, name: str, kinds: dict[str, int], at: datetime) -> Iterator[Sign]:
        first = _sign(thread, name, _one_of(kinds, self._chance), text_of(at))
        end = moment(plan.locked or _left(thread) or (MILL_LAST if plan.is_mill else LAST))
        later = believable(at + timedelta(days=self._chance.expovariate(0.12)), self._chance)
        dice = self._chance.random()
        if dice < 0.03 and at < later < end:
            yield replace(first, removed=text_of(later))
            if dice < 0.012:
                other = _one_of(OPPOSING if kinds is SUPPORTING else SUPPORTING, self._chance)
                yield _sign(thread, name, other, text_of(later + timedelta(seconds=25)))
            elif dice < 0.018 and later + timedelta(days=1) < end:
                yield _sign(thread, name, first.content, text_of(later + timedelta(hours=11)))
            return
        yield first
        if dice > 0.965 and kinds is SUPPORTING and first.content == "+1":
            yield _sign(thread, name, "heart", text_of(at + timedelta(seconds=7)))
        elif dice > 0.94:
            yield _sign(thread, name, self._chance.choice(("eyes", "laugh")), text_of(at + timedelta(seconds=9)))

    def _time(self, plan: Plan, name: str) -> datetime | None:
        waves = MILL_WAVES if plan.is_mill else ((max(plan.began, STREETS_OPENS), 5.0, 58), *STREETS_WAVES)
        first = moment(max(plan.began, MILL_OPENS if plan.is_mill else STREETS_OPENS))
        last = moment(min(MILL_CLOSES if plan.is_mill else LAST, plan.locked or LAST, plan.closed or LAST))
        if plan.is_mill and (last < first or self._chance.random() < 0.05):
            first, waves = moment(plan.began), ((plan.began, 9.0, 1),)
        elif plan.is_mill and self._chance.random() < 0.012:
            last, waves = moment(MILL_LAST), ((MILL_CLOSES, 5.0, 1),)
        for _ in range(60):
            start, days, _share = self._chance.choices(waves, weights=[wave[2] for wave in waves])[0]
            drawn = moment(start) + timedelta(days=self._chance.expovariate(1 / days))
            drawn = believable(drawn, self._chance)
            if first < drawn < last and self._exists(name, drawn):
                return drawn
        return None

    def _exists(self, name: str, at: datetime) -> bool:
        return moment(self._people[name].created_at) < at < moment(LEFT.get(name, NOW))


def signs(said: Iterable[Said], people: dict[str, Person], chance: random.Random) -> Sequence[Sign]:
    """All reactions in the order of their times; the same kind by the same account on the same post is one."""
    crowd = Crowd(people, chance)
    every = list(AS_TOLD)
    for thread, plan in THREADS.items():
        every += crowd.on_thread(thread, plan)
    for comment in said:
        every += crowd.on_comment(comment, THREADS[comment.thread])
    return sorted(every, key=lambda sign: (sign.at, sign.on, sign.who, sign.content))


def _one_of(kinds: dict[str, int], chance: random.Random) -> str:
    return chance.choices(list(kinds), weights=list(kinds.values()))[0]


def _left(thread: int) -> str:
    """When the thread was moved to another repository."""
    return str(TRANSFERRED[thread]["at"]) if thread in TRANSFERRED else ""
