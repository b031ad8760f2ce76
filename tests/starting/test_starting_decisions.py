"""What came in and becomes no page of its own: refused under a rule, or joined with a proposal that says the same."""

import pytest
from starting_portal import CONSULTATION, LAMPS, OPEN, Shelf, done, pressed

from civicgen.starting.plans import Refused

MODERATION = "content/moderation.yml"
RULES = "# Ours since 2024\nrules:\n  - {id: one-place, title: One place}\nappeal: Write to us. # and we answer\n"
SLUG = "bright-streets"


def refusal(rules: str = RULES, **inputs: str) -> tuple[Shelf, str]:
    shelf = Shelf({MODERATION: rules})
    done("refuse", shelf, now=OPEN, **{"issue": "31", "consultation": SLUG, "rule": "one-place", **inputs})
    return shelf, shelf.texts[MODERATION]


def test_a_refusal_is_entered_with_its_rule_and_every_other_byte_stays() -> None:
    shelf, text = refusal()
    assert text.startswith(RULES)
    (entry,) = shelf.content(at=OPEN).moderation.record
    assert (entry.item, entry.rule, entry.role, entry.outcome, entry.consultation) == (
        "thread:31",
        "one-place",
        "editor",
        "refused",
        SLUG,
    )
    assert entry.on.isoformat() == "2026-09-15"


def test_the_next_one_stands_below_the_last() -> None:
    shelf, _ = refusal()
    done("refuse", shelf, now=OPEN, issue="#32", consultation=SLUG, rule="one-place", role="clerk")
    assert [entry.item for entry in shelf.content(at=OPEN).moderation.record] == ["thread:31", "thread:32"]


@pytest.mark.parametrize("rules", [RULES.rstrip("\n"), RULES.replace("\n", "\r\n"), RULES + "record: []\n"])
def test_files_are_written_in_many_ways(rules: str) -> None:
    shelf, _ = refusal(rules)
    assert [entry.item for entry in shelf.content(at=OPEN).moderation.record] == ["thread:31"]


@pytest.mark.parametrize(
    "issue",
    ["https://github.com/oakford/consultations/issues/31", "https://github.com/oakford/c/issues/31#issuecomment-7"],
)
def test_an_issue_is_named_as_the_browser_shows_it(issue: str) -> None:
    _, text = refusal(issue=issue)
    assert "thread:31" in text


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"issue": "the one about lamps"}, "is no issue"),
        ({"issue": "31; rm -rf /"}, "is no issue"),
        ({"rule": "none-such"}, "there is no rule"),
        ({"issue": "12"}, f"belongs to {LAMPS}"),
        ({"consultation": "elsewhere"}, "there is no consultation"),
    ],
)
def test_what_cannot_be_refused_says_why(inputs: dict[str, str], words: str) -> None:
    given = {"issue": "31", "consultation": SLUG, "rule": "one-place", **inputs}
    refused = pressed("refuse", Shelf({MODERATION: RULES}), now=OPEN, **given)
    assert isinstance(refused, Refused)
    assert words in refused.doubts[0].message


def test_nobody_is_refused_twice() -> None:
    shelf, _ = refusal()
    again = pressed("refuse", shelf, now=OPEN, issue="31", consultation=SLUG, rule="one-place")
    assert isinstance(again, Refused)
    assert "refused already" in again.doubts[0].message


def test_an_issue_is_joined_with_the_proposal_that_says_the_same() -> None:
    shelf = Shelf()
    for issue in ("31", "32"):
        done("join", shelf, now=OPEN, issue=issue, consultation=SLUG, proposal="lamps-in-mill-lane")
    proposals = {proposal.file: proposal for proposal in shelf.streets(at=OPEN).proposals}
    assert proposals[LAMPS].joined == (31, 32)
    assert "# by Ada" in shelf.texts[LAMPS]
    assert CONSULTATION in shelf.texts


def test_a_published_proposal_is_not_joined_this_way() -> None:
    refused = pressed("join", Shelf(), now=OPEN, issue="13", consultation=SLUG, proposal="lamps-in-mill-lane")
    assert isinstance(refused, Refused)
    assert "merged_into" in refused.doubts[0].hint
