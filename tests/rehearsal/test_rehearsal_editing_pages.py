"""Editors label, close and merge on the web pages; citizens do not."""

import pytest
from page_reading import read, send
from rehearsal_town import comment, issue, pull, repository, seed
from town_git import TownGit

HERE = "/repos/town/ideas"
PAGE = "/town/ideas/issues/1"
HOSTILE = '"><script>alert(1)</script>'
LABELS = (
    {"type": "label", "name": "accepted", "color": "ffffff"},
    {"type": "label", "name": HOSTILE, "color": "000000"},
)


@pytest.fixture
def town(play):
    """ada wrote issue 1, bo is an editor, cy is another citizen."""
    return play(seed(repository(editors=["bo"]), *LABELS, issue(1, labels=[HOSTILE]), pull(2, user=3), comment(501, 1)))


def _labels(town):
    return [one["name"] for one in town.get(f"{HERE}/issues/1/labels").json]


def test_an_editor_presses_a_label_on_and_off(town):
    def pressed():
        return [one["aria-pressed"] for one in read(town, f"{PAGE}?as=bo").all("button", value="accepted")]

    assert pressed() == ["false"]
    sent = send(town, PAGE, {"as": "bo", "label": "accepted"})
    assert sent.headers["location"] == f"{PAGE}?as=bo#labels"
    assert (pressed(), _labels(town)) == (["true"], [HOSTILE, "accepted"])
    send(town, PAGE, {"as": "bo", "label": HOSTILE})
    assert _labels(town) == ["accepted"]
    assert send(town, PAGE, {"as": "bo", "label": "unknown"}).status == 404


def test_labels_have_their_colour_with_letters_that_can_be_read(town):
    style = town.get("/_rehearsal/labels.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "{ background: #ffffff; color: #000; }" in style.text.decode()
    assert "{ background: #000000; color: #fff; }" in style.text.decode()
    assert "script" not in style.text.decode()


def test_hostile_labels_stay_text(town):
    for path in ("/town/ideas/issues", f"{PAGE}?as=bo", f"/town/ideas/issues?label={'%22%3E%3Cscript%3E'}"):
        page = read(town, path)
        assert page.all("script") == []
        assert "<script>" in page.text


def test_an_editor_closes_with_a_reason_and_opens_again(town):
    assert send(town, PAGE, {"as": "bo", "state": "not_planned"}).status == 303
    told = town.get(f"{HERE}/issues/1").json
    assert (told["state"], told["state_reason"], told["closed_by"]["login"]) == ("closed", "not_planned", "bo")
    assert "closed" in read(town, PAGE).text
    send(town, PAGE, {"as": "bo", "state": "open"})
    assert town.get(f"{HERE}/issues/1").json["state"] == "open"


@pytest.mark.parametrize("fields", [{"label": "accepted"}, {"state": "completed"}])
def test_who_may_not_write_cannot_label_and_close_what_others_wrote(town, fields):
    page = read(town, f"{PAGE}?as=cy")
    assert page.all("button", name="label") == page.all("button", name="state") == []
    assert send(town, PAGE, {"as": "cy"} | fields).status == 403
    assert (_labels(town), town.get(f"{HERE}/issues/1").json["state"]) == ([HOSTILE], "open")


def test_an_author_closes_their_own_issue(town):
    assert len(read(town, f"{PAGE}?as=ada").all("button", name="state")) == 2
    send(town, PAGE, {"as": "ada", "state": "completed"})
    assert town.get(f"{HERE}/issues/1").json["closed_by"]["login"] == "ada"


def test_every_field_has_a_label_and_every_page_says_that_it_is_practice(town):
    for path in (f"{PAGE}?as=bo", PAGE, "/town/ideas/pull/2?as=bo", "/town/ideas/issues", "/town/ideas/pull/2/files"):
        page = read(town, path)
        assert page.without_label() == []
        assert len(page.all("h1")) == len(page.all("main")) == 1
        assert "Practice server" in page.text


def test_markdown_of_posts_is_shown_as_the_forge_shows_it(play):
    body = "### Topic\n\n- [x] **Yes**\n- [ ] <i>No</i>\nnext line\n\n<!-- civicgen:published:0123 -->"
    page = read(play(seed(issue(1, body=body))), PAGE)
    assert len(page.all("h3")) == 1
    assert "<i>No</i>" in page.text
    assert "civicgen:published" not in page.text
    assert "### Topic" not in page.text


def test_an_editor_merges_on_the_page_and_the_difference_is_shown(play, tmp_path):
    git = TownGit(tmp_path)
    git.push("better-wording", {"content/old.md": f"one\n{HOSTILE}\nthree\n", "z.bin": b"\0"})
    town = play(seed(repository(editors=["bo"]), pull(2)), git=git.bare)
    page = read(town, "/town/ideas/pull/2?as=ada")
    assert "wants to merge better-wording into main" in page.text
    assert page.all("button", name="merge") == []
    assert send(town, "/town/ideas/pull/2", {"as": "ada", "merge": "yes"}).status == 403
    files = read(town, "/town/ideas/pull/2/files?as=bo")
    assert (len(files.all("ins")), len(files.all("del")), files.all("script")) == (1, 1, [])
    assert f"+{HOSTILE}" in files.text
    assert "There is no text to compare." in files.text
    assert len(read(town, "/town/ideas/pull/2?as=bo").all("button", name="merge")) == 1
    assert send(town, "/town/ideas/pull/2", {"as": "bo", "merge": "yes"}).status == 303
    assert HOSTILE in git.text("content/old.md")
    page = read(town, "/town/ideas/pull/2?as=bo")
    assert "bo merged better-wording into main" in page.text
    assert page.all("button", name="merge") == page.all("button", name="state") == []
    assert send(town, "/town/ideas/pull/2", {"as": "bo", "merge": "yes"}).status == 405


def test_a_conflict_is_said_before_the_button(play, tmp_path):
    git = TownGit(tmp_path)
    git.push("better-wording", {"content/old.md": "mine\n"})
    git.push("main", {"content/old.md": "theirs\n"})
    page = read(play(seed(repository(editors=["bo"]), pull(2)), git=git.bare), "/town/ideas/pull/2?as=bo")
    assert "cannot be merged by itself" in page.text
    assert page.all("button", name="merge") == []


def test_an_archived_repository_takes_no_forms(play):
    town = play(seed(issue(1), {"type": "settings", "archived": True}))
    assert send(town, PAGE, {"as": "ada", "content": "+1"}).status == 403


def test_choosing_another_person_keeps_the_page(town):
    page = read(town, "/town/ideas/issues?state=all&label=accepted&as=bo")
    assert [(one["name"], one["value"]) for one in page.all("input", type="hidden")] == [
        ("state", "all"),
        ("label", "accepted"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1100, "dark")])
def test_pages_have_no_barrier_that_axe_knows_and_fit_their_width(play, chromium, axe, tmp_path, width, scheme):
    git = TownGit(tmp_path)
    git.push("main", {".github/ISSUE_TEMPLATE/propose.yml": FORM})
    git.push("better-wording", {"content/old.md": "one\n2\nthree\n" + "x" * 300, "README.md": None})
    label = {"type": "label", "name": "consultation: streets", "color": "1d76db", "description": "On streets"}
    lines = (label, issue(1, labels=[label["name"]], body="### A\n\n- [x] b\n\n`c` https://x.example"), comment(501, 1))
    town = play(seed(repository(editors=["bo"]), *lines, pull(2)), git=git.bare)
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in (
        "issues",
        "issues/1",
        "pull/2",
        "pull/2/files",
        "issues/new/choose",
        "issues/new?template=propose.yml",
    ):
        page.goto(f"{town.server.url}/town/ideas/{path}{'&' if '?' in path else '?'}as=bo")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(axe)
        found[path] = page.evaluate(
            "axe.run().then(result => result.violations.map(one => [one.id, one.nodes[0].html]))"
        )
    context.close()
    assert {path: problems for path, problems in found.items() if problems} == {}


FORM = """name: Propose
description: A proposal
body:
  - type: markdown
    attributes: {value: "### Before you write\\n\\nThis is **public**."}
  - type: textarea
    id: what
    attributes: {label: What, description: One *only*, placeholder: A bench}
    validations: {required: true}
  - type: dropdown
    attributes: {label: Topic, options: [Walking, Cycling]}
  - type: dropdown
    attributes: {label: Who, multiple: true, options: [Children, Elders]}
  - type: checkboxes
    attributes: {label: Agreement, options: [{label: "I read [this](https://town.example)", required: true}]}
"""
