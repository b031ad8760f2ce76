"""A proposal's data stands in one part, whose name everybody can tell."""

import pytest

from civicgen.model.leaf import part_name, part_of, parts_for


@pytest.mark.parametrize(
    ("part", "parts", "name"),
    [(0, 1, "stances.csv"), (0, 2, "stances-0.csv"), (7, 64, "stances-07.csv"), (9, 10, "stances-9.csv")],
)
def test_parts_have_names_that_sort_as_they_count(part: int, parts: int, name: str) -> None:
    assert part_name("stances.csv", part, parts) == name


def test_a_small_consultation_has_one_part() -> None:
    assert parts_for(rows=4000, proposals=1000) == 1
    assert parts_for(rows=4001, proposals=1) == 2
    assert parts_for(rows=1, proposals=1001) == 2
    assert {part_of(f"p{number}", 4) for number in range(100)} == {0, 1, 2, 3}
