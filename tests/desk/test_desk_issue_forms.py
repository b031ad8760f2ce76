"""The forms at the forge: there while a consultation takes proposals, honest, and such that GitHub takes them."""

import re

import pytest
from desk_samples import AT, content_with, english, german
from forge_forms import accepted
from forge_reading import rendered
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_desk_inert import HOSTILE

from civicgen.desk.form_changes import form_changes
from civicgen.desk.issue_forms import issue_forms
from civicgen.desk.words import DeskWords
from civicgen.errors import ConfigurationError
from civicgen.model.content import Content
from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant


def forms(content: Content, at: Instant = AT, **words: DeskWords) -> dict[str, dict]:
    return accepted(issue_forms(content, words or {"en": english(), "de": german()}, at))


def notice(form: dict) -> str:
    return form["body"][0]["attributes"]["value"]


def field(form: dict, name: str) -> dict:
    return next(field for field in form["body"] if field.get("id") == name)


def test_there_is_a_form_for_each_consultation_and_language() -> None:
    assert list(forms(content_with())) == [
        "config.yml",
        "propose-bright-streets.de.yml",
        "propose-bright-streets.en.yml",
        "report.de.yml",
        "report.en.yml",
    ]


@pytest.mark.parametrize(
    ("at", "is_due"),
    [
        ("2026-01-01T00:00:00Z", True),
        ("2026-10-08T22:59:59Z", True),
        ("2026-10-08T23:00:00Z", False),
    ],
)
def test_a_form_is_there_until_proposals_close(at: str, is_due: bool) -> None:
    assert ("propose-bright-streets.en.yml" in forms(content_with(), Instant(at))) == is_due


@pytest.mark.parametrize(
    ("phases", "more", "is_due"),
    [
        ("  - {name: A, kind: support, opens: 2026-09-01, closes: 2026-10-08}", "", False),
        ("  - {name: A, kind: discuss, opens: 2026-09-01, closes: 2026-10-08}", "", False),
        ("  - {name: A, kind: propose, opens: 2026-09-01, closes: 2026-10-08}", "", True),
        (
            "  - {name: A, kind: propose, opens: 2026-08-01, closes: 2026-08-30}\n"
            "  - {name: B, kind: support, opens: 2026-09-01, closes: 2026-10-08}",
            "",
            False,
        ),
        (
            "  - {name: A, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}",
            "changes: [{at: 2026-09-10 12:00, field: state, before: open, after: paused, reason: Flood}]\n"
            "zone: Europe/London",
            False,
        ),
        (
            "  - {name: A, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}",
            "changes: [{at: 2026-09-10 12:00, field: state, before: open, after: cancelled, reason: Money}]\n"
            "zone: Europe/London",
            False,
        ),
    ],
)
def test_a_form_is_there_only_where_proposals_are_asked_for(phases: str, more: str, is_due: bool) -> None:
    assert ("propose-bright-streets.en.yml" in forms(content_with(phases=phases, more=more))) == is_due


def test_the_notice_says_what_people_must_know() -> None:
    said = notice(forms(content_with())["propose-bright-streets.en.yml"])
    for words in (
        "Where should Oakford change its lights?",
        "https://takepart.oakford.example/consultations/bright-streets/index.html",
        "**This is public at once**, under the name of your GitHub account",
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)",
        "You should be 14 or older",
        "without an account",
        "within five working days",
        "Oakford Town Council answers every proposal, by 31 December 2026",
        "until 8 October 2026, 23:59 (Europe/London)",
        "support a proposal: 👍 🎉 ❤️ 🚀. These oppose it: 👎 😕.",
    ):
        assert words in said


def test_a_thumb_is_explained_as_the_consultation_counts_it() -> None:
    phases = (
        "  - {name: A, kind: propose, opens: 2026-09-01, closes: 2026-10-08}\n"
        "  - {name: B, kind: support, opens: 2026-11-01, closes: 2026-11-30}"
    )
    more = "counting: {early: count-from-opening, mapping: {heart: support}}"
    said = notice(forms(content_with(phases=phases, more=more))["propose-bright-streets.en.yml"])
    assert "From 1 November 2026, 00:00 (Europe/London) until 30 November 2026" in said
    assert "support a proposal: ❤️. Signs given earlier count from the opening on." in said
    assert "oppose" not in said


def test_nothing_is_said_that_does_not_hold() -> None:
    form = forms(content_with(age=0, licence="", area="", more="authors: pseudonymous"))[
        "propose-bright-streets.en.yml"
    ]
    assert "older" not in notice(form)
    assert "publish your text under" not in notice(form)
    assert [option["label"] for option in field(form, "agreed")["attributes"]["options"]] == [
        "I know that this text is public under my GitHub account.",
        "I wrote it myself or may publish it, and it names no private people.",
    ]
    assert field(form, "place")["validations"] == {"required": False}
    assert [each["id"] for each in form["body"][1:]] == ["summary", "place", "text", "cost", "agreed"]


def test_a_form_speaks_its_language_and_translates_what_it_can() -> None:
    german_text = "---\ntitle: Helle Straßen\nquestion: Wo soll Licht hin?\n---\nText.\n"
    content = content_with(files={"content/consultations/bright-streets/consultation.de.md": german_text})
    form = forms(content)["propose-bright-streets.de.yml"]
    assert form["name"] == "Vorschlagen: Helle Straßen"
    assert "**Wo soll Licht hin?**" in notice(form)
    assert "Das ist sofort öffentlich" in notice(form)
    assert form["labels"] == ["proposal", "consultation: bright-streets"]


def test_a_language_without_words_has_the_english_ones_and_a_name_of_its_own() -> None:
    made = forms(content_with(languages="en, tlh"), en=english(), tlh=english())
    assert made["propose-bright-streets.en.yml"]["name"] == "Propose: Bright streets"
    assert made["propose-bright-streets.tlh.yml"]["name"] != "Propose: Bright streets"
    assert len(made["config.yml"]["contact_links"]) == 2


def test_people_without_an_account_find_their_way() -> None:
    content = content_with(files={"content/pages/take-part.md": "# Taking part\n"})
    config = forms(content, en=english())["config.yml"]
    assert config["blank_issues_enabled"] is False
    assert [link["url"] for link in config["contact_links"]] == [
        "https://takepart.oakford.example/take-part.html",
        "https://takepart.oakford.example/",
    ]


def test_a_report_about_a_person_has_another_way() -> None:
    assert "[council@oakford.example](mailto:council@oakford.example)" in notice(forms(content_with())["report.en.yml"])


def test_a_portal_that_cannot_be_read_yet_has_forms_all_the_same() -> None:
    content = content_with(files={"content/portal.yml": "name: [\n"})
    assert set(forms(content, en=english())) == {"config.yml", "propose-bright-streets.en.yml", "report.en.yml"}


LINES = st.text(max_size=300)


@settings(deadline=None)
@given(title=LINES, question=LINES, area=LINES, licence=LINES)
@example("x" * 5_000, "y" * 30_000, "z" * 900, "w" * 900)
@example("None", "no", "~", "1.10")
@example("${{ secrets.X }}", "a: b # c\n---\n- d", "\u202e\u2066\x00\x1b[2J", "[x](javascript:alert(1))")
def test_github_takes_the_forms_whatever_the_texts_are(title: str, question: str, area: str, licence: str) -> None:
    content = content_with(title=title, question=question, area=area, licence=licence)
    made = forms(content)
    assert made["propose-bright-streets.en.yml"]["labels"] == ["proposal", "consultation: bright-streets"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_question_stays_a_question(text: str) -> None:
    harmless = rendered(notice(forms(content_with(question="Where?"))["propose-bright-streets.en.yml"]))
    html = rendered(notice(forms(content_with(question=text or "Where?"))["propose-bright-streets.en.yml"]))
    tags = re.compile(r"</?(?!a\b|p\b)\w+")
    assert tags.findall(html) == tags.findall(harmless)


def test_words_that_a_portal_left_empty_are_named() -> None:
    words = DeskWords(language="en", entries={**english().entries, "desk.propose.name": ""})
    with pytest.raises(ConfigurationError, match=r"propose-bright-streets\.en\.yml would have an empty text"):
        issue_forms(content_with(), {"en": words}, AT)


def test_only_what_civicgen_made_is_changed() -> None:
    due = issue_forms(content_with(), {"en": english()}, AT)
    folder = ".github/ISSUE_TEMPLATE"
    present = {file.path: file.text or "" for file in due} | {
        f"{folder}/report.en.yml": "name: Our own\n",
        f"{folder}/propose-old.en.yml": "# Made by civicgen from content/. More.\nname: x\n",
        f"{folder}/bug.md": "# A bug\n",
        f"{folder}/config.yml": "# Made by civicgen from content/. Older.\n",
    }
    found = form_changes(due, present)
    config = next(file for file in due if file.path.endswith("config.yml"))
    assert found.changes == (config, DeskFile(path=f"{folder}/propose-old.en.yml", text=None))
    assert found.foreign == (f"{folder}/report.en.yml",)


def test_a_second_time_nothing_changes() -> None:
    due = issue_forms(content_with(), {"en": english()}, AT)
    assert form_changes(due, {file.path: file.text or "" for file in due}).changes == ()
