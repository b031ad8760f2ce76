"""Every REST answer fits GitHub's official description of its API."""

import json
import re
import shutil
from typing import Any

import pytest
from fetch_descriptions import REST, FetchError, fetch
from openapi_schema_validator import OAS30Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from rehearsal_town import issue, pull, repository, seed
from town_git import TownGit

REPOSITORY = "/repos/town/ideas"
ASKED = (
    ("GET", "", "/repos/{owner}/{repo}"),
    ("GET", "/issues?state=all&per_page=100", "/repos/{owner}/{repo}/issues"),
    ("GET", "/issues/1", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/2", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/4", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/6", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/7", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/99", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("GET", "/issues/1/comments", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("GET", "/issues/comments", "/repos/{owner}/{repo}/issues/comments"),
    ("GET", "/issues/comments/502", "/repos/{owner}/{repo}/issues/comments/{comment_id}"),
    ("GET", "/issues/1/reactions", "/repos/{owner}/{repo}/issues/{issue_number}/reactions"),
    ("GET", "/issues/comments/501/reactions", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"),
    ("GET", "/pulls?state=all", "/repos/{owner}/{repo}/pulls"),
    ("GET", "/pulls/4", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("GET", "/pulls/5", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("GET", "/pulls/4/files", "/repos/{owner}/{repo}/pulls/{pull_number}/files"),
    ("GET", "/pulls/4/comments", "/repos/{owner}/{repo}/pulls/{pull_number}/comments"),
    ("GET", "/pulls/comments", "/repos/{owner}/{repo}/pulls/comments"),
    ("GET", "/pulls/comments/602", "/repos/{owner}/{repo}/pulls/comments/{comment_id}"),
    ("GET", "/pulls/comments/601/reactions", "/repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions"),
    ("POST", "/issues", "/repos/{owner}/{repo}/issues"),
    ("POST", "/issues/1/comments", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("POST", "/issues/1/reactions", "/repos/{owner}/{repo}/issues/{issue_number}/reactions"),
)
BODIES = {
    "/issues": {"title": "Trees", "body": "More trees"},
    "/issues/1/comments": {"body": "Well said"},
    "/issues/1/reactions": {"content": "heart"},
}
_LABELS = "/repos/{owner}/{repo}/labels"
_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}"
_PULLS = "/repos/{owner}/{repo}/pulls"
OPENED = {"title": "A bench", "body": "From #1", "head": "bench", "base": "main"}
DONE = (
    ("GET", "", None, "bo", "/repos/{owner}/{repo}"),
    ("GET", "", None, "town", "/repos/{owner}/{repo}"),
    ("GET", "/pages", None, "bo", "/repos/{owner}/{repo}/pages"),
    ("GET", "/pages", None, "ada", "/repos/{owner}/{repo}/pages"),
    ("GET", "/actions/workflows", None, "", "/repos/{owner}/{repo}/actions/workflows"),
    ("GET", "/actions/permissions/workflow", None, "town", "/repos/{owner}/{repo}/actions/permissions/workflow"),
    ("GET", "/labels", None, "", _LABELS),
    ("POST", "/labels", {"name": "new", "color": "ffffff"}, "bo", _LABELS),
    ("POST", "/labels", {"name": "proposal"}, "bo", _LABELS),
    ("POST", "/labels", {"name": "new"}, "ada", _LABELS),
    ("GET", "/labels/proposal", None, "", f"{_LABELS}/{{name}}"),
    ("GET", "/labels/none", None, "", f"{_LABELS}/{{name}}"),
    ("PATCH", "/labels/proposal", {"new_name": "idea", "description": "x"}, "bo", f"{_LABELS}/{{name}}"),
    ("DELETE", "/labels/proposal", None, "bo", f"{_LABELS}/{{name}}"),
    ("GET", "/issues/1/labels", None, "", f"{_ISSUE}/labels"),
    ("POST", "/issues/1/labels", {"labels": ["unknown"]}, "actions", f"{_ISSUE}/labels"),
    ("POST", "/issues/9/labels", {"labels": ["unknown"]}, "actions", f"{_ISSUE}/labels"),
    ("DELETE", "/issues/1/labels/proposal", None, "bo", f"{_ISSUE}/labels/{{name}}"),
    ("DELETE", "/issues/1/labels/other", None, "bo", f"{_ISSUE}/labels/{{name}}"),
    ("PATCH", "/issues/1", {"state": "closed", "state_reason": "not_planned", "labels": ["x"]}, "bo", _ISSUE),
    ("PATCH", "/issues/1", {"title": "x"}, "cy", _ISSUE),
    ("PATCH", "/issues/1", {"title": ""}, "bo", _ISSUE),
    ("PUT", "/issues/1/lock", {"lock_reason": "spam"}, "bo", f"{_ISSUE}/lock"),
    ("PUT", "/issues/1/lock", {"lock_reason": "dull"}, "bo", f"{_ISSUE}/lock"),
    ("PUT", "/issues/1/lock", None, "ada", f"{_ISSUE}/lock"),
    ("DELETE", "/issues/1/lock", None, "bo", f"{_ISSUE}/lock"),
    ("POST", "/issues", {"title": "x", "labels": ["proposal"]}, "bo", "/repos/{owner}/{repo}/issues"),
    ("POST", "/issues", {}, "bo", "/repos/{owner}/{repo}/issues"),
    ("POST", "/pulls", OPENED, "actions", _PULLS),
    ("POST", "/pulls", OPENED | {"head": "none"}, "actions", _PULLS),
    ("POST", "/pulls", OPENED, "ada", _PULLS),
    ("GET", "/pulls?head=town:wording&state=all", None, "", _PULLS),
    ("GET", "/pulls/2", None, "", f"{_PULLS}/{{pull_number}}"),
    ("PATCH", "/pulls/2", {"state": "closed", "title": "x", "body": "y"}, "bo", f"{_PULLS}/{{pull_number}}"),
    ("PATCH", "/pulls/2", {"title": ""}, "bo", f"{_PULLS}/{{pull_number}}"),
    ("GET", "/pulls/2/files", None, "", f"{_PULLS}/{{pull_number}}/files"),
    ("PUT", "/pulls/2/merge", None, "bo", f"{_PULLS}/{{pull_number}}/merge"),
    ("PUT", "/pulls/2/merge", {"sha": "0" * 40}, "bo", f"{_PULLS}/{{pull_number}}/merge"),
    ("PUT", "/pulls/2/merge", {"merge_method": "rebase"}, "bo", f"{_PULLS}/{{pull_number}}/merge"),
    ("PUT", "/pulls/2/merge", None, "ada", f"{_PULLS}/{{pull_number}}/merge"),
    ("PUT", "/pulls/1/merge", None, "bo", f"{_PULLS}/{{pull_number}}/merge"),
)
ELSEWHERE = (("/rate_limit", "/rate_limit"), ("/users/ada", "/users/{username}"), ("/user/1", "/user/{account_id}"))


@pytest.fixture(scope="module")
def description() -> Any:
    try:
        text = fetch(REST).read_text(encoding="utf-8")
    except FetchError as problem:
        pytest.skip(f"no official description: {problem}")
    return _with_null_in_enums(json.loads(text))


def _with_null_in_enums(value: Any) -> Any:
    """The description forgets that a nullable enum has null among its values."""
    if isinstance(value, list):
        return [_with_null_in_enums(one) for one in value]
    if not isinstance(value, dict):
        return value
    mended = {key: _with_null_in_enums(one) for key, one in value.items()}
    if mended.get("nullable") is True and isinstance(mended.get("enum"), list):
        mended["enum"] = [*mended["enum"], None]
    return mended


def _problems(description, method, path, reply):
    """What the description objects to in a reply."""
    responses = description["paths"][path][method.lower()]["responses"]
    response = responses.get(str(reply.status))
    assert response is not None, f"{method} {path} is never answered with {reply.status}"
    if "$ref" in response:
        response = description["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    if "content" not in response:
        return [] if reply.text == b"" else ["a body where there is none"]
    schema = response["content"]["application/json"]["schema"]
    resource = Resource(contents=description, specification=DRAFT202012)
    registry = Registry().with_resource("urn:github", resource)
    absolute = json.loads(re.sub(r'"#/components', '"urn:github#/components', json.dumps(schema)))
    validator = OAS30Validator(absolute, registry=registry)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(reply.json)]


@pytest.mark.parametrize(("method", "path", "template"), ASKED)
def test_an_answer_about_the_repository_fits_the_description(running_town, description, method, path, template):
    reply = running_town.send(method, REPOSITORY + path, BODIES.get(path) if method == "POST" else None, token="ada")
    assert reply.text
    assert _problems(description, method, template, reply) == []


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A Git repository with the branches `bench` and `wording`."""
    git = TownGit(tmp_path_factory.mktemp("git"))
    git.push("main", {".github/workflows/check.yml": "name: Check\n"})
    git.push("bench", {"content/bench.md": "A bench\n"})
    git.push("wording", {"content/old.md": "one\n2\n", "README.md": None, "z.bin": b"\0"})
    return git


@pytest.fixture
def desk(play, bench, tmp_path):
    """A town in which bo is an editor, beside a copy of the Git repository."""
    shutil.copytree(bench.bare, tmp_path / "copy.git")
    label = {"type": "label", "name": "proposal", "color": "0e8a16", "description": "Sent in"}
    lines = (issue(1, labels=["proposal"]), pull(2) | {"head": "wording"}, label)
    settings = {"type": "settings", "has_pages": True}
    return play(seed(repository(editors=["bo"]), *lines, settings), git=tmp_path / "copy.git")


@pytest.mark.parametrize(("method", "path", "body", "token", "template"), DONE)
def test_an_answer_to_who_works_there_fits_the_description(desk, description, method, path, body, token, template):
    reply = desk.send(method, REPOSITORY + path, body, token=token)
    assert _problems(description, method, template, reply) == []


@pytest.mark.parametrize(("path", "template"), ELSEWHERE)
def test_an_answer_about_people_and_limits_fits_the_description(running_town, description, path, template):
    assert _problems(description, "GET", template, running_town.get(path)) == []


def test_the_description_would_object_to_a_wrong_answer(running_town, description):
    reply = running_town.get("/repos/town/ideas/issues/1/reactions")
    reply.text = reply.text.replace(b'"content":"+1"', b'"content":"plus one"')
    assert _problems(description, "GET", "/repos/{owner}/{repo}/issues/{issue_number}/reactions", reply) != []
