"""The words of announcements: in the language of the conversation, for people, and with nothing in them that acts."""

import os
import re
from pathlib import Path

import pytest
from announce_case import PORTAL, SETTINGS, answer, case, change, consultation, proposal, step
from announce_texts import EXAMPLES, LATER, MARK, document, text_of
from desk_samples import english, german
from forge_reading import rendered
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from civicgen.counting.rules import RULES
from civicgen.desk.announcements import first_comment
from civicgen.desk.cases import Case, Page
from civicgen.desk.words import DeskWords
from civicgen.model.counting import Eligibility
from civicgen.model.names import EligibleAccounts, Outcome, RuleName, Stance
from civicgen.model.notices import NoticeKind, marker_in
from civicgen.site.catalogue import load_catalogue

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "announcing-texts.md"
BOTH = pytest.mark.parametrize("words", [english(), german()], ids=["en", "de"])


def test_the_document_shows_every_text_as_it_stands_in_conversations() -> None:
    if os.environ.get("CIVICGEN_REWRITE_GOLDEN"):
        DOCUMENT.write_text(document(), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def test_the_document_shows_every_kind_of_event() -> None:
    assert {kind or NoticeKind.PUBLISHED for _, _, kind, _ in EXAMPLES} == set(NoticeKind)


@BOTH
@pytest.mark.parametrize(("of", "kind", "at"), [example[1:] for example in EXAMPLES])
def test_a_comment_ends_with_its_marker_which_nobody_sees(
    of: Case, kind: NoticeKind | None, at: str, words: DeskWords
) -> None:
    text = text_of(of, kind, at, words)
    found = marker_in(text)
    assert found is not None
    assert found[1] == MARK
    assert text.count("<!-- civicgen:") == 1
    assert "{" not in text


@BOTH
def test_every_rule_outcome_and_stance_has_words(words: DeskWords) -> None:
    keys = [
        *(f"rule.{rule}" for rule in RULES),
        *(f"outcome.{outcome.value}" for outcome in Outcome),
        *(f"means.{stance.value}" for stance in Stance),
    ]
    assert [key for key in keys if not words.has(f"desk.announce.{key}")] == []


def test_german_lacks_no_words_that_english_has() -> None:
    own = load_catalogue("de").entries
    english_only = [
        key
        for key, text in load_catalogue("en").entries.items()
        if key.startswith("desk.announce.") and own[key] == text
    ]
    assert english_only == []


def test_conversations_in_another_language_are_announced_in_english() -> None:
    with_no_catalogue = DeskWords(language="fr", entries=load_catalogue("fr").entries)
    assert "31 October 2026, 23:59 (Europe/Berlin)" in first_comment(case(), with_no_catalogue, mark=MARK)


@given(st.text(max_size=80))
def test_a_title_is_code_whatever_it_is(title: str) -> None:
    of = case(proposal=proposal(title=title), joined=Page(title=title, address="https://talk.example/x.html"))
    plain = rendered(text_of(case(), None, "", english()))
    html = rendered(text_of(of, None, "", english()))
    assert re.sub(r"<code>.*?</code>", "", html) == re.sub(r"<code>.*?</code>", "", plain)


@given(st.text(max_size=80))
def test_what_the_authority_wrote_is_shown_sign_by_sign(words: str) -> None:
    shift = change("closes", SETTINGS.closes, LATER, at="2026-10-20T08:00:00Z", reason=words)
    of = case(
        consultation=consultation(closes=LATER, changes=(shift,)),
        answers=(answer("2026-10-20", step("2026-10-20", words), answered_by=words),),
    )
    for kind in (NoticeKind.EXTENDED, NoticeKind.ANSWERED, NoticeKind.FOLLOW_UP):
        text = text_of(of, kind, "2026-10-21T06:00:00Z", english())
        found = marker_in(text)
        assert found is not None
        assert found[0].startswith(kind.value)
        html = rendered(text)
        assert "<!--" not in html.replace(text.splitlines()[-1], "")
        assert not re.search(r"<(?!/?(p|strong|a|code|!--)\b)(?!!--)", html)


def test_reactions_are_explained_as_the_consultation_maps_them() -> None:
    settings = replace(SETTINGS, mapping={"heart": Stance.SUPPORT, "new-kind": Stance.ABSTAIN})
    text = first_comment(case(consultation=consultation(counting=settings)), english(), mark=MARK)
    assert "❤️ for support; new-kind for abstention" in text
    assert "opposition" not in text


def test_whom_the_count_leaves_out_is_said() -> None:
    eligibility = Eligibility(accounts=EligibleAccounts.LISTED, minimum_account_age_days=1)
    settings = replace(SETTINGS, rule=RuleName("latest-per-person"), eligibility=eligibility)
    text = first_comment(case(consultation=consultation(counting=settings)), english(), mark=MARK)
    assert "accounts that are not on the authority's list" in text
    assert "accounts younger than 1 day when they react" in text


def test_without_any_contact_the_page_of_the_consultation_is_named() -> None:
    text = first_comment(case(portal=replace(PORTAL, authorities={})), english(), mark=MARK)
    assert "it counts the same: [Streets we share](https://talk.example/consultations/streets/index.html)" in text
