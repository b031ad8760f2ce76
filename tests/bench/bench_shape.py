"""How many supports and comments each proposal has: heavy-tailed, as in Barcelona's city plan of 2016. Pure.

Real are the totals and the greatest number of supports on one proposal; the curve between them is ours:
`greatest * ((1 + bend) / (rank + bend)) ** steepness`, with the steepness at which the sum is the real total. A smaller
run takes every k-th rank of the whole curve, always with the greatest.
"""

PROPOSALS = 10_860
SUPPORTS = 165_127
COMMENTS = 18_192
GREATEST_SUPPORT = 1_720
GREATEST_THREAD = 320
TEN = 10
"""The number of comments of the page that is weighed."""


def supports(size: int) -> list[int]:
    """Supports of `size` proposals, the greatest first."""
    return _every(_curve(GREATEST_SUPPORT, total=SUPPORTS, bend=50.0), size)


def comments(size: int) -> list[int]:
    """Comments of `size` proposals, the greatest first; one proposal at least has ten."""
    chosen = _every(_curve(GREATEST_THREAD, total=COMMENTS, bend=8.0), size)
    if TEN not in chosen:
        chosen[next(place for place, count in enumerate(chosen) if count < TEN)] = TEN
    return sorted(chosen, reverse=True)


def _every(ranking: list[int], size: int) -> list[int]:
    if not 1 <= size <= PROPOSALS:
        raise ValueError(f"size {size}: between 1 and {PROPOSALS}")
    return [ranking[place * PROPOSALS // size] for place in range(size)]


def _curve(greatest: int, *, total: int, bend: float) -> list[int]:
    """A falling curve of whole numbers over all proposals, with exactly this total."""
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        if sum(_at(greatest, bend, middle)) > total:
            low = middle
        else:
            high = middle
    found = _at(greatest, bend, high)
    for place in range(1, total - sum(found) + 1):
        found[place] += 1
    return sorted(found, reverse=True)


def _at(greatest: int, bend: float, steepness: float) -> list[int]:
    return [int(greatest * ((1 + bend) / (rank + bend)) ** steepness) for rank in range(1, PROPOSALS + 1)]
