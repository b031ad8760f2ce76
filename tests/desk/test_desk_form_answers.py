"""What was answered to a form is read from the issue as it was written, or not at all (T30, H16)."""

import re

import pytest
from desk_samples import content_with, english, german
from forge_writing import written
from hypothesis import example, given
from hypothesis import strategies as st
from test_desk_inert import HOSTILE

from civicgen.desk.form_answers import FormAnswers, read_answers
from civicgen.desk.form_fields import ProposalForm, proposal_form

CONTENT = content_with()
CONSULTATION = CONTENT.dossiers[0].consultation
ENGLISH, GERMAN = (proposal_form(CONSULTATION, CONTENT.portal, words) for words in (english(), german()))
FORMS = (ENGLISH, GERMAN)
ANSWERS = {
    "summary": "Lamps in Mill Lane",
    "place": "Mill Lane",
    "text": "It is dark.\n\n- One lamp\n- Two lamps",
    "cost": "12000 EUR",
    "authors": "Publish it without a name",
}
BODY = written(ENGLISH, ANSWERS)


def said(answers: FormAnswers) -> list[str]:
    return [doubt.say(english()) for doubt in answers.doubts]


def test_answers_are_read_as_they_were_written() -> None:
    found = read_answers(BODY, FORMS)
    assert found.form == ENGLISH
    assert {name: found.answers[name] for name in ANSWERS} == ANSWERS
    assert found.doubts == ()


def test_the_headings_tell_the_language() -> None:
    answers = {**ANSWERS, "authors": "Ohne Namen veröffentlichen"}
    found = read_answers(written(GERMAN, answers), FORMS)
    assert found.form == GERMAN
    assert found.answers["authors"] == "Ohne Namen veröffentlichen"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_change_nothing(end: str) -> None:
    assert read_answers(BODY.replace("\n", end), FORMS) == read_answers(BODY, FORMS)


def test_what_was_left_out_is_no_answer() -> None:
    found = read_answers(written(ENGLISH, {**ANSWERS, "cost": ""}), FORMS)
    assert found.answers["cost"] == ""
    assert found.doubts == ()


def test_none_is_a_word_unless_something_had_to_be_chosen() -> None:
    found = read_answers(written(ENGLISH, {**ANSWERS, "cost": "None", "authors": "None"}), FORMS)
    assert found.answers["cost"] == "None"
    assert found.answers["authors"] == ""
    assert said(found) == ["Nothing is written under `May your name stand below it`."]


def test_what_had_to_be_answered_and_was_not_is_doubtful() -> None:
    found = read_answers(written(ENGLISH, {"authors": ANSWERS["authors"]}, ticked=False), FORMS)
    assert said(found) == [
        "Nothing is written under `Your proposal in one sentence`.",
        "Nothing is written under `Where`.",
        "Nothing is written under `What happens there now, and what would you change`.",
        "Under `Please confirm` not everything is confirmed as the form asks now.",
    ]


@pytest.mark.parametrize(
    "choice",
    [
        "Publish it without a name, Publish it with the name of my GitHub account",
        "publish it with the name of my GitHub account",
        "Yes",
        "Mit dem Namen meines GitHub-Kontos veröffentlichen",
        "Publish it without a name\nPublish it with the name of my GitHub account",
    ],
)
def test_a_choice_that_was_not_offered_chooses_nothing(choice: str) -> None:
    found = read_answers(written(ENGLISH, {**ANSWERS, "authors": choice}), FORMS)
    assert found.answers["authors"] == ""
    assert [doubt.key for doubt in found.doubts] == ["choice"]


@pytest.mark.parametrize(
    ("edit", "keys"),
    [
        (lambda body: "", ["empty"]),
        (lambda body: "\n \r\n", ["empty"]),
        (lambda body: "I have an idea!", ["no_form"]),
        (lambda body: body.replace("### Where\n\nMill Lane\n\n", ""), ["missing"]),
        (lambda body: body.replace("### Where", "## Where"), ["missing"]),
        (lambda body: body.replace("### Where", "### where"), ["missing"]),
        (lambda body: body.replace("It is dark.", "It is dark.\n\n### Where\n\nThe town hall"), ["repeated"]),
        (lambda body: body.replace("It is dark.", "```\n### Where\n```"), ["repeated"]),
        (lambda body: body.replace("It is dark.", "### What it might cost  \n\n0 EUR"), ["repeated"]),
        (lambda body: f"{body}\n\n{body}", ["repeated"] * 6),
        (lambda body: "\n\n".join(reversed(re.split(r"\n\n(?=###)", body))), ["order"]),
        (lambda body: f"Edited: see below\n\n{body}", ["before"]),
        (lambda body: body.replace("- [X] I am", "- [ ] I am"), ["unconfirmed"]),
        (lambda body: body.replace("I am 14 or older.", "I am 7."), ["unconfirmed"]),
        (lambda body: body + "\n- [X] And more", ["unconfirmed"]),
        (lambda body: body.replace("Lamps in Mill Lane", "Lamps\nin Mill Lane"), ["several_lines"]),
    ],
)
def test_an_edited_text_is_not_guessed_at(edit, keys: list[str]) -> None:
    found = read_answers(edit(BODY), FORMS)
    assert [doubt.key for doubt in found.doubts] == keys
    if keys[0] not in ("unconfirmed", "several_lines"):
        assert (found.form, found.answers) == (None, {})


def test_headings_that_are_not_the_form_s_own_are_text() -> None:
    text = "### Status\n\naccepted\n\n### Wo\n\nIm Rathaus\n\n#### Where\n\n### Where exactly"
    found = read_answers(written(ENGLISH, {**ANSWERS, "text": text}), FORMS)
    assert found.answers["text"] == text
    assert found.doubts == ()


def test_a_whole_form_within_an_answer_is_text_of_the_other_language() -> None:
    inner = written(GERMAN, {**ANSWERS, "authors": "Ohne Namen veröffentlichen"})
    found = read_answers(written(ENGLISH, {**ANSWERS, "text": inner}), FORMS)
    assert found.form == ENGLISH
    assert found.answers["text"] == inner


def test_languages_with_the_same_words_are_one() -> None:
    other = ProposalForm(consultation=ENGLISH.consultation, language="tlh", title="", fields=ENGLISH.fields)
    assert read_answers(BODY, (ENGLISH, other)).form == ENGLISH


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_doubt_is_told_without_harm(text: str) -> None:
    found = read_answers(f"{text}\n{written(ENGLISH, {**ANSWERS, 'authors': text})}", FORMS)
    for doubt in said(found):
        assert len(doubt.splitlines()) == 1
        assert "@mayor" not in doubt


LABELS = [f"### {field.label}" for form in FORMS for field in form.fields]
LINES = st.lists(st.text(max_size=40) | st.sampled_from(LABELS) | st.sampled_from([*HOSTILE.values()]), max_size=6)
TEXTS = LINES.map("\n".join) | st.text()
ONE_LINE = st.text(max_size=80).map(lambda text: " ".join(text.split())) | st.sampled_from(LABELS)


@given(summary=ONE_LINE, place=ONE_LINE, text=TEXTS, cost=ONE_LINE, name=st.sampled_from(ENGLISH.fields[4].options))
@example(summary="### Where", place="x", text="y", cost="", name="Publish it without a name")
@example(summary="a", place="None", text="\r\n### Where\r\n", cost="_No response_ ", name="Publish it without a name")
def test_whatever_is_written_comes_back_or_is_doubted(
    summary: str, place: str, text: str, cost: str, name: str
) -> None:
    answers = {"summary": summary, "place": place, "text": text, "cost": cost, "authors": name}
    found = read_answers(written(ENGLISH, answers), FORMS)
    if not found.doubts:
        same = {key: value.replace("\r\n", "\n").replace("\r", "\n").strip() for key, value in answers.items()}
        same["cost"] = "" if same["cost"] == "_No response_" else same["cost"]
        assert {key: found.answers[key] for key in answers} == same
