"""Receipts on their pages: found by their numbers, in the order in which people look, with nothing that tells who."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from views_town import facts, proposal

from civicgen.model.contribution import Contribution
from civicgen.model.facts import ConsultationFacts, ProposalFacts
from civicgen.model.findings import Place
from civicgen.model.letters import Letter, LetterResult
from civicgen.model.names import Channel, ConsultationSlug, Outcome, ProposalId, Stance, State, Status
from civicgen.model.times import Instant
from civicgen.views.receipts import PAGE_SIZE, ReceiptsPage, natural_order, receipt_lines, receipts_pages

STREETS = ConsultationSlug("streets")
AT = Instant("2026-10-10T00:00:00Z")


def about(*proposals: ProposalFacts, state: State | None = State.OPEN) -> ConsultationFacts:
    return ConsultationFacts(
        slug=STREETS,
        title="Streets",
        page="consultations/streets/index.html",
        state=state,
        as_of=AT,
        built_for=AT,
        answer_by=None,
        contributions=0,
        proposals=proposals,
    )


def letter(receipt: str, **fields: object) -> Letter:
    known = {"proposal": ProposalId("a"), "received": AT, "channel": "paper", "result": LetterResult.COUNTED}
    return Letter(**{"receipt": receipt, "stance": "support", **known, **fields})  # type: ignore[arg-type]


def entry(receipt: str, **fields: object) -> Contribution:
    known = {
        "receipt": receipt,
        "batch": "Mr Miller's pile",
        "consultation": STREETS,
        "received": AT,
        "channel": Channel.EMAIL,
        "proposal": None,
        "stance": None,
        "count": 1,
        "text": "I am Mr Miller.",
        "may_publish": False,
        "evidence": None,
        "checked_by": "Ms Clerk",
        "place": Place(file="letters.csv"),
    }
    return Contribution(**{**known, **fields})  # type: ignore[arg-type]


def pages_of(count: int) -> list[ReceiptsPage]:
    lines = receipt_lines(about(), [letter(f"P-{number}") for number in range(1, count + 1)], [])
    return list(
        receipts_pages(lines, about(), title="", description="", contact="", authority=None, zone="Europe/Berlin")
    )


def test_numbers_stand_as_people_look_them_up() -> None:
    receipts = ["P-1", "P-2", "P-10", "P-010", "P-2/7", "Q-1", "P-7K3M-9XW4", "2026-1", "P"]
    expected = ["2026-1", "P", "P-1", "P-2", "P-2/7", "P-7K3M-9XW4", "P-010", "P-10", "Q-1"]
    random.Random(4).shuffle(receipts)
    assert [line.receipt for line in receipt_lines(about(), map(letter, receipts), [])] == expected


@given(st.lists(st.text(), unique=True))
def test_any_numbers_have_an_order_and_one_only(receipts: list[str]) -> None:
    keys = {natural_order(receipt) for receipt in receipts}
    assert len(sorted(keys)) == len(receipts)


def test_a_number_of_thousands_of_digits_is_a_number_too() -> None:
    assert natural_order("P-" + "9" * 10_000) > natural_order("P-10")


def test_a_line_leads_to_the_proposal_and_its_answer() -> None:
    answered = msgspec.structs.replace(
        facts(proposal("a")), outcome=Outcome.PARTLY, answered_on="2026-11-12", status=Status.ANSWERED
    )
    (line,) = receipt_lines(about(answered), [letter("P-1", count=3)], [])
    assert line.figure == "streets/a/receipt:P-1"
    assert line.about is not None
    assert (line.about.status, line.about.outcome) == ("answered", "partly")
    assert line.about.answer == f"{answered.page}#answer"


def test_a_proposal_of_a_closed_consultation_is_shown_closed() -> None:
    (line,) = receipt_lines(about(facts(proposal("a")), state=State.CLOSED), [letter("P-1")], [])
    assert line.about is not None
    assert (line.about.status, line.about.answer) == ("closed", "")


def test_what_is_in_the_tables_and_not_yet_in_the_record_is_there_and_says_so() -> None:
    lines = receipt_lines(about(facts(proposal("a"))), [letter("P-2")], [entry("P-2"), entry("P-1"), entry("P-3")])
    assert [(line.receipt, line.result) for line in lines] == [
        ("P-1", "entered"),
        ("P-2", "counted"),
        ("P-3", "entered"),
    ]


def test_no_name_no_pile_and_no_text_goes_onto_the_page() -> None:
    lines = receipt_lines(about(), [], [entry("P-1", stance=Stance.SUPPORT, may_publish=True)])
    (page,) = receipts_pages(lines, about(), title="", description="", contact="", authority=None, zone="UTC")
    assert not any(word in repr(page) for word in ("Miller", "Clerk"))


def test_the_page_is_there_before_any_letter_came() -> None:
    """Slips of paper bear its address."""
    (page,) = pages_of(0)
    assert (page.address, page.lines, page.ranges) == ("consultations/streets/receipts.html", (), ())


@pytest.mark.parametrize("count", [1, PAGE_SIZE, PAGE_SIZE + 1, 10_860])
def test_many_receipts_come_in_pages_that_say_which_numbers_they_have(count: int) -> None:
    pages = pages_of(count)
    assert len(pages) == -(-count // PAGE_SIZE)
    assert [line.receipt for page in pages for line in page.lines] == [f"P-{n}" for n in range(1, count + 1)]
    for page in pages:
        assert len(page.ranges) == (len(pages) if len(pages) > 1 else 0)
        assert {each.address for each in page.ranges} <= {each.address for each in pages}
        own = [each for each in page.ranges if each.address == page.address]
        assert all((each.first, each.last) == (page.lines[0].receipt, page.lines[-1].receipt) for each in own)


def test_stances_that_nobody_knows_need_no_words() -> None:
    (line,) = receipt_lines(about(), [letter("P-1", stance="hostile")], [])
    assert line.stance == ""
