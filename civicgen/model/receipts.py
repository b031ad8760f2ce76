"""Numbers of receipts that civicgen makes: easy to read, to write and to say, and a slip of the pen shows. No I/O.

`P-7K3M-9XW4`: a prefix, seven characters by chance, and one that follows from them. The alphabet leaves out what is
taken for something else in handwriting (0 O Q G, 1 I L, 5 S, 8 B, 2 Z, U: at most one of each is in it) and the vowels,
so that no words come about. It has 23 characters, a prime: so the weighted sum finds every single wrong character, and
every two that changed places.

They come by chance, not by counting: whoever stood behind us in the queue has a number that does not follow from ours.
"""

import re
from collections.abc import Callable, Collection, Iterator

ALPHABET = "23456789CDFHJKMNPRTVWXY"
PREFIX = re.compile(r"[A-Z]{1,8}", re.ASCII)
_BY_CHANCE = 7
_FORM = re.compile(rf"[A-Z]{{1,8}}-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})", re.ASCII)


def new_receipts(prefix: str, count: int, taken: Collection[str], pick: Callable[[int], int]) -> Iterator[str]:
    """So many numbers that nobody has yet. `pick(n)` gives one of 0 to n - 1, each as likely as the others."""
    known = {receipt.upper() for receipt in taken}
    while count > 0:
        characters = "".join(ALPHABET[pick(len(ALPHABET))] for _ in range(_BY_CHANCE))
        characters += _follows_from(characters)
        receipt = f"{prefix}-{characters[:4]}-{characters[4:]}"
        if receipt not in known and sum(map(str.isalpha, characters)) > 1:  # one wrong character leaves a letter
            known.add(receipt)
            count -= 1
            yield receipt


def has_slip(receipt: str) -> bool:
    """Whether a number looks like one of ours and is none: a character is wrong, or two changed places.

    Digits alone are never ours: a town may count in its own way.
    """
    form = _FORM.fullmatch(receipt.upper())
    if form is None:
        return False
    characters = form[1] + form[2]
    return not characters.isdecimal() and _follows_from(characters[:_BY_CHANCE]) != characters[_BY_CHANCE]


def _follows_from(characters: str) -> str:
    """The last character of a number. The weights are different, and none is 0: the sum of all is a multiple of 23."""
    total = sum(weight * ALPHABET.index(each) for weight, each in enumerate(characters, start=2))
    return ALPHABET[-total % len(ALPHABET)]
