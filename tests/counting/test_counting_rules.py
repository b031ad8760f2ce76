"""What the two counting rules make of people's stances; every case holds in whatever order the rows were written."""

import pytest
from ledger_table import AFTER, opened, orders, settings, table

from civicgen.counting.tally import count
from civicgen.model.counting import Tally
from civicgen.model.ledger import Row
from civicgen.model.names import RuleName

CASES = {
    "one supporter": (
        "reaction-cast; lamps; ada; +1; 09-05",
        {"one-stance-only": "support 1", "latest-per-person": "support 1"},
    ),
    "thumbs up and down of one account": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ada; -1; 09-06
        """,
        {
            "one-stance-only": "support 0, oppose 0, contradictory 2",
            "latest-per-person": "support 0, oppose 1, duplicate 1",
        },
    ),
    "a third kind does not bring a contradictory stance back": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ada; -1; 09-06
        reaction-cast; lamps; ada; heart; 09-07
        """,
        {
            "one-stance-only": "support 0, oppose 0, contradictory 3",
            "latest-per-person": "support 1, oppose 0, duplicate 2",
        },
    ),
    "thumbs up and heart are one supporter": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ada; heart; 09-06
        """,
        {"one-stance-only": "support 1, duplicate 1", "latest-per-person": "support 1, duplicate 1"},
    ),
    "two stances within the same second: the greater id is the later": (
        """
        reaction-cast; lamps; ada; +1; 09-05; ; reaction:99
        reaction-cast; lamps; ada; -1; 09-05; ; reaction:100
        """,
        {
            "one-stance-only": "support 0, oppose 0, contradictory 2",
            "latest-per-person": "support 0, oppose 1, duplicate 1",
        },
    ),
    "what one account says does not touch another": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ben; -1; 09-05
        reaction-cast; lamps; cem; +1; 09-06
        reaction-cast; lamps; cem; -1; 09-07
        """,
        {
            "one-stance-only": "support 1, oppose 1, contradictory 2",
            "latest-per-person": "support 1, oppose 2, duplicate 1",
        },
    ),
    "a kind that means nothing neither counts nor contradicts": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ada; eyes; 09-06
        """,
        {"one-stance-only": "support 1, unknown-kind 1", "latest-per-person": "support 1, unknown-kind 1"},
    ),
    "a late stance does not contradict one in time": (
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; lamps; ada; -1; 10-01 22:00:00
        """,
        {"one-stance-only": "support 1, late 1", "latest-per-person": "support 1, late 1"},
    ),
    "a withdrawn stance does not contradict the one after it": (
        """
        reaction-cast;      lamps; ada; +1; 09-05; 09-05; reaction:7
        reaction-withdrawn; lamps; ada; +1; ;      09-06; reaction:7
        reaction-cast;      lamps; ada; -1; 09-06; 09-06; reaction:8
        """,
        {"one-stance-only": "oppose 1, withdrawn 1", "latest-per-person": "oppose 1, withdrawn 1"},
    ),
    "removed and added again is one stance": (
        """
        reaction-cast;      lamps; ada; +1; 09-05; 09-05; reaction:7
        reaction-withdrawn; lamps; ada; +1; ;      09-06; reaction:7
        reaction-cast;      lamps; ada; +1; 09-06; 09-06; reaction:9
        """,
        {"one-stance-only": "support 1, withdrawn 1", "latest-per-person": "support 1, withdrawn 1"},
    ),
}


def said(tally: Tally) -> dict[str, int]:
    """A tally in the words of the cases: numbers that are not 0."""
    found = {"support": tally.support, "oppose": tally.oppose, "abstain": tally.abstain}
    for each in tally.excluded:
        found[each.reason.value] = found.get(each.reason.value, 0) + each.count
    return {word: number for word, number in found.items() if number}


def expected(text: str) -> dict[str, int]:
    pairs = [part.split() for part in text.split(",")]
    return {word: int(number) for word, number in pairs if int(number)}


@pytest.mark.parametrize("rule", ["one-stance-only", "latest-per-person"])
@pytest.mark.parametrize("name", CASES)
def test_rule_gives_the_expected_tally_in_every_order(name: str, rule: str) -> None:
    rows, outcomes = CASES[name]
    opening = [opened(settings(rule=RuleName(rule)))]
    for permuted in orders(opening, table(rows)):
        tally = count(permuted, as_of=AFTER)
        assert tally is not None
        assert said(tally.proposals["lamps"]) == expected(outcomes[rule])


@pytest.mark.parametrize("name", CASES)
def test_no_row_of_a_stance_is_lost_or_used_twice(name: str) -> None:
    rows = next(iter(orders([opened()], table(CASES[name][0]))))
    tally = count(rows, as_of=AFTER)
    assert tally is not None
    used = [each.seq for each in (*tally.proposals["lamps"].counted, *tally.proposals["lamps"].excluded)]
    assert sorted(used) == [row.seq for row in rows if row.type == "reaction-cast"]


def test_the_earliest_of_several_equal_stances_is_the_one_counted() -> None:
    rows: list[Row] = table(
        """
        reaction-cast; lamps; ada; heart; 09-06; ; reaction:2
        reaction-cast; lamps; ada; +1;    09-05; ; reaction:3
        """
    )
    for permuted in orders([opened()], rows):
        tally = count(permuted, as_of=AFTER)
        assert tally is not None
        assert [each.kind for each in tally.proposals["lamps"].counted] == ["+1"]


def test_a_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="counting rule 'loudest'"):
        count(next(iter(orders([opened(settings(rule=RuleName("loudest")))], []))), as_of=AFTER)
