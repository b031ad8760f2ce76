"""A proposal counted from the rows that concern it has the numbers that it has among all rows."""

import random

import pytest
from ledger_table import AFTER, CLOSES, at, changed, closed, numbered, opened, settings, table

from civicgen.counting.comments import comment_weights
from civicgen.counting.numbers import closings_of, proposal_numbers
from civicgen.counting.tally import count
from civicgen.ledger.slices import NO_PROPOSAL, slices
from civicgen.model.ledger import Row
from civicgen.model.names import ConsultationSlug, ProposalId

TOWN = ConsultationSlug("town")


def made_up(seed: int) -> tuple[Row, ...]:
    """A ledger of 60 rows in which receipts and comments change, move to other proposals, and are redacted."""
    chance = random.Random(seed)  # nothing secret
    live: list[tuple[str, str, str, str]] = []
    lines: list[Row] = []
    for number in range(60):
        proposal, person = chance.choice("abc"), f"p{chance.randrange(5)}"
        seen = f"09-{chance.randrange(10, 28)}"
        match chance.randrange(9):
            case 0 | 1 | 2:
                on = chance.choice(["", "", f"on=comment:{chance.randrange(4)}"])
                kind = chance.choice(["+1", "-1", "heart", "eyes"])
                live.append((proposal, kind, f"reaction:{number}", on))
                line = f"reaction-cast;{proposal};{person};{kind};{seen};{seen};reaction:{number};{on}"
            case 3 if live:
                of, kind, ref, on = live.pop(chance.randrange(len(live)))
                line = f"reaction-withdrawn;{of};;{kind};;{seen};{ref};{on}"
            case 4:
                line = f"comment-made;{proposal};{person};;{seen};{seen};comment:{chance.randrange(4)};"
            case 5:
                row = chance.choice(["comment-hidden", "comment-edited", "comment-gone", "comment-shown"])
                line = f"{row};{proposal};;;{seen};{seen};comment:{chance.randrange(4)};reason=SPAM"
            case 6:
                line = f"redaction;;;;;{seen};{chance.choice(['comment', 'receipt'])}:{chance.randrange(4)};"
            case _:
                named, people = chance.choice([proposal, proposal, ""]), chance.randrange(3)
                receipt = f"receipt:{chance.randrange(4)}"
                line = f"contribution;{named};;support;{seen};{seen};{receipt};channel=paper count={people}"
        lines += table(line)
    lines.insert(40, changed(settings(closes=at("09-20")), seen_at="09-19"))
    lines.insert(50, closed(CLOSES))
    return numbered([opened(), *lines])


@pytest.mark.parametrize("seed", range(40))
def test_the_rows_that_concern_a_proposal_are_all_that_its_numbers_need(seed: int) -> None:
    rows = made_up(seed)
    closings = closings_of(rows, as_of=AFTER)
    wholes = [count(rows, as_of=AFTER, closes=each.terms.settings.closes) for each in closings]
    comments = comment_weights(rows, as_of=AFTER)
    found = slices(rows)
    assert set(found) - {NO_PROPOSAL} == set(comments)
    for proposal, concerned in found.items():
        if proposal == NO_PROPOSAL:
            continue
        numbers = proposal_numbers(proposal, concerned, slug=TOWN, closings=closings, as_of=AFTER)
        assert list(numbers.tallies) == [whole.proposals[proposal] for whole in wholes if whole is not None]
        assert numbers.comments == comments[proposal]


def test_a_receipt_that_moved_and_what_was_redacted_concern_every_proposal_that_was_named() -> None:
    rows = table(
        """
        contribution ; lamps ;; support ; 09-10 ;; receipt:A ; channel=paper count=1
        contribution ; trees ;; support ; 09-11 ;; receipt:A ; channel=paper count=1
        contribution ;       ;;         ; 09-11 ;; receipt:B ; channel=paper count=1
        redaction    ;       ;;         ;       ;; receipt:A ;
        reaction-cast; trees ; ada ; +1 ; 09-12 ;; reaction:1 ;
        """
    )
    kept = {proposal: [row.seq for row in of] for proposal, of in slices(numbered([opened(), *rows])).items()}
    assert kept == {NO_PROPOSAL: [4], ProposalId("lamps"): [2, 3, 5], ProposalId("trees"): [2, 3, 5, 6]}
