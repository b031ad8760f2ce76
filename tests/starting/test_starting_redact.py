"""Personal data taken out: the editor gives an address and nothing else, and nothing public repeats a word of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starting_portal import HOME, OPEN, Shelf, done, pressed, refused

from civicgen.app.pressing import Pressed
from civicgen.site.catalogue import load_catalogue
from civicgen.starting.plans import Refused
from civicgen.starting.redact import BASES

MODERATION = "content/moderation.yml"
RULES = "# Ours since 2024\nrules:\n  - {id: one-place, title: One place}\nappeal: Write to us. # and we answer\n"
LETTERS = "receipt,received,channel,text,may_publish,checked_by\nP-1/a,2026-09-12,paper,I am Ada.,yes,clerk\n"
TABLE = f"{HOME}/contributions/letters.csv"
FORGE = "https://github.com/oakford/consultations"
SITE = "https://takepart.oakford.example/consultations/bright-streets"
COMMENT = f"{FORGE}/issues/12#issuecomment-50017"


@pytest.mark.parametrize(
    ("link", "item", "consultation"),
    [
        (COMMENT, "comment:50017", None),
        (f"{FORGE}/pull/12#issuecomment-50017", "comment:50017", None),
        (f"{FORGE}/pull/12/files#discussion_r456", "review:456", None),
        ("https://GitHub.com/Oakford/Consultations/issues/12?new=1#issuecomment-50017", "comment:50017", None),
        (f"{SITE}/receipts.html#receipt-P-1/a", "receipt:P-1/a", "bright-streets"),
        (f"{SITE}/receipts.7.html#receipt-P-1%2Fa", "receipt:P-1/a", "bright-streets"),
        ("file:///tmp/consultations/bright-streets/receipts.html#receipt-P-1/a", "receipt:P-1/a", "bright-streets"),
    ],
)
def test_an_address_is_all_that_is_needed(link: str, item: str, consultation: str | None) -> None:
    shelf = Shelf({MODERATION: RULES, TABLE: LETTERS})
    done("redact", shelf, now=OPEN, link=link)
    assert shelf.texts[MODERATION].startswith(RULES)
    (entry,) = shelf.content(at=OPEN).moderation.redactions
    assert (entry.item, entry.consultation, entry.role) == (item, consultation, "editors")
    assert (entry.on.isoformat(), entry.basis) == ("2026-09-15", "Right to erasure, Article 17 GDPR")


def test_a_portal_without_rules_gets_the_file() -> None:
    shelf = Shelf()
    done("redact", shelf, now=OPEN, link=COMMENT, basis="order")
    (entry,) = shelf.content(at=OPEN).moderation.redactions
    assert entry.basis == "Order of a court or an authority"


def test_several_stand_below_each_other_and_on_branches_of_their_own() -> None:
    shelf = Shelf({MODERATION: RULES, TABLE: LETTERS})
    links = (COMMENT, f"{FORGE}/issues/13#issuecomment-50018", f"{SITE}/receipts.html#receipt-P-1/a")
    branches = [done("redact", shelf, now=OPEN, link=link).plan.branch_hint for link in links]
    assert branches == ["redact-comment-50017", "redact-comment-50018", "redact-receipt-p-1-a"]
    items = [entry.item for entry in shelf.content(at=OPEN).moderation.redactions]
    assert items == ["comment:50017", "comment:50018", "receipt:P-1/a"]
    ((name, message),) = refused("redact", shelf, now=OPEN, link=COMMENT)
    assert (name, "already" in message) == ("link", True)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (f"{FORGE}/issues/12", "no single comment"),
        ("https://github.com/elsewhere/repository/issues/12#issuecomment-5", "another repository"),
        ("https://github.com.evil.example/oakford/consultations/issues/12#issuecomment-5", "another repository"),
        (f"{FORGE}-old/issues/12#issuecomment-5", "another repository"),
        (f"{SITE}/receipts.html#receipt-P-404", "no letter of this number"),
        (f"{SITE}/answers.html#receipt-P-1/a", "not the page of letters"),
        (f"{SITE}/../dark-streets/receipts.html#receipt-P-1/a", "not the page of letters"),
        ("comment:50017", "not the address of a comment"),
        ("https://[half an address", "not the address of a comment"),
    ],
)
def test_what_is_no_comment_or_letter_of_this_portal_is_refused(link: str, words: str) -> None:
    shelf = Shelf({MODERATION: RULES, TABLE: LETTERS})
    ((name, message),) = refused("redact", shelf, now=OPEN, link=link)
    assert name == "link"
    assert words in message


def test_whoever_pastes_the_text_instead_of_its_address_does_not_publish_it() -> None:
    """Logs of workflows are public."""
    outcome = pressed("redact", Shelf(), now=OPEN, link="Ada Miller of Mill Lane 3 wrote that her neighbour drinks")
    assert isinstance(outcome, Refused)
    assert "Ada" not in repr(outcome)


@given(tail=st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=40))
def test_nothing_that_the_pull_request_says_repeats_what_was_given(tail: str) -> None:
    letter = f"{SITE}/receipts.html#receipt-{tail}"
    for link in (f"{COMMENT}{tail}", f"{FORGE}/issues/{tail}#issuecomment-50017", letter):
        outcome = pressed("redact", Shelf({TABLE: LETTERS}), now=OPEN, link=link)
        if isinstance(outcome, Pressed):
            plan = outcome.plan
            assert plan.title == "Take out personal data"
            assert link not in plan.summary
            assert plan.branch_hint in ("redact-comment-50017", "redact-receipt-p-1-a") or tail.isdigit()
        elif tail.strip():
            assert link not in repr(outcome)


def test_the_text_that_still_stands_in_the_table_is_told_of_by_its_line() -> None:
    shelf = Shelf({MODERATION: RULES, TABLE: LETTERS})
    outcome = done("redact", shelf, now=OPEN, link=f"{SITE}/receipts.html#receipt-P-1/a")
    assert [(finding.code, str(finding.place)) for finding in outcome.findings] == [("redacted-text", f"{TABLE}:2")]
    assert "Ada" not in repr(outcome.plan)


def test_every_basis_has_words_in_every_language_that_there_is() -> None:
    words = {language: load_catalogue(language).entries for language in ("en", "de")}
    for basis in (*BASES, "role"):
        assert words["en"][f"desk.redact.{basis}"] != words["de"][f"desk.redact.{basis}"]
