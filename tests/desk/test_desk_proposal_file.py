"""An issue becomes a proposal's file that content reads back word for word, whatever citizens wrote."""

import pytest
from desk_samples import content_with, english, german
from forge_writing import thread, written
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_desk_inert import HOSTILE

from civicgen.content.read import read_content
from civicgen.desk.citizens_text import clean_body
from civicgen.desk.form_answers import read_answers
from civicgen.desk.form_fields import proposal_form
from civicgen.desk.issue_forms import issue_forms
from civicgen.desk.proposal_file import ProposalFile, proposal_file
from civicgen.model.content import SourceFile
from civicgen.model.desk import Poster, ThreadText
from civicgen.model.findings import Severity
from civicgen.model.proposal import Proposal
from civicgen.text.markdown import PROPOSAL_LIMIT, render

CONTENT = content_with()
CONSULTATION = CONTENT.dossiers[0].consultation
FORMS = {words.language: proposal_form(CONSULTATION, CONTENT.portal, words) for words in (english(), german())}
UNNAMED, NAMED = "Publish it without a name", "Publish it with the name of my GitHub account"
SIMPLE = {"summary": "Lamps in Mill Lane", "place": "Mill Lane", "text": "It is dark.", "authors": UNNAMED}


def made(
    *,
    language: str = "en",
    issue: ThreadText | None = None,
    taken: tuple[str, ...] = (),
    slug: str = "",
    **answers: str,
) -> ProposalFile:
    """The file of what somebody wrote into the form, over the whole way."""
    form = FORMS[language]
    names = dict(zip((UNNAMED, NAMED), form.fields[4].options, strict=True))
    given_answers = {**SIMPLE, **answers}
    given_answers["authors"] = names.get(given_answers["authors"], given_answers["authors"])
    found = read_answers(written(form, given_answers), tuple(FORMS.values()))
    assert found.form is not None, found.doubts
    return proposal_file(found, issue or thread(), CONSULTATION, taken=taken, slug=slug)


def read_back(file: ProposalFile) -> Proposal:
    """The proposal as content reads it; fails where content finds anything wrong in it."""
    content = content_with(files={file.path: file.text})
    (proposal,) = content.dossiers[0].proposals
    assert [finding for finding in proposal.findings if finding.severity is Severity.ERROR] == []
    assert not proposal.is_broken
    assert (proposal.title, proposal.summary, proposal.body) == (file.title, file.summary, file.body)
    return proposal


def test_a_form_becomes_a_file() -> None:
    file = made(cost="12.000 €", authors=NAMED)
    assert file.path == "content/consultations/bright-streets/proposals/lamps-in-mill-lane.md"
    assert file.text == (
        "---\n"
        'title: "Lamps in Mill Lane"\n'
        "thread: 12\n"
        "authors:\n"
        '  - "ada"\n'
        'cost: "12000 EUR"\n'
        "place:\n"
        '  address: "Mill Lane"\n'
        "---\n"
        "\n"
        "It is dark.\n"
    )
    assert file.doubts == ()
    proposal = read_back(file)
    assert (proposal.thread, proposal.authors, proposal.cost) == (12, ("ada",), "12000 EUR")
    assert proposal.location is not None
    assert proposal.location.address == "Mill Lane"


def test_nobody_is_named_who_did_not_ask_for_it() -> None:
    assert "ada" not in made(authors=UNNAMED).text
    assert "ada" not in made(authors="something else").text


@pytest.mark.parametrize("poster", [Poster(), Poster(login="ada"), Poster(login="helper[bot]", id=3, is_bot=True)])
def test_an_account_that_is_gone_or_no_person_s_is_not_named(poster: Poster) -> None:
    issue = ThreadText(**{name: getattr(thread(), name) for name in thread().__struct_fields__} | {"poster": poster})
    file = made(authors=NAMED, issue=issue)
    assert "authors" not in file.text
    assert [doubt.key for doubt in file.doubts] == ["author_unknown"]


def test_a_consultation_without_named_authors_names_none() -> None:
    content = content_with(more="authors: pseudonymous")
    consultation = content.dossiers[0].consultation
    found = read_answers(written(FORMS["en"], {**SIMPLE, "authors": NAMED}), (FORMS["en"],))
    assert "ada" not in proposal_file(found, thread(), consultation, taken=()).text


def test_the_form_s_language_is_the_proposal_s() -> None:
    file = made(language="de", summary="Eine Bank am Hügel")
    assert read_back(file).language == "de"
    assert file.slug == "eine-bank-am-huegel"


@pytest.mark.parametrize(
    ("written_cost", "cost"),
    [
        ("38000 EUR", "38000 EUR"),
        ("38,000 EUR", "38000 EUR"),
        ("38.000 €", "38000 EUR"),
        ("£ 1 500", "1500 GBP"),
        ("12.000,00 EUR", "12000 EUR"),
        ("0 EUR", "0 EUR"),
        ("12.50 EUR", ""),
        ("1.234,567 EUR", ""),
        ("$500", ""),
        ("about 40 thousand", ""),
        ("None", ""),
        ("1" * 16 + " EUR", ""),
    ],
)
def test_a_cost_is_an_amount_or_stays_what_was_said(written_cost: str, cost: str) -> None:
    file = made(cost=written_cost)
    assert read_back(file).cost == cost
    assert (f"**What it might cost:** {written_cost}" in file.body) == (not cost)


def test_a_long_sentence_is_the_summary_and_its_beginning_the_title() -> None:
    sentence = "A lamp at the corner where " + "the lane bends and " * 20 + "ends"
    file = made(summary=sentence)
    assert len(file.title) <= 150
    assert sentence.startswith(file.title.removesuffix("…"))
    assert file.summary == sentence
    assert [doubt.key for doubt in file.doubts] == ["title_shortened"]
    read_back(file)


def test_an_issue_s_own_title_helps_where_the_sentence_is_missing() -> None:
    file = made(summary="", issue=thread(title="Proposal: Lamps for everybody"))
    assert file.title == "Lamps for everybody"
    assert [doubt.key for doubt in file.doubts] == ["unanswered", "title_from_issue"]
    assert made(summary="", issue=thread(title="\u200b")).title == "12"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ein Zebrastreifen für die Gässchen", "ein-zebrastreifen-fuer-die-gaesschen"),
        ("Éclairer l'allée du château", "eclairer-lallee-du-chateau"),
        ("Łódź, Şişli & Ærø", "lodz-sisli-aero"),
        ("Фонари на улице", "proposal-12"),
        ("街灯", "proposal-12"),
        ("...", "proposal-12"),
        ("con", "con-12"),
        ("COM1", "com1-12"),
        ("Index", "index-12"),
        ("404", "404-12"),
        ("../../etc/passwd", "etc-passwd"),
        ("Taken already", "taken-already-12"),
        ("TWICE", "twice-12-2"),
        ("word " * 30, "-".join(["word"] * 16)),
        ("x" * 120, "x" * 80),
    ],
)
def test_a_file_s_name_comes_from_the_title(title: str, slug: str) -> None:
    file = made(language="de", summary=title, taken=("Taken-Already", "twice", "Twice-12"))
    assert file.slug == slug
    read_back(file)


def test_a_proposal_keeps_its_file_when_its_title_changes() -> None:
    assert made(summary="Other words", slug="lamps-in-mill-lane").slug == "lamps-in-mill-lane"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("See [the plan](docs/plan.pdf).", "See [the plan]\\(docs/plan.pdf)."),
        ("See [above](#where) and ![x](/a.png)", "See [above]\\(#where) and ![x]\\(/a.png)"),
        ("[x](javascript:alert(1))", "[x]\\(javascript:alert(1))"),
        ("[a](b](c)", "[a]\\(b]\\(c)"),
        ("a\n[note]: other.md\n[x][note]", "a\n\\[note]: other.md\n[x][note]"),
        ("[a](https://a.example/x) <me@a.example> [b](MAILTO:x@y.example)", None),
        ("`[x](y)` and\n\n```\n[x](y)\n```", None),
        ("- a\n\n---\n\ntitle: x\n---", None),
        ("Line<br>one {{ 7*7 }} ${{ x }} <script>", None),
        (
            'Look: <img width="400" alt="The [corner]" src="https://github.com/user-attachments/assets/0-1" />',
            "Look: ![The corner](https://github.com/user-attachments/assets/0-1)",
        ),
        ('<img src="http://foreign.example/p.gif" onerror="x">', None),
    ],
)
def test_a_text_is_changed_no_more_than_content_requires(text: str, body: str | None) -> None:
    file = made(text=text)
    assert file.body == (text if body is None else body)
    read_back(file)


def test_dead_links_are_told() -> None:
    (doubt,) = made(text="[x](y) [z](a_b) [x](y)").doubts
    assert doubt.say(english()) == (
        "These links lead nowhere from the proposal's page, so they became words: `y, a_b`."
    )


def test_a_long_table_is_parted() -> None:
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 2_500
    file = made(text=f"Before\n\n{table}\nAfter")
    assert file.body.replace("\n\n", "\n") == f"Before\n\n{table}\nAfter".replace("\n\n", "\n")
    assert [doubt.key for doubt in file.doubts] == ["table"]
    read_back(file)


@pytest.mark.parametrize("line", ["word " * 20, "[x](y) ", "](" * 40, "ü" * 50, "`[x](y)` "])
def test_a_text_beyond_the_limit_is_cut_to_it(line: str) -> None:
    for text in ((line + "\n") * 12_000, line * 12_000):
        body, doubts = clean_body(text)
        assert len(body.encode()) <= 512 * 1024
        assert "cut" in [doubt.key for doubt in doubts] or len(text) < 512 * 1024
        assert not render(body, limit=PROPOSAL_LIMIT).is_too_complex or "](](" in body


PIECES = st.sampled_from(
    [
        *HOSTILE.values(),
        "---",
        "\n---\n",
        "```\n",
        "`",
        "](",
        "[a]: b",
        "\n[a]: b",
        "](x)",
        "| a |\n",
        '<img src="https://a.example/x">',
    ]
)
TEXTS = st.lists(st.text(max_size=30) | PIECES, max_size=8).map("".join)
ONE_LINE = TEXTS.map(lambda text: " ".join(text.split()))
CHARACTERS = st.text(
    st.sampled_from(
        "aZ9 <>\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\x00\x1b\x85\u2028\U0001f3f4\U000e0067\U000e007f🌳ü"
    )
)


@settings(deadline=None)
@given(
    summary=ONE_LINE | CHARACTERS,
    text=TEXTS | CHARACTERS,
    place=ONE_LINE | CHARACTERS,
    cost=ONE_LINE,
    login=st.text(max_size=40),
)
@example(summary="no", text="~", place="null", cost="", login="- x: y")
@example(summary="\"a\": 'b' # c", text="---\n---", place="{a: b}", cost="&x *y", login='x"onerror=')
@example(summary="a\u200c\U0001f3f4\U000e0067\U000e007fb", text="x", place="y", cost="", login="z")
@example(summary="x" * 149 + "\U0001f3f4\U000e0067\U000e007f", text="x", place="y" * 1_200, cost="", login="z")
@example(summary="word " * 1_000, text="x\ud800", place="\ud800", cost="\ud800", login="\ud800")
def test_content_reads_back_what_the_desk_wrote(summary: str, text: str, place: str, cost: str, login: str) -> None:
    form = FORMS["en"]
    answers = {"summary": summary, "place": place, "text": text, "cost": cost, "authors": NAMED}
    found = read_answers(written(form, answers), (form,))
    if found.form is None:
        return
    file = proposal_file(found, thread(title=summary, login=login), CONSULTATION, taken=())
    proposal = read_back(file)
    assert proposal.thread == 12
    assert len(file.title) <= 150
    for doubt in file.doubts:
        assert len(doubt.say(english()).splitlines()) == 1


def test_the_form_s_own_title_is_not_part_of_the_proposal_s() -> None:
    (form,) = [f for f in issue_forms(CONTENT, {"en": english()}, "2026-09-15T10:00:00Z") if "propose-" in f.path]
    assert f'title: "{FORMS["en"].title}"' in form.text


def test_a_file_is_text_that_can_be_written_anywhere() -> None:
    file = made(text="a\ud800b\x00c")
    file.text.encode("utf-8")
    source = SourceFile(path=file.path, data=file.text.encode("utf-8"))
    assert read_content([source]).dossiers[0].proposals[0].body == "abc"
