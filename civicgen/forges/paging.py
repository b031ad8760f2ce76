"""Reads all pages of many subjects' reactions at once: the next page of each in one query.

In: subjects by node id. Out: their live reactions, or why they could not be read whole. People withdraw and add while
we read, and a page then begins elsewhere than the one before ended: what was read is believed only when it holds
together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from civicgen.forges.batches import Absent, Failed, Question, ask_all
from civicgen.forges.calls import Calls
from civicgen.forges.decode import Reacted, ReactionNode, ReactionPage
from civicgen.forges.queries import reactions
from civicgen.model.times import Instant, moment

NodeId = str
Reactions = Mapping[int, ReactionNode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The pages of one subject so far: what they held, the totals that they named, and where the next begins."""

    found: Mapping[int, ReactionNode] = field(default_factory=dict)
    totals: tuple[int, ...] = ()
    after: str | None = None
    is_done: bool = False

    def and_then(self, page: ReactionPage) -> "Reading":
        """With the next page; one that leads back to itself is the last."""
        return replace(
            self,
            found={**self.found, **page.found},
            totals=(*self.totals, page.total_count),
            after=page.page_info.end_cursor,
            is_done=not page.page_info.has_next_page or page.page_info.end_cursor in (self.after, None),
        )

    @property
    def is_whole(self) -> bool:
        """Whether as many different ones were found as there are by the last page's total."""
        return len(self.found) == self.totals[-1]

    def is_calm(self, began: Instant) -> bool:
        """Whether nothing was added or withdrawn since `began`, as far as the pages show."""
        is_steady = len(set(self.totals)) == 1
        return self.is_whole and is_steady and (len(self.totals) == 1 or len(self.before(began)) == len(self.found))

    def before(self, began: Instant) -> frozenset[int]:
        """Those made before `began`."""
        bound = moment(began)
        return frozenset(id_ for id_, node in self.found.items() if node.created_at < bound)


def read_whole(
    calls: Calls, subjects: Mapping[NodeId, Reading], *, began: Instant
) -> dict[NodeId, Reactions | Absent | Failed]:
    """The reactions of all subjects; each goes on from the pages that it has already.

    A subject that changed while it was read is read once more from the start. The second reading is believed when it is
    calm, or agrees with the first about everything made before `began` (what is added meanwhile comes last).
    """
    answers: dict[NodeId, Reactions | Absent | Failed] = {}
    first = _read_pages(calls, subjects)
    contested: dict[NodeId, Reading] = {}
    for subject, reading in first.items():
        if not isinstance(reading, Reading):
            answers[subject] = reading
        elif reading.is_calm(began):
            answers[subject] = reading.found
        else:
            contested[subject] = reading
    again = _read_pages(calls, {subject: Reading() for subject in contested})
    for subject, reading in again.items():
        answers[subject] = _believed(contested[subject], reading, began)
    return answers


def _believed(first: Reading, again: Reading | Absent | Failed, began: Instant) -> Reactions | Absent | Failed:
    if not isinstance(again, Reading):
        return again
    agrees = again.is_whole and again.before(began) == first.before(began)
    if again.is_calm(began) or agrees:
        return again.found
    total = again.totals[-1]
    return Failed(f"its reactions changed while they were read: {len(again.found)} found, {total} by the forge's count")


def _read_pages(calls: Calls, subjects: Mapping[NodeId, Reading]) -> dict[NodeId, Reading | Absent | Failed]:
    readings: dict[NodeId, Reading | Absent | Failed] = dict(subjects)
    places = _unfinished(readings)
    while places:
        question: Question[tuple[NodeId, str | None], Reacted] = Question(
            operation="Reactions", part=lambda place: reactions(*place), shape=Reacted
        )
        for place, answer in ask_all(calls, question, places, done=lambda _: None).items():
            reading = readings[place[0]]
            assert isinstance(reading, Reading)
            readings[place[0]] = reading.and_then(answer.reactions) if isinstance(answer, Reacted) else answer
        places = _unfinished(readings)
    return readings


def _unfinished(readings: Mapping[NodeId, Reading | Absent | Failed]) -> Sequence[tuple[NodeId, str | None]]:
    return [
        (subject, reading.after)
        for subject, reading in readings.items()
        if isinstance(reading, Reading) and not reading.is_done
    ]
