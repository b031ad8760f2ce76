"""What an administrator sets shows, and what it forbids is refused."""

import pytest
from rehearsal_town import event, issue, repository, seed

HERE = "/repos/town/ideas"
SLEEPING = {"path": ".github/workflows/publish.yml", "state": "disabled_inactivity", "name": "Publish"}


def _settings(**keys):
    return {"type": "settings"} | keys


def test_the_repository_tells_what_it_is_and_what_the_token_may(play):
    town = play(seed(repository(editors=["bo"]), _settings(has_pages=True)))
    told = town.get(HERE, token="bo").json
    assert (told["default_branch"], told["has_pages"], told["has_issues"], told["private"], told["archived"]) == (
        *("main", True, True),
        *(False, False),
    )
    assert told["permissions"] == {"admin": False, "maintain": False, "push": True, "triage": True, "pull": True}
    assert town.get(HERE, token="ada").json["permissions"]["push"] is False
    assert town.get(HERE, token="town").json["permissions"]["admin"] is True
    assert "permissions" not in town.get(HERE).json


def test_pages_are_told_to_those_who_may_write(play):
    town = play(seed(repository(editors=["bo"]), _settings(has_pages=True)))
    assert town.get(f"{HERE}/pages", token="bo").json["html_url"] == "https://town.github.io/ideas/"
    assert town.get(f"{HERE}/pages", token="ada").status == 404
    assert play(seed(issue(1))).get(f"{HERE}/pages", token="town").status == 404


def test_a_sleeping_schedule_shows(play):
    told = play(seed(_settings(workflows=[SLEEPING]))).get(f"{HERE}/actions/workflows").json
    assert told["total_count"] == 1
    assert (told["workflows"][0]["name"], told["workflows"][0]["state"]) == ("Publish", "disabled_inactivity")


def test_the_owner_sees_what_workflows_may_do(play):
    town = play(seed(_settings(can_approve_pull_request_reviews=False)))
    path = f"{HERE}/actions/permissions/workflow"
    assert town.get(path, token="town").json == {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": False,
    }
    assert town.get(path, token="ada").status == 403
    assert town.get(path, token="actions").json["message"] == "Resource not accessible by integration"


def test_a_workflow_that_is_not_permitted_opens_no_pull_request(play):
    at = {"at": "2026-11-21T08:00:00Z"}
    town = play(
        seed(
            _settings(can_approve_pull_request_reviews=False),
            event(at, action="change_settings", can_approve_pull_request_reviews=True),
        )
    )
    sent = {"title": "Bench", "head": "civicgen/intake-1", "base": "main"}
    refused = town.post(f"{HERE}/pulls", sent, token="actions")
    assert (refused.status, refused.json["message"]) == (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    )
    town.server.advance(at["at"])
    assert town.post(f"{HERE}/pulls", sent, token="actions").status == 201


def test_an_archived_repository_is_read_only(play):
    town = play(seed(issue(1), _settings(archived=True)))
    assert town.get(f"{HERE}/issues/1").status == 200
    refused = town.post(f"{HERE}/issues/1/comments", {"body": "x"}, token="ada")
    assert (refused.status, refused.json["message"]) == (403, "Repository was archived so is read-only.")


def test_issues_that_are_switched_off_are_gone(play):
    town = play(seed(_settings(has_issues=False)))
    assert town.get(f"{HERE}/issues").status == 410
    assert town.post(f"{HERE}/issues", {"title": "x"}, token="ada").status == 410


def test_a_private_repository_is_not_there_without_a_token(play):
    town = play(seed(_settings(private=True)))
    assert town.get(HERE).status == 404
    assert town.get(HERE, token="ada").json["visibility"] == "private"


@pytest.mark.parametrize("line", [{"workflows": [{"path": "x", "state": "asleep"}]}, {"has_wiki": True}])
def test_a_wrong_setting_is_told(play, line):
    with pytest.raises(Exception, match="seed:6"):
        play(seed(_settings(**line)))
