"""Plain stances are let in at a glance: the reasons are those that a look at each stance by itself would give."""

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from ledger_table import CLOSES, MAPPING, OPENS, at, settings, table
from msgspec.structs import replace

from civicgen.counting.reasons import bar_alone, reasons_of
from civicgen.counting.rules import rule_named
from civicgen.counting.stances import StanceSeen
from civicgen.model.counting import Eligibility, Pause, Terms
from civicgen.model.names import (
    AccountKind,
    AgeBand,
    Channel,
    Early,
    EligibleAccounts,
    Excluded,
    PersonId,
    ProposalId,
    RuleName,
    Stance,
)
from civicgen.model.times import Instant

MOMENTS = st.sampled_from(
    [
        *(at("08-20"), Instant("2026-09-01T05:59:59Z"), OPENS, at("09-10"), at("09-11")),
        *(CLOSES, Instant("2026-10-01T22:00:00Z"), at("10-05")),
    ]
)
MOSTLY = st.integers(0, 9).map(bool)
"""What is nearly always so: otherwise hardly a stance in these tests would be plain."""
WITHDRAWALS = [
    *table("reaction-withdrawn; lamps; ; +1; ; 09-12; reaction:1"),
    *table("reaction-withdrawn; lamps; ; +1; ; 10-02; reaction:1"),
]
CHANGES = st.sampled_from(
    [
        {},
        {"rule": RuleName("latest-per-person")},
        {"early": Early.COUNT_FROM_OPENING},
        {"eligibility": Eligibility(minimum_account_age_days=7, listed_total=100)},
        {"eligibility": Eligibility(accounts=EligibleAccounts.LISTED)},
        {"pauses": (Pause(begins=at("09-10"), ends=at("09-11")),)},
        {"cancelled": at("09-11")},
    ]
)
TERMS = st.builds(
    lambda one, other, frozen_after: Terms(settings=settings(**(one | other)), frozen_after=frozen_after),
    CHANGES,
    CHANGES,
    st.sampled_from([None, None, 2]),
)


@st.composite
def stances_of_a_proposal(draw: st.DrawFn) -> list[StanceSeen]:
    found = []
    for seq in range(1, draw(st.integers(0, 6)) + 1):
        is_offline = not draw(MOSTLY)
        kinds = ["support", "oppose", "perhaps"] if is_offline else [*MAPPING, "eyes", ""]
        found.append(
            StanceSeen(
                seq=seq,
                proposal=ProposalId("lamps"),
                person=draw(st.sampled_from("abcdef").map(PersonId)) if not is_offline and draw(MOSTLY) else None,
                kind=draw(st.sampled_from(kinds)),
                made_at=draw(MOMENTS),
                ref=f"reaction:{seq}",
                channel=Channel.PAPER if is_offline else Channel.FORGE,
                count=draw(st.integers(0, 3)) if is_offline else 1,
                account=AccountKind.USER if draw(MOSTLY) else draw(st.sampled_from(AccountKind)),
                age=draw(st.sampled_from(AgeBand)),
                is_listed=draw(st.sampled_from([True, True, None, False])),
                ended_by=None if draw(MOSTLY) else draw(st.sampled_from(WITHDRAWALS)),
            )
        )
    return found


@effort(max_examples=300)
@given(stances_of_a_proposal(), TERMS)
def test_reasons_are_those_of_each_stance_and_then_of_the_rule(stances: list[StanceSeen], terms: Terms) -> None:
    expected: dict[int, tuple[Excluded | None, str]] = {}
    of_person: dict[PersonId, list[tuple[StanceSeen, Stance]]] = {}
    for stance in stances:
        expected[stance.seq] = bar_alone(stance, terms) or (None, "")
        if expected[stance.seq] == (None, "") and stance.person is not None:
            of_person.setdefault(stance.person, []).append((stance, MAPPING[stance.kind]))
    for theirs in of_person.values():
        for seq, reason in rule_named(terms.settings.rule)(theirs).items():
            expected[seq] = (reason, "")
    reasons, notes = reasons_of(stances, terms)
    assert {seq: (reason, notes.get(seq, "")) for seq, reason in reasons.items()} == expected


@given(stances_of_a_proposal(), TERMS)
def test_what_is_plain_does_not_hang_on_the_order_of_the_rows(stances: list[StanceSeen], terms: Terms) -> None:
    assert reasons_of(stances[::-1], terms) == reasons_of(stances, terms)


@given(stances_of_a_proposal())
def test_one_pause_long_ago_changes_nothing_but_the_way(stances: list[StanceSeen]) -> None:
    """Terms with a pause have no plain stances: the same comes out without the glance."""
    plain = Terms(settings=settings(), frozen_after=None)
    long_ago = (Pause(begins=at("01-01"), ends=at("01-02")),)
    looked_at = replace(plain, settings=replace(plain.settings, pauses=long_ago))
    assert reasons_of(stances, plain) == reasons_of(stances, looked_at)
