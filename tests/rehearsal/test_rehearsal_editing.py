"""Issues are changed, closed, opened again and locked by whom the forge would let; the rest is refused in its words."""

import pytest
from rehearsal_town import issue, pull, repository, seed

HERE = "/repos/town/ideas"


@pytest.fixture
def town(play):
    """ada wrote the threads, bo is an editor, cy is another citizen."""
    locked = issue(2, locked_at="2026-10-01T08:00:00Z")
    return play(seed(repository(editors=["bo"]), issue(1, labels=["a"]), locked, pull(3)))


def _change(town, number, token, **body):
    return town.send("PATCH", f"{HERE}/issues/{number}", body, token=token)


def test_an_author_changes_the_text_and_an_editor_everything(town):
    changed = _change(town, 1, "ada", title="Better", body="Said better", labels=["mine"])
    assert (changed.status, changed.json["title"], changed.json["body"]) == (200, "Better", "Said better")
    assert [one["name"] for one in changed.json["labels"]] == ["a"]
    changed = _change(town, 1, "bo", labels=["b", "c"])
    assert [one["name"] for one in changed.json["labels"]] == ["b", "c"]
    assert _change(town, 1, "bo", labels=[]).json["labels"] == []


def test_an_issue_is_closed_with_a_reason_and_opened_again(town):
    closed = _change(town, 1, "bo", state="closed", state_reason="not_planned").json
    assert (closed["state"], closed["state_reason"], closed["closed_by"]["login"]) == ("closed", "not_planned", "bo")
    assert _change(town, 1, "ada", state="open").status == 403
    reopened = _change(town, 1, "bo", state="open").json
    assert (reopened["state"], reopened["state_reason"], reopened["closed_at"]) == ("open", "reopened", None)


def test_an_author_opens_again_what_they_closed_themselves(town):
    assert _change(town, 1, "ada", state="closed").json["state_reason"] == "completed"
    assert _change(town, 1, "ada", state="open").json["state"] == "open"


def test_closing_twice_changes_nothing(town):
    first = _change(town, 1, "bo", state="closed").json
    town.server.advance("2026-11-21T09:00:00Z")
    assert _change(town, 1, "bo", state="closed").json == first


def test_others_change_nothing(town):
    assert _change(town, 1, "cy", title="Mine").status == 403
    assert _change(town, 1, "", title="Mine").status == 401
    assert _change(town, 9, "bo", title="x").status == 404


@pytest.mark.parametrize("body", [{"title": " "}, {"title": "x" * 257}, {"state": "gone"}, {"labels": "a"}, []])
def test_what_cannot_be_is_refused(town, body):
    assert town.send("PATCH", f"{HERE}/issues/1", body, token="bo").status == 422


def test_a_body_that_is_no_json_is_refused(town):
    assert town.send("PATCH", f"{HERE}/issues/1", b"{", token="bo").status == 400


def test_an_editor_locks_and_unlocks(town):
    assert town.send("PUT", f"{HERE}/issues/1/lock", {"lock_reason": "too heated"}, token="bo").status == 204
    locked = town.get(f"{HERE}/issues/1").json
    assert (locked["locked"], locked["active_lock_reason"]) == (True, "too heated")
    assert town.send("PUT", f"{HERE}/issues/1/lock", {"lock_reason": "dull"}, token="bo").status == 422
    assert town.send("DELETE", f"{HERE}/issues/1/lock", token="bo").status == 204
    assert town.get(f"{HERE}/issues/1").json["locked"] is False
    assert town.send("PUT", f"{HERE}/issues/1/lock", token="ada").status == 403


def test_on_a_locked_thread_only_people_who_may_write_comment(town):
    assert town.post(f"{HERE}/issues/2/comments", {"body": "x"}, token="ada").status == 403
    assert town.post(f"{HERE}/issues/2/comments", {"body": "x"}, token="bo").status == 201
    refused = town.post(f"{HERE}/issues/2/comments", {"body": "x"}, token="actions")
    assert (refused.status, refused.json["message"]) == (403, "Unable to create comment because issue is locked.")


def test_an_issue_needs_a_title_but_no_body(town):
    assert town.post(f"{HERE}/issues", {"title": "Trees"}, token="cy").json["body"] is None
    refused = town.post(f"{HERE}/issues", {"body": "Trees"}, token="cy")
    assert (refused.status, refused.json["errors"]) == (
        422,
        [{"resource": "Issue", "code": "missing_field", "field": "title"}],
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "issues"),
        ("PATCH", "issues/1"),
        ("POST", "issues/1/comments"),
        ("PATCH", "pulls/3"),
        ("POST", "pulls"),
    ],
)
def test_a_text_has_an_end(town, method, path):
    sent = {"title": "x", "head": "branch", "base": "main", "body": "ü" * 65_536}
    assert town.send(method, f"{HERE}/{path}", sent, token="bo").status < 300
    refused = town.send(method, f"{HERE}/{path}", sent | {"head": "other", "body": "ü" * 65_537}, token="bo")
    assert refused.json["errors"][0]["message"] == "body is too long (maximum is 65536 characters)"


def test_the_token_actions_acts_as_the_account_of_workflows(town):
    made = town.post(f"{HERE}/issues/1/comments", {"body": "Published"}, token="actions").json
    assert (made["user"]["login"], made["user"]["id"], made["user"]["type"]) == (
        "github-actions[bot]",
        41898282,
        "Bot",
    )
    edited = town.send("PATCH", f"{HERE}/issues/comments/{made['id']}", {"body": "Again"}, token="actions")
    assert edited.json["body"] == "Again"
    assert town.get("/users/github-actions[bot]").json["id"] == 41898282
    assert town.get("/user", token="actions").status == 403


def test_an_editor_may_change_comments_of_others_and_a_citizen_may_not(town):
    made = town.post(f"{HERE}/issues/1/comments", {"body": "Mine"}, token="ada").json
    path = f"{HERE}/issues/comments/{made['id']}"
    assert town.send("PATCH", path, {"body": "x"}, token="cy").status == 403
    assert town.send("PATCH", path, {"body": "x"}, token="bo").status == 200
    assert town.send("DELETE", path, token="bo").status == 204
