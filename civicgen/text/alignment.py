"""What two sequences have in common, in order: the ground of a redline. Sequences in, stretches out; no I/O.

`difflib` alone finds good stretches and takes minutes for a long text, or for one word said a thousand times. So it is
asked only about small questions; larger ones are cut at what stands exactly once on both sides, and what even that does
not cut is taken as different.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_SMALL = 2_000_000
_DEEPEST = 12


class Stretch(NamedTuple):
    """`length` items from `before[start]` on equal those from `after[other]` on."""

    start: int
    other: int
    length: int


class Effort:
    """How much work may still be done, in comparisons; shared by all parts of one redline, so that it ends in time."""

    def __init__(self, left: int = 8_000_000) -> None:
        self.left = left

    def allows(self, cost: int) -> bool:
        """Whether that much may be done; then it is taken as done."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


class _Question(NamedTuple):
    """The stretches between these bounds are wanted, ends exclusive."""

    start: int
    end: int
    other: int
    other_end: int
    depth: int


def common_stretches(before: Sequence[str], after: Sequence[str], effort: Effort) -> tuple[Stretch, ...]:
    """Stretches that both have, in their order, none touching the next on both sides. Time is bounded by the effort."""
    found: list[Stretch] = []
    open_questions = [_Question(0, len(before), 0, len(after), 0)]
    while open_questions:
        question = _without_equal_ends(open_questions.pop(), before, after, found)
        if question.start == question.end or question.other == question.other_end:
            continue
        old, new = before[question.start : question.end], after[question.other : question.other_end]
        cost = _cost(old, new)
        if cost == 0:
            continue
        if cost <= _SMALL and effort.allows(cost):
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            found += [
                Stretch(question.start + block.a, question.other + block.b, block.size)
                for block in matcher.get_matching_blocks()
                if block.size
            ]
        elif question.depth < _DEEPEST:
            anchors = _once_in_both(old, new)
            open_questions += _between(anchors, question) if anchors else ()
    return tuple(_merged(sorted(found)))


def _without_equal_ends(
    question: _Question, before: Sequence[str], after: Sequence[str], found: list[Stretch]
) -> _Question:
    """The question without what is equal at its beginning and its end, which is found."""
    start, end, other, other_end, depth = question
    while start < end and other < other_end and before[start] == after[other]:
        start, other = start + 1, other + 1
    if start > question.start:
        found.append(Stretch(question.start, question.other, start - question.start))
    while end > start and other_end > other and before[end - 1] == after[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    if end < question.end:
        found.append(Stretch(end, other_end, question.end - end))
    return _Question(start, end, other, other_end, depth)


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """What `difflib` compares at worst: every pair of equal items, for each stretch that it finds."""
    counts, others = Counter(old), Counter(new)
    pairs = sum(number * others[item] for item, number in counts.items() if item in others)
    return pairs * min(len(old), len(new))


def _once_in_both(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of what stands once in either, as many as are in the same order on both sides."""
    counts, others = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if others[item] == 1}
    pairs = [(place, places[item]) for place, item in enumerate(old) if counts[item] == 1 and item in places]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, which rise in the first, that rise in the second as well."""
    ends: list[int] = []
    last_of: list[int] = []
    came_from: list[int] = []
    for number, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        came_from.append(last_of[length - 1] if length else -1)
        if length == len(ends):
            ends.append(other)
            last_of.append(number)
        else:
            ends[length], last_of[length] = other, number
    chosen: list[tuple[int, int]] = []
    number = last_of[-1] if last_of else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = came_from[number]
    return chosen[::-1]


def _between(anchors: Sequence[tuple[int, int]], question: _Question) -> Iterator[_Question]:
    """The questions from each anchor to the next; an anchor is the equal beginning of its own."""
    starts = [(question.start, question.other)]
    starts += [(question.start + place, question.other + other) for place, other in anchors]
    ends = [*starts[1:], (question.end, question.other_end)]
    for (start, other), (end, other_end) in zip(starts, ends, strict=True):
        yield _Question(start, end, other, other_end, question.depth + 1)


def _merged(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    current: Stretch | None = None
    for stretch in stretches:
        if current is not None and (current.start + current.length, current.other + current.length) == stretch[:2]:
            current = Stretch(current.start, current.other, current.length + stretch.length)
            continue
        if current is not None:
            yield current
        current = stretch
    if current is not None:
        yield current
