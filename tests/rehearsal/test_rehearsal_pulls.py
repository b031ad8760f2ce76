"""Pull requests: opened, found by their head, changed and merged; without a Git repository heads are taken as given."""

import pytest
from rehearsal_town import issue, pull, repository, seed

HERE = "/repos/town/ideas"
SENT = {"title": "A bench", "body": "From #1", "head": "civicgen/intake-1", "base": "main"}


@pytest.fixture
def town(play):
    return play(seed(repository(editors=["bo"]), issue(1), pull(2, title="Amend")))


def test_a_workflow_opens_a_pull_request_and_finds_it_again(town):
    made = town.post(f"{HERE}/pulls", SENT, token="actions")
    assert made.status == 201
    told = made.json
    assert (told["number"], told["state"], told["user"]["login"]) == (3, "open", "github-actions[bot]")
    assert (told["head"]["ref"], told["head"]["label"], told["base"]["ref"]) == (
        "civicgen/intake-1",
        "town:civicgen/intake-1",
        "main",
    )
    found = town.get(f"{HERE}/pulls?head=town:civicgen/intake-1&state=all").json
    assert [one["number"] for one in found] == [3]
    assert town.get(f"{HERE}/pulls?head=county:civicgen/intake-1&state=all").json == []
    assert len(town.get(f"{HERE}/pulls?head=civicgen/intake-1&state=all").json) == 2
    assert [one["number"] for one in town.get(f"{HERE}/pulls?base=other").json] == []
    labels = town.post(f"{HERE}/issues/3/labels", {"labels": ["intake"]}, token="actions")
    assert [one["name"] for one in labels.json] == ["intake"]


def test_a_second_pull_request_from_a_head_is_refused_until_the_first_is_closed(town):
    town.post(f"{HERE}/pulls", SENT, token="bo")
    again = town.post(f"{HERE}/pulls", {**SENT, "head": "town:civicgen/intake-1"}, token="bo")
    assert (again.status, again.json["errors"][0]["message"]) == (
        422,
        "A pull request already exists for town:civicgen/intake-1.",
    )
    closed = town.send("PATCH", f"{HERE}/pulls/3", {"state": "closed"}, token="bo").json
    assert (closed["state"], closed["merged"]) == ("closed", False)
    assert town.post(f"{HERE}/pulls", SENT, token="bo").status == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"head": ""}, "head"),
        ({"base": ""}, "base"),
        ({"head": "county:branch"}, "head"),
    ],
)
def test_a_pull_request_that_cannot_be_is_refused(town, change, field):
    refused = town.post(f"{HERE}/pulls", SENT | change, token="bo")
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, field)


def test_title_and_text_are_changed_by_author_and_editors_only(town):
    changed = town.send("PATCH", f"{HERE}/pulls/2", {"title": "Better", "body": "New"}, token="ada").json
    assert (changed["title"], changed["body"]) == ("Better", "New")
    assert town.send("PATCH", f"{HERE}/pulls/2", {"title": "x"}, token="cy").status == 403
    assert town.send("PATCH", f"{HERE}/pulls/1", {"title": "x"}, token="bo").status == 404


def test_merging_without_a_repository_marks_the_pull_request(town):
    merged = town.send("PUT", f"{HERE}/pulls/2/merge", token="bo")
    assert (merged.status, merged.json["merged"]) == (200, True)
    told = town.get(f"{HERE}/pulls/2").json
    assert (told["merged"], told["state"], told["merged_by"]["login"]) == (True, "closed", "bo")
    assert told["merge_commit_sha"] == merged.json["sha"]
    assert town.send("PUT", f"{HERE}/pulls/2/merge", token="bo").status == 405
    assert town.send("PATCH", f"{HERE}/pulls/2", {"state": "open"}, token="bo").status == 422


def test_who_may_only_read_opens_and_merges_nothing(town):
    assert town.post(f"{HERE}/pulls", SENT, token="ada").status == 403
    assert town.send("PUT", f"{HERE}/pulls/2/merge", token="ada").status == 403
    assert town.send("PUT", f"{HERE}/pulls/1/merge", token="bo").status == 404
