"""A citizen opens an issue by a form on the web pages, without JavaScript, and it is what the forge would have made."""

import pytest
from page_reading import read, send
from rehearsal_town import issue, repository, seed
from town_git import TownGit

from civicgen.errors import ConfigurationError
from civicgen.rehearsal.server import RehearsalServer

HERE = "/repos/town/ideas"
NEW = "/town/ideas/issues/new"
LABEL = {"type": "label", "name": "proposal", "color": "0e8a16"}
FORM = """name: "Propose: streets"
description: A proposal for our streets
title: "[Proposal] "
labels: [proposal, "not made yet"]
body:
  - type: markdown
    attributes: {value: "This is **public**. <b>Read</b> [this](https://town.example/notice)."}
  - type: textarea
    id: what
    attributes: {label: "What do you propose?", description: One *only*, placeholder: A bench, value: "Dear town"}
    validations: {required: true}
  - type: dropdown
    id: topic
    attributes: {label: Topic, options: [Walking, Cycling], default: 1}
  - type: dropdown
    id: who
    attributes: {label: "Who gains?", multiple: true, options: [Children, Elders]}
  - type: checkboxes
    id: agree
    attributes: {label: Agreement, options: [{label: I am at least 16, required: true}, {label: Show my name}]}
"""
CONFIG = """blank_issues_enabled: false
contact_links:
  - {name: By letter, url: "https://town.example/letter", about: Without an account}
"""
PEOPLE = ("ada", "bo", "cy")
HOSTILE = '"><script>alert(1)</script>&lt;'


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / ".github" / "ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    (folder / "propose.yml").write_text(FORM, encoding="utf-8")
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def town(play, root):
    return play(seed(repository(editors=["bo"]), LABEL, issue(1)), root=root)


def _filled(page, **answers):
    """The form's fields as a browser sends them: what stands there, changed by these answers."""
    assert page.without_label() == []
    names = {one["name"] for kind in ("input", "textarea", "select") for one in page.all(kind)}
    hidden = [(one["name"], one["value"]) for one in page.all("input", type="hidden") if one["name"] == "template"]
    sent = [(name.replace("__", ":"), value) for name, values in answers.items() for value in values]
    assert {name for name, _ in sent} <= names
    return hidden + sent


def test_the_whole_round_from_the_choice_to_the_issue(town):
    chooser = read(town, f"{NEW}/choose?as=ada")
    assert "A proposal for our streets" in chooser.text
    assert "https://town.example/letter" in [one["href"] for one in chooser.all("a")]
    (start,) = [one["href"] for one in chooser.all("a") if "template=" in one["href"]]
    form = read(town, start)
    assert [one["value"] for one in form.all("input", id="title")] == ["[Proposal] "]
    assert "Dear town" in form.text
    options = [(one["value"], "selected" in one) for one in form.all("option") if one["value"] not in PEOPLE]
    assert options == [("", False), ("None", False), ("Walking", False), ("Cycling", True)]
    fields = _filled(
        form,
        title=["[Proposal] A bench"],
        answer__what=["A bench\r\nat the school"],
        answer__topic=["Walking"],
        answer__who=["Children", "Elders"],
        answer__agree=["0"],
    )
    sent = send(town, "/town/ideas/issues", [("as", "ada"), *fields])
    assert (sent.status, sent.headers["location"]) == (303, "/town/ideas/issues/2?as=ada")
    made = town.get(f"{HERE}/issues/2").json
    assert (made["title"], made["user"]["login"]) == ("[Proposal] A bench", "ada")
    assert [one["name"] for one in made["labels"]] == ["proposal"]
    assert made["body"] == (
        "### What do you propose?\n\nA bench\r\nat the school\n\n### Topic\n\nWalking\n\n"
        "### Who gains?\n\nChildren, Elders\n\n### Agreement\n\n- [x] I am at least 16\n- [ ] Show my name"
    )
    assert "A bench" in read(town, "/town/ideas/issues/2").text


def test_what_is_missing_is_said_beside_the_question_and_nothing_is_lost(town):
    sent = send(
        town,
        "/town/ideas/issues",
        {"as": "ada", "template": "propose.yml", "title": "T", "answer:what": " ", "answer:who": "Elders"},
    )
    text = sent.text.decode()
    assert sent.status == 422
    assert "This must be filled in" in text
    assert "Tick this: I am at least 16" in text
    assert 'value="Elders" checked' in text
    assert 'aria-invalid="true"' in text
    assert town.get(f"{HERE}/issues/2").status == 404


@pytest.mark.parametrize(
    ("change", "said"), [({"title": " "}, "An issue needs a title"), ({"as": ""}, "Choose first who you are")]
)
def test_a_title_and_a_person_are_needed(town, change, said):
    fields = {"as": "ada", "template": "propose.yml", "title": "T", "answer:what": "Mine", "answer:agree": "0"}
    sent = send(town, "/town/ideas/issues", fields | change)
    assert sent.status == 422
    assert said in sent.text.decode()
    assert "Mine" in sent.text.decode()


def test_a_link_fills_in_a_form(town):
    form = read(town, f"{NEW}?template=propose.yml&title=Trees&what=Plant+%3C%2Ftextarea%3E&labels=accepted")
    assert [one["value"] for one in form.all("input", id="title")] == ["Trees"]
    assert "Plant </textarea>" in form.text


def test_without_blank_issues_only_editors_see_the_empty_page(town):
    assert town.get(NEW).headers["location"] == f"{NEW}/choose"
    assert town.get(f"{NEW}?template=gone.yml").headers["location"] == f"{NEW}/choose"
    assert "Something else" not in read(town, f"{NEW}/choose?as=ada").text
    assert send(town, "/town/ideas/issues", {"as": "ada", "title": "T", "body": "x"}).status == 404
    assert "only editors see this" in read(town, f"{NEW}/choose?as=bo").text
    assert send(town, "/town/ideas/issues", {"as": "bo", "title": "T", "body": "x"}).status == 303


def test_without_forms_the_empty_page_is_all(play):
    town = play(seed(issue(1)))
    assert town.get(f"{NEW}/choose?as=ada").headers["location"] == f"{NEW}?as=ada"
    assert send(town, "/town/ideas/issues", {"as": "ada", "title": "T", "body": "x"}).status == 303


def test_a_form_that_the_forge_would_not_show_is_named(town, root):
    (root / ".github" / "ISSUE_TEMPLATE" / "broken.yml").write_text("name: x\n", encoding="utf-8")
    text = read(town, f"{NEW}/choose").text
    assert "broken.yml is not shown" in text
    assert "Propose: streets" in text


def test_forms_come_from_the_default_branch_of_the_repository(play, tmp_path):
    git = TownGit(tmp_path)
    town = play(seed(issue(1)), git=git.bare)
    assert town.get(f"{NEW}/choose").status == 303
    git.push("main", {".github/ISSUE_TEMPLATE/propose.yml": FORM})
    assert "Propose: streets" in read(town, f"{NEW}/choose").text


def test_hostile_forms_and_answers_stay_text(play, root):
    hostile = FORM.replace("Walking", f"'{HOSTILE}'").replace("Show my name", f"'{HOSTILE}'")
    (root / ".github" / "ISSUE_TEMPLATE" / "propose.yml").write_text(
        hostile.replace("A proposal for our streets", f"'{HOSTILE}'"), encoding="utf-8"
    )
    town = play(seed(issue(1)), root=root)
    for path in (f"{NEW}/choose", f"{NEW}?template=propose.yml&title=%22%3E%3Cscript%3E"):
        page = read(town, path)
        assert page.all("script") == page.all("b") == []
        assert "<script>" in page.text
    form = read(town, f"{NEW}?template=propose.yml")
    assert "<b>Read</b>" in form.text
    fields = {"as": "ada", "template": "propose.yml", "title": HOSTILE, "answer:what": HOSTILE, "answer:agree": "0"}
    assert send(town, "/town/ideas/issues", fields).status == 303
    page = read(town, "/town/ideas/issues/2")
    assert page.all("script") == []
    assert HOSTILE in page.text


def test_forms_of_other_sites_are_refused(town):
    body = b"as=ada&template=propose.yml&title=T&answer:what=x&answer:agree=0"
    sent = town.post(
        "/town/ideas/issues", body, origin="https://elsewhere.example", content_type="application/x-www-form-urlencoded"
    )
    assert sent.status == 403
    assert town.get(f"{HERE}/issues/2").status == 404


def test_a_root_that_is_no_folder_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="is no folder"):
        RehearsalServer(seed(), root=tmp_path / "none")
