"""Whether a tally reaches what was promised, in whole numbers and fractions."""

from fractions import Fraction

import pytest
from ledger_table import settings

from civicgen.counting.thresholds import threshold_result
from civicgen.model.counting import Eligibility, Threshold

TWO_THIRDS = Fraction(2, 3)


def reached(
    threshold: Threshold, *, support: int, oppose: int = 0, abstain: int = 0, listed: int | None = None
) -> object:
    terms = settings(threshold=threshold, eligibility=Eligibility(listed_total=listed))
    result = threshold_result(terms, support=support, oppose=oppose, abstain=abstain)
    assert result is not None
    return result.is_met


def promise(**parts: object) -> Threshold:
    return Threshold(consequence="The council debates it.", **parts)  # type: ignore[arg-type]  # cases give the parts


@pytest.mark.parametrize(("support", "is_met"), [(99, False), (100, True), (101, True)])
def test_support_exactly_at_the_number_is_enough(support: int, is_met: bool) -> None:
    assert reached(promise(support=100), support=support) is is_met


@pytest.mark.parametrize(
    ("support", "oppose", "is_met"),
    [(2, 1, True), (199, 100, False), (200, 100, True), (66_666_666, 33_333_334, False), (0, 5, False)],
)
def test_a_share_of_two_thirds_is_not_66_6_percent(support: int, oppose: int, is_met: bool) -> None:
    assert reached(promise(share=TWO_THIRDS), support=support, oppose=oppose) is is_met


def test_abstentions_count_for_the_quorum_and_not_for_the_share() -> None:
    threshold = promise(share=Fraction(1, 2), quorum=10)
    assert reached(threshold, support=5, oppose=4, abstain=1) is True
    assert reached(threshold, support=5, oppose=4, abstain=0) is False


@pytest.mark.parametrize(("participants", "is_met"), [(9, False), (10, True)])
def test_a_quorum_as_share_of_the_listed_accounts_is_met_exactly(participants: int, is_met: bool) -> None:
    assert reached(promise(quorum_share=Fraction(1, 3)), support=participants, listed=30) is is_met


def test_nobody_yet_is_neither_met_nor_missed() -> None:
    assert reached(promise(support=100), support=0) is None
    assert reached(promise(share=TWO_THIRDS, quorum=0), support=0) is None


def test_zero_eligible_is_neither_met_nor_missed() -> None:
    assert reached(promise(quorum_share=Fraction(1, 2)), support=3, listed=0) is None
    assert reached(promise(quorum_share=Fraction(1, 2)), support=3, listed=None) is None


def test_only_abstentions_leave_the_share_open_but_not_the_number() -> None:
    assert reached(promise(share=TWO_THIRDS), support=0, abstain=3) is None
    assert reached(promise(share=TWO_THIRDS, support=1), support=0, abstain=3) is False


def test_each_part_is_named() -> None:
    threshold = promise(support=1, share=TWO_THIRDS, quorum=5, quorum_share=Fraction(1, 2))
    terms = settings(threshold=threshold, eligibility=Eligibility(listed_total=4))
    result = threshold_result(terms, support=2, oppose=0, abstain=0)
    assert result is not None
    assert dict(result.parts) == {"support": True, "share": True, "quorum": False, "quorum-share": True}


def test_without_a_promise_there_is_no_result() -> None:
    assert threshold_result(settings(), support=5, oppose=0, abstain=0) is None
