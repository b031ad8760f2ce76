"""The machine-made difference between two versions of a text: what was kept, removed and added. No I/O.

Two texts come in, frozen data goes out that says nothing of how it is shown. Blocks are compared first, then the words
of blocks that have become others. The same two texts give the same redline, whatever their size in bounded time: where
texts are too large or too monotonous to be compared finely, they are compared coarsely.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from civicgen.text.alignment import Effort, common_stretches
from civicgen.text.passages import blocks_of, words_of

_MOST_PAIRS = 2_500
_ALIKE = 0.4
_NEARBY = 4
_ENDING_SPACES = re.compile(r"\s*\Z")


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Run(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A piece of text with one fate."""

    fate: Fate
    text: str


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A block with what became of its words. A block that is kept, removed or added as a whole has one run."""

    runs: tuple[Run, ...]

    @property
    def is_kept(self) -> bool:
        return all(run.fate is Fate.KEPT for run in self.runs)

    @property
    def differs_in_words(self) -> bool:
        """Whether more than spaces and line ends changed."""
        return any(run.fate is not Fate.KEPT and run.text.strip() for run in self.runs)


class Redline(msgspec.Struct, frozen=True, kw_only=True):
    """The difference between two texts, both of which can be had back from it to the letter."""

    parts: tuple[Part, ...]

    @property
    def before(self) -> str:
        return self._without(Fate.ADDED)

    @property
    def after(self) -> str:
        return self._without(Fate.REMOVED)

    @property
    def changed(self) -> int:
        """The number of blocks in which more than spaces and line ends changed."""
        return sum(part.differs_in_words for part in self.parts)

    def _without(self, fate: Fate) -> str:
        return "".join(run.text for part in self.parts for run in part.runs if run.fate is not fate)


def redline(before: str, after: str) -> Redline:
    """What became of `before` on the way to `after`."""
    return Redline(parts=tuple(_parts(blocks_of(before), blocks_of(after), Effort())))


def _parts(old: Sequence[str], new: Sequence[str], effort: Effort) -> Iterator[Part]:
    start = other = 0
    for stretch in common_stretches([*map(_spaceless, old)], [*map(_spaceless, new)], effort):
        yield from _changed_parts(old[start : stretch.start], new[other : stretch.other], effort)
        start, other = stretch.start + stretch.length, stretch.other + stretch.length
        for before, after in zip(old[stretch.start : start], new[stretch.other : other], strict=True):
            runs = (Run(fate=Fate.KEPT, text=before),) if before == after else _reworded(before, after, effort)
            yield Part(runs=tuple(_joined(runs)))
    yield from _changed_parts(old[start:], new[other:], effort)


def _spaceless(block: str) -> str:
    """The same for two blocks that differ in spaces and line ends alone."""
    return " ".join(block.split())


def _changed_parts(old: Sequence[str], new: Sequence[str], effort: Effort) -> Iterator[Part]:
    """Blocks between two that were kept: those that are alike are compared word by word, in order."""
    start = other = 0
    for place, other_place in [*_alike(old, new, effort), (len(old), len(new))]:
        yield from (Part(runs=(Run(fate=Fate.REMOVED, text=block),)) for block in old[start:place])
        yield from (Part(runs=(Run(fate=Fate.ADDED, text=block),)) for block in new[other:other_place])
        if place < len(old):
            yield Part(runs=tuple(_joined(_reworded(old[place], new[other_place], effort))))
        start, other = place + 1, other_place + 1


def _alike(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[tuple[int, int]]:
    """Which blocks became which: pairs in order on both sides, as alike as can be in all; of very many, near ones."""
    if not old or not new:
        return []
    words, others = [_counted(block) for block in old], [_counted(block) for block in new]
    if len(old) * len(new) > _MOST_PAIRS:
        return [*_alike_nearby(words, others)]
    if not effort.allows(sum(map(len, words)) * len(new) + sum(map(len, others))):
        return []
    return _most_alike(words, others)


def _alike_nearby(words: Sequence[Counter[str]], others: Sequence[Counter[str]]) -> Iterator[tuple[int, int]]:
    """Each with the first alike among the few that come next on the other side."""
    other = 0
    for place, word_counts in enumerate(words):
        for other_place in range(other, min(other + _NEARBY, len(others))):
            if _gain(_likeness(word_counts, others[other_place])):
                yield place, other_place
                other = other_place + 1
                break


def _most_alike(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the greatest sum of likeness."""
    # best[i][j]: how alike the blocks from old[i] and new[j] on can be in all.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(before, after) for after in new] for before in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], _gain(alike[i][j]) + best[i + 1][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if _gain(alike[i][j]) and best[i][j] == _gain(alike[i][j]) + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(likeness: float) -> float:
    return likeness if likeness >= _ALIKE else 0.0


def _counted(block: str) -> Counter[str]:
    """The words of a block by how often they stand there, signs left out."""
    words = (word.rstrip() for word in words_of(block))
    return Counter(word for word in words if any(letter.isalnum() for letter in word))


def _likeness(words: Counter[str], others: Counter[str]) -> float:
    """The share of the words of both that have a partner: 0 for none, 1 for all."""
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _reworded(before: str, after: str, effort: Effort) -> Iterator[Run]:
    old, new = words_of(before), words_of(after)
    start = other = 0
    for stretch in common_stretches([w.rstrip() for w in old], [w.rstrip() for w in new], effort):
        yield from _replaced("".join(old[start : stretch.start]), "".join(new[other : stretch.other]))
        start, other = stretch.start + stretch.length, stretch.other + stretch.length
        for word, now in zip(old[stretch.start : start], new[stretch.other : other], strict=True):
            yield from _same(word, now)
    yield from _replaced("".join(old[start:]), "".join(new[other:]))


def _same(before: str, after: str) -> Iterator[Run]:
    """The same but for the spaces behind it."""
    if before == after:
        yield Run(fate=Fate.KEPT, text=before)
        return
    text = before.rstrip()
    yield Run(fate=Fate.KEPT, text=text)
    yield Run(fate=Fate.REMOVED, text=before[len(text) :])
    yield Run(fate=Fate.ADDED, text=after[len(text) :])


def _replaced(before: str, after: str) -> Iterator[Run]:
    """One text for another. The spaces with which both end are kept, so that the words alone stand out."""
    spaces = _ENDING_SPACES.search(before)
    kept = spaces[0] if spaces is not None and before and after and _ends_alike(before, after) else ""
    yield Run(fate=Fate.REMOVED, text=before.removesuffix(kept))
    yield Run(fate=Fate.ADDED, text=after.removesuffix(kept))
    yield Run(fate=Fate.KEPT, text=kept)


def _ends_alike(before: str, after: str) -> bool:
    return before[len(before.rstrip()) :] == after[len(after.rstrip()) :]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Without empty runs; what was removed and added between two kept runs is one of each."""
    kept: list[str] = []
    removed: list[str] = []
    added: list[str] = []

    def flush() -> Iterator[Run]:
        for fate, texts in ((Fate.KEPT, kept), (Fate.REMOVED, removed), (Fate.ADDED, added)):
            if text := "".join(texts):
                yield Run(fate=fate, text=text)
            texts.clear()

    for run in runs:
        if not run.text:
            continue
        if run.fate is Fate.KEPT:
            if removed or added:
                yield from flush()
            kept.append(run.text)
        elif run.fate is Fate.REMOVED:
            removed.append(run.text)
        else:
            added.append(run.text)
    yield from flush()
