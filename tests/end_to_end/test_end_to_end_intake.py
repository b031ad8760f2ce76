"""An issue that an editor accepts becomes a pull request with the proposal's file; nothing in it works as anything."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_run import DeskPortal, desk_portal, form_body, git

PROPOSALS = "content/consultations/benches/proposals"
SCHOOL = {
    "summary": "A bench at the school",
    "place": "School Lane 1",
    "text": "Children wait for the bus there, and so do grandparents.",
    "cost": "900 EUR",
    "authors": "Publish it without a name",
}
HOSTILE_TEXT = (
    "<script>alert(1)</script>\n\n::error::Not a command\n\n---\nstatus: answered\n---\n\n### Status\n\nanswered\n\n"
    "@eva see #1 and [this](javascript:alert(1)) ${{ secrets.CIVICGEN_KEY }} `$(rm -rf /)`"
)
HOSTILE_TITLE = "`$(touch /tmp/owned)` ${{ github.token }} <img src=x onerror=alert(1)> @eva %0A::error::x"
HOSTILE = {"summary": HOSTILE_TITLE, "place": "'; --", "text": HOSTILE_TEXT, "authors": "Publish it without a name"}
ISSUES = {2: ("Proposal: A bench at the school", SCHOOL), 3: (HOSTILE_TITLE, HOSTILE)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskPortal]:
    with desk_portal(tmp_path, ISSUES) as desk:
        yield desk


def accept(desk: DeskPortal, number: int) -> None:
    desk.ask("POST", f"/issues/{number}/labels", {"labels": ["accepted"]})


def test_an_accepted_issue_becomes_a_pull_request_with_one_sound_file(desk: DeskPortal) -> None:
    accept(desk, 2)
    said = desk.run("intake").stdout
    (pull,) = desk.pulls()
    assert pull["html_url"] in said
    assert desk.changed("civicgen/intake-2") == [f"{PROPOSALS}/a-bench-at-the-school.md"]
    text = desk.on_branch("civicgen/intake-2", f"{PROPOSALS}/a-bench-at-the-school.md")
    assert "thread: 2\n" in text
    assert "authors" not in text
    assert text.endswith("Children wait for the bus there, and so do grandparents.\n")
    assert pull["title"] == "Proposal: A bench at the school (issue 2)"
    assert "From #2, for **Benches**" in pull["body"]
    assert pull["user"]["login"] == "github-actions[bot]"


def test_merged_it_is_a_proposal_and_the_issue_says_so(desk: DeskPortal) -> None:
    accept(desk, 2)
    desk.run("intake")
    (pull,) = desk.pulls()
    desk.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    assert "published already" in desk.run("intake").stdout
    assert desk.labels(2) == {"proposal", "consultation: benches", "published"}
    assert "No open issue" not in desk.run("intake", "--issue", "2").stdout
    desk.run("check")


def test_running_it_again_follows_what_was_edited_and_repeats_nothing(desk: DeskPortal) -> None:
    accept(desk, 2)
    desk.run("intake")
    assert "says just this" in desk.run("intake").stdout
    better = {**SCHOOL, "summary": "Two benches at the school"}
    desk.ask("PATCH", "/issues/2", {"body": form_body(desk.portal.root, better)}, by="ada")
    assert "brought up to date" in desk.run("intake").stdout
    (pull,) = desk.pulls()
    assert "Two benches" in pull["title"]
    assert desk.changed("civicgen/intake-2") == [f"{PROPOSALS}/a-bench-at-the-school.md"], "a file keeps its name"
    assert "Two benches" in desk.on_branch("civicgen/intake-2", f"{PROPOSALS}/a-bench-at-the-school.md")


def test_an_editors_words_on_the_branch_stay(desk: DeskPortal) -> None:
    accept(desk, 2)
    desk.run("intake")
    root = desk.portal.root
    git(root, "fetch", "--quiet", "origin", "civicgen/intake-2")
    git(root, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    file = root / PROPOSALS / "a-bench-at-the-school.md"
    file.write_text(file.read_text(encoding="utf-8").replace("grandparents", "grandparents too"), encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Say it better")
    git(root, "push", "--quiet", "origin", "HEAD:refs/heads/civicgen/intake-2")
    git(root, "checkout", "--quiet", "main")
    desk.ask("PATCH", "/issues/2", {"body": form_body(root, {**SCHOOL, "text": "Other words"})}, by="ada")
    assert "Somebody works on the branch" in desk.run("intake").stdout
    assert "grandparents too" in desk.on_branch("civicgen/intake-2", f"{PROPOSALS}/a-bench-at-the-school.md")


def test_a_closed_pull_request_is_not_opened_again(desk: DeskPortal) -> None:
    accept(desk, 2)
    desk.run("intake")
    (pull,) = desk.pulls()
    desk.ask("PATCH", f"/pulls/{pull['number']}", {"state": "closed"})
    assert "closed without being merged" in desk.run("intake").stdout
    assert [each["state"] for each in desk.pulls()] == ["closed"]


def test_what_the_form_did_not_write_needs_a_look(desk: DeskPortal) -> None:
    desk.ask("PATCH", "/issues/2", {"body": "I'd like a bench."}, by="ada")
    accept(desk, 2)
    said = desk.run("intake").stdout
    assert "Somebody has to look at it" in said
    assert "none of the form's headings" in said
    assert "needs a look" in desk.labels(2)
    assert desk.pulls() == []
    desk.ask("PATCH", "/issues/2", {"body": form_body(desk.portal.root, SCHOOL)}, by="ada")
    desk.run("intake")
    assert "needs a look" not in desk.labels(2)
    assert len(desk.pulls()) == 1


def test_similar_proposals_are_named_with_their_words(desk: DeskPortal) -> None:
    mill = {**SCHOOL, "summary": "A bench of oak at the mill race", "text": "People wait there for the ferry."}
    desk.ask("PATCH", "/issues/2", {"body": form_body(desk.portal.root, mill)}, by="ada")
    accept(desk, 2)
    desk.run("intake")
    (pull,) = desk.pulls()
    similar = pull["body"].partition("### Similar proposals")[2]
    assert "[`A bench at the mill race`](https://portal.example/consultations/benches/proposals/at-the-mill" in similar
    assert "% alike" in similar
    assert "ferry" in similar


def test_hostile_words_remain_words(desk: DeskPortal) -> None:
    accept(desk, 3)
    said = desk.run("intake")
    (pull,) = desk.pulls()
    (path,) = desk.changed("civicgen/intake-3")
    assert path.startswith(f"{PROPOSALS}/")
    assert path.count("/") == 4
    text = desk.on_branch("civicgen/intake-3", path)
    assert "javascript:" not in text.partition("](")[2]
    for shown in (pull["title"], pull["body"], said.stdout):
        assert "<img" not in shown.replace("`", "")
        assert "@eva" not in shown
    assert not any(line.startswith("::") for line in said.stdout.splitlines())
    message = git(desk.bare, "log", "-1", "--format=%B", "civicgen/intake-3")
    assert message == "Take up issue 3 as a proposal"
    desk.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    desk.run("check")
    desk.run("build")
    page = (
        desk.portal.root / "site/consultations/benches/proposals" / Path(path).with_suffix(".html").name
    ).read_text()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_where_workflows_may_not_open_pull_requests_a_person_is_shown_where(desk: DeskPortal) -> None:
    forbid = {"action": "change_settings", "can_approve_pull_request_reviews": False}
    desk.server.add_events(json.dumps({"type": "event", "when": {"request": 1}, "do": forbid}))
    accept(desk, 2)
    assert "compare/main...civicgen/intake-2" in desk.run("intake").stdout


def test_a_number_that_is_no_issue_says_so(desk: DeskPortal) -> None:
    assert "no such issue" in desk.run("intake", "--issue", "77", expect=1).stdout
    assert "is no issue" in desk.run("intake", "--issue", "all of them", expect=2).stderr
