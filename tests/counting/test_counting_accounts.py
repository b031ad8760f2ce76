"""Whose stance counts: bots and deleted accounts never, others as the terms say; and what came without an account."""

import pytest
from ledger_table import AFTER, at, closed, numbered, opened, settings, table

from civicgen.counting.tally import count
from civicgen.model.counting import ConsultationTally, CountingSettings, Eligibility
from civicgen.model.ledger import Row
from civicgen.model.names import EligibleAccounts


def counted(rows: str, terms: CountingSettings | None = None, more: list[Row] | None = None) -> ConsultationTally:
    tally = count(numbered([opened(terms), *table(rows), *(more or [])]), as_of=AFTER)
    assert tally is not None
    return tally


def reasons(tally: ConsultationTally) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in tally.proposals["lamps"].excluded:
        found[each.reason.value] = found.get(each.reason.value, 0) + each.count
    return found


def test_bots_and_deleted_accounts_are_listed_apart() -> None:
    tally = counted(
        """
        reaction-cast; lamps; ada;    +1; 09-05
        reaction-cast; lamps; nobody; +1; 09-05; ; ; account=deleted age=unknown
        reaction-cast; lamps; nobody; +1; 09-06; ; ; account=deleted age=unknown
        reaction-cast; lamps; robo;   +1; 09-05; ; ; account=bot
        reaction-cast; lamps; nobody; +1; 09-05; ; ; account=unknown age=unknown
        """
    )
    assert tally.proposals["lamps"].support == 1
    assert reasons(tally) == {"unattributable": 3, "bot": 1}


def test_a_person_is_one_whatever_the_login_says() -> None:
    """Rows know people by a pseudonym of the numeric id: renamed is the same, a reused login is somebody else."""
    tally = counted(
        """
        reaction-cast; lamps; id-17; +1;    09-05
        reaction-cast; lamps; id-17; heart; 09-09
        reaction-cast; lamps; id-18; +1;    09-10
        """
    )
    assert (tally.proposals["lamps"].support, tally.accounts, reasons(tally)) == (2, 2, {"duplicate": 1})


@pytest.mark.parametrize(
    ("minimum", "ages", "supporters"),
    [(0, ("0", "unknown", "365"), 3), (7, ("1", "7", "30"), 2), (365, ("90", "365", "unknown"), 1)],
)
def test_accounts_younger_than_the_minimum_are_not_eligible(
    minimum: int, ages: tuple[str, ...], supporters: int
) -> None:
    rows = "\n".join(f"reaction-cast; lamps; p{number}; +1; 09-05; ; ; age={age}" for number, age in enumerate(ages))
    tally = counted(rows, settings(eligibility=Eligibility(minimum_account_age_days=minimum)))
    assert tally.proposals["lamps"].support == supporters
    assert reasons(tally).get("not-eligible", 0) == len(ages) - supporters


def test_with_a_list_only_listed_accounts_count_and_paper_counts_as_it_was_checked() -> None:
    terms = settings(eligibility=Eligibility(accounts=EligibleAccounts.LISTED, listed_total=50))
    tally = counted(
        """
        reaction-cast; lamps; ada; +1; 09-05; ; ; listed=true
        reaction-cast; lamps; ben; +1; 09-05; ; ; listed=false
        reaction-cast; lamps; cem; +1; 09-05
        contribution;  lamps; ; support; 09-05; ; receipt:1; channel=paper count=3
        """,
        terms,
    )
    assert (tally.proposals["lamps"].support, reasons(tally)) == (4, {"not-eligible": 2})


def test_offline_contributions_count_by_channel_with_their_number_of_people() -> None:
    tally = counted(
        """
        reaction-cast; lamps; ada; +1;      09-05
        contribution;  lamps; ; support; 09-06; ; receipt:1; channel=paper count=40
        contribution;  lamps; ; oppose;  09-06; ; receipt:2; channel=email count=1
        contribution;  lamps; ; abstain; 09-06; ; receipt:3; channel=meeting count=2
        contribution;  lamps; ; support; 08-06; ; receipt:4; channel=paper count=7
        contribution;  lamps; ; support; 10-02 01:00:00; ; receipt:5; channel=paper count=9
        contribution;  lamps; ; ;        09-06; ; receipt:6; channel=form count=1
        """
    )
    lamps = tally.proposals["lamps"]
    assert (lamps.support, lamps.oppose, lamps.abstain, lamps.accounts) == (41, 1, 2, 1)
    assert lamps.by_channel == {"email": 1, "forge": 1, "meeting": 2, "paper": 40}
    assert reasons(tally) == {"early": 7, "late": 9}


def test_a_corrected_receipt_replaces_the_one_before_and_zero_takes_it_back() -> None:
    tally = counted(
        """
        contribution; lamps; ; support; 09-06; 09-07; receipt:1; channel=paper count=40
        contribution; lamps; ; support; 09-06; 09-09; receipt:1; channel=paper count=38
        contribution; lamps; ; support; 09-06; 09-07; receipt:2; channel=paper count=5
        contribution; lamps; ; support; 09-06; 09-09; receipt:2; channel=paper count=0
        """
    )
    assert tally.proposals["lamps"].support == 38
    assert [(each.seq, each.reason.value, each.count) for each in tally.proposals["lamps"].excluded] == [
        (2, "duplicate", 40),
        (4, "withdrawn", 5),
        (5, "withdrawn", 0),
    ]


def test_a_receipt_that_was_entered_in_time_is_not_corrected_after_the_tally_was_frozen() -> None:
    late = table("contribution; lamps; ; support; 09-06; 10-20; receipt:1; channel=paper count=1")
    rows = numbered(
        [
            opened(),
            *table("contribution; lamps; ; support; 09-06; 09-07; receipt:1; channel=paper count=40"),
            closed(),
            *late,
        ]
    )
    tally = count(rows, as_of=at("11-01"))
    assert tally is not None
    assert tally.proposals["lamps"].support == 40
    assert "corrected by row 4" in tally.proposals["lamps"].counted[0].note


def test_different_accounts_are_counted_once_over_all_proposals() -> None:
    tally = counted(
        """
        reaction-cast; lamps; ada; +1; 09-05
        reaction-cast; bikes; ada; -1; 09-05
        reaction-cast; bikes; ben; +1; 09-05
        reaction-cast; bikes; cem; +1; 12-05
        """
    )
    assert tally.accounts == 2
    assert {name: each.accounts for name, each in tally.proposals.items()} == {"bikes": 2, "lamps": 1}


def test_facts_that_nobody_can_count_are_named() -> None:
    with pytest.raises(ValueError, match="whole number"):
        counted("contribution; lamps; ; support; 09-06; ; receipt:1; channel=paper count=-4")
