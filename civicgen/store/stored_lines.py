"""The lines of a consultation's segments, of which one segment at a time is in memory. Reads files."""

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from itertools import accumulate
from pathlib import Path
from typing import overload

from civicgen.ledger.chain import Line, split_lines
from civicgen.store.texts import read_regular


class StoredLines(Sequence[Line]):
    """Lines as `split_lines` gives them, one segment behind the other. Meant to be gone through in their order.

    Args:
        segments: each file with what it is called.

    Attributes:
        torn: how many bytes stand behind the last newline of the last segment.

    Raises:
        LedgerError: a segment is no ordinary file.
    """

    def __init__(self, segments: Sequence[tuple[Path, str]]) -> None:
        self._segments = segments
        self.torn = 0
        counts = []
        for path, file in segments:
            data = read_regular(path, file)
            counts.append(data.count(b"\n"))
            self.torn = len(data) - (data.rfind(b"\n") + 1)
        self._ends = list(accumulate(counts))
        self._count = self._ends[-1] if counts else 0
        self._held = -1
        self._lines: tuple[Line, ...] = ()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return self._part(at)
        if not -self._count <= at < self._count:
            raise IndexError(at)
        at %= self._count
        segment = bisect_right(self._ends, at)
        if segment != self._held:
            path, file = self._segments[segment]
            self._held, (self._lines, _) = segment, split_lines(read_regular(path, file), file)
        return self._lines[at - (self._ends[segment - 1] if segment else 0)]

    def _part(self, wanted: slice) -> Sequence[Line]:
        """The first so many, still on disk; any other part at once."""
        if wanted.start in (None, 0) and wanted.step in (None, 1):
            first = copy(self)
            first._count = len(range(self._count)[wanted])
            return first
        return [self[at] for at in range(self._count)[wanted]]
