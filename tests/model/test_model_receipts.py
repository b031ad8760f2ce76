"""Numbers on slips of paper: nobody has two, nobody can tell who has the next, and a slip of the pen is found."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from civicgen.model.receipts import ALPHABET, has_slip, new_receipts

NUMBERS = st.integers(0, 10**6).map(lambda seed: next(new_receipts("P", 1, (), random.Random(seed).randrange)))


@given(NUMBERS)
def test_every_wrong_character_is_found(receipt: str) -> None:
    assert not has_slip(receipt)
    for place in (2, 3, 4, 5, 7, 8, 9, 10):
        for other in ALPHABET.replace(receipt[place], ""):
            wrong = receipt[:place] + other + receipt[place + 1 :]
            assert has_slip(wrong)


@given(NUMBERS)
def test_every_two_characters_that_changed_places_are_found(receipt: str) -> None:
    for one, two in combinations((2, 3, 4, 5, 7, 8, 9, 10), 2):
        swapped = list(receipt)
        swapped[one], swapped[two] = swapped[two], swapped[one]
        assert has_slip("".join(swapped)) or receipt[one] == receipt[two]


def test_small_letters_are_the_same_number() -> None:
    (receipt,) = new_receipts("P", 1, (), random.Random(1).randrange)
    assert not has_slip(receipt.lower())


def test_numbers_of_a_towns_own_are_left_alone() -> None:
    for receipt in ("P-001", "2026/17", "P-2345-6789", "LIST-ABCD-EFGH", "M-0001-0002", "P-7K3M-9XW", "P7K3M9XW4"):
        assert not has_slip(receipt)


@given(prefix=st.sampled_from(["P", "MEETING"]), seed=st.integers(0, 1000))
def test_nobody_gets_a_number_that_is_taken(prefix: str, seed: int) -> None:
    first = list(new_receipts(prefix, 40, (), random.Random(seed).randrange))
    again = list(new_receipts(prefix, 40, [each.lower() for each in first], random.Random(seed).randrange))
    assert len({*first, *again}) == 80


def test_a_number_says_nothing_of_the_next() -> None:
    """They come from all of the alphabet at every place, in no order."""
    found = list(new_receipts("P", 2_000, (), random.Random(7).randrange))
    assert found != sorted(found)
    for place in (2, 3, 4, 5, 7, 8, 9, 10):
        assert {receipt[place] for receipt in found} == set(ALPHABET)
