"""Which events of a seed concern a request: acts to do before it is answered, and faults of its answer. No I/O."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import Act, AnyAct, Happening
from civicgen.rehearsal.faults import AnyFault
from civicgen.rehearsal.seed import EventLine, When


@dataclass(slots=True, kw_only=True)
class _Waiting:
    """An event that has not had its whole effect.

    `left` are the effects to come, `seen` the requests that matched, `since` the requests before it was added.
    """

    when: When
    do: AnyAct | AnyFault
    left: int
    since: int
    seen: int = 0


class Events:
    """The events still to come. `requests` counts the API's requests since the start of the server."""

    def __init__(self) -> None:
        self.requests = 0
        self._waiting: list[_Waiting] = []

    def add(self, events: Iterable[EventLine]) -> list[Happening]:
        """Take up events; those that are acts at an instant are given back, for the world's future.

        Requests and matches are counted from the moment an event is added.
        """
        timed: list[Happening] = []
        for event in events:
            if event.when.at is not None and isinstance(event.do, Act):
                timed.append(Happening(at=Instant(event.when.at), act=event.do))
            else:
                times = 1 if isinstance(event.do, Act) else event.do.times
                self._waiting.append(_Waiting(when=event.when, do=event.do, left=times, since=self.requests))
        return timed

    def meet(self, description: str, now: Instant) -> tuple[list[AnyAct], list[AnyFault]]:
        """Count a request, described as `METHOD target`, and tell what it sets off."""
        self.requests += 1
        acts: list[AnyAct] = []
        faults: list[AnyFault] = []
        for event in self._waiting:
            if self._is_due(event, description, now):
                event.left -= 1
                if isinstance(event.do, Act):
                    acts.append(event.do)
                else:
                    faults.append(event.do)
        self._waiting = [event for event in self._waiting if event.left > 0]
        return acts, faults

    def _is_due(self, event: _Waiting, description: str, now: Instant) -> bool:
        when = event.when
        if when.request is not None:
            return self.requests - event.since >= when.request
        if when.at is not None:
            return now >= when.at
        if when.path is None or re.search(when.path, description) is None:
            return False
        event.seen += 1
        return event.seen >= when.nth
