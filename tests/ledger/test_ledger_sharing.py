"""Equal facts are kept once, and nothing else is taken for equal."""

from civicgen.ledger.sharing import LARGEST_TABLE, shared_facts


def test_equal_facts_are_kept_once() -> None:
    assert shared_facts({"account": "user", "age": "365"}) is shared_facts({"account": "user", "age": "365"})


def test_facts_that_only_compare_equal_stay_apart() -> None:
    assert shared_facts({"is_locked": True})["is_locked"] is True
    assert shared_facts({"is_locked": 1})["is_locked"] is not True


def test_many_different_facts_are_all_told_truly() -> None:
    facts = [{"wording": number} for number in range(2 * LARGEST_TABLE + 5)]
    assert [shared_facts(each) for each in facts] == facts
