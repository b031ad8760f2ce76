"""GitHub's settings as an API shows them: what is refused is said, never taken for an answer."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from civicgen.errors import TemporaryError
from civicgen.forges.github_health import GithubHealth, kind_of
from civicgen.forges.transport import Reply
from civicgen.model.health import PagesSetting, Run, Setting, TokenKind, Unseen, Workflow

HERE = {
    "full_name": "town/ideas",
    "default_branch": "trunk",
    "private": False,
    "has_issues": True,
    "has_pages": True,
    "permissions": {"admin": False, "push": True, "pull": True},
}
DATE = {"date": "Sat, 28 Nov 2026 12:00:00 GMT"}


class Script:
    """A forge that gives each path's answers one after the other, and notes what it was asked."""

    def __init__(self, **answers: list[Reply] | Reply) -> None:
        self.answers = {"/repos/town/talk": [answered(HERE, **DATE)]} | {
            f"/repos/town/ideas/{path}": [answer] if isinstance(answer, Reply) else answer
            for path, answer in answers.items()
        }
        self.asked: list[str] = []

    def __call__(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        assert (method, body) == ("GET", None), "the doctor only looks"
        self.asked.append(path)
        return self.answers[path.partition("?")[0]].pop(0)

    def health(self) -> GithubHealth:
        """Looked at under a former name."""
        health = GithubHealth("town/talk", "", "", 600, sleep=lambda seconds: None, monotonic=lambda: 0.0, send=self)
        assert isinstance(health.repository(), Setting)
        return health


def answered(body: Any, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, headers=named, text=body if isinstance(body, str) else json.dumps(body))


def test_the_repository_is_known_by_its_name_of_now_with_the_forges_clock() -> None:
    script = Script(pages=answered({"html_url": "https://x.town/"}))
    health = GithubHealth("town/talk", "", "", 0, sleep=lambda _: None, monotonic=lambda: 0.0, send=script)
    found = health.repository()
    assert isinstance(found, Setting)
    assert (found.facts.full_name, found.facts.default_branch) == ("town/ideas", "trunk")
    assert found.facts.permissions == {"push", "pull"}
    assert (found.at, found.scopes) == ("2026-11-28T12:00:00Z", None)
    health.pages()
    assert script.asked[-1] == "/repos/town/ideas/pages"


@pytest.mark.parametrize(
    ("header", "scopes"), [("repo, workflow", frozenset({"repo", "workflow"})), ("", frozenset()), (None, None)]
)
def test_h10_scopes_are_those_that_the_forge_names(header: str | None, scopes: frozenset[str] | None) -> None:
    script = Script()
    script.answers["/repos/town/talk"] = [answered(HERE, **({} if header is None else {"x_oauth_scopes": header}))]
    found = GithubHealth("town/talk", "", "", 0, sleep=lambda _: None, monotonic=lambda: 0.0, send=script).repository()
    assert isinstance(found, Setting)
    assert found.scopes == scopes


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_h10_a_refusal_is_an_answer_with_its_status_and_what_the_forge_asks_for(status: int) -> None:
    refusal = answered({"message": "no"}, status, x_accepted_github_permissions="pages=read,metadata=read")
    found = Script(pages=refusal).health().pages()
    assert isinstance(found, Unseen)
    assert (found.status, found.wanted) == (status, "pages=read,metadata=read")
    assert str(status) in found.why


def test_h17_what_the_forge_asks_for_is_only_repeated_where_it_reads_like_permissions() -> None:
    hostile = answered({}, 403, x_accepted_github_permissions="\x1b[31mgive me=all; `rm -rf`")
    found = Script(pages=hostile).health().pages()
    assert isinstance(found, Unseen)
    assert found.wanted == ""


def test_pages_are_read_with_their_address_and_how_they_are_built() -> None:
    pages = {"html_url": "https://x.town/", "status": "built", "build_type": "workflow", "https_enforced": True}
    assert Script(pages=answered(pages)).health().pages() == PagesSetting(
        address="https://x.town/", is_by_workflow=True, is_https_enforced=True, is_public=True
    )
    failed = Script(pages=answered({"html_url": "https://x.town/", "status": "errored"})).health().pages()
    assert isinstance(failed, PagesSetting)
    assert (failed.is_failed, failed.is_by_workflow) == (True, False)


def test_workflows_and_the_last_run_of_one_on_a_branch() -> None:
    listed = {"workflows": [{"id": 7, "name": "Publish", "path": "p.yml", "state": "disabled_inactivity"}]}
    run = {"created_at": "2026-11-28T11:00:00Z", "html_url": "https://x.town/9", "conclusion": "failure"}
    script = Script(
        **{
            "actions/workflows": answered(listed),
            "actions/workflows/7/runs": [
                answered({"workflow_runs": [run]}),
                answered({"workflow_runs": []}),
                answered({}, 404),
            ],
        }
    )
    health = script.health()
    assert health.workflows() == (Workflow(id=7, path="p.yml", name="Publish", state="disabled_inactivity"),)
    assert health.last_run(7, branch="a&b") == Run(
        at="2026-11-28T11:00:00Z", conclusion="failure", address="https://x.town/9"
    )
    assert "branch=a%26b" in script.asked[-1]
    assert health.last_run(7, branch="trunk") is None
    assert isinstance(health.last_run(7, branch="trunk"), Unseen)


def test_a_part_that_can_be_read_is_no_matter_of_what_is_in_it() -> None:
    script = Script(issues=answered([{"x": 1}]), pulls=answered({"message": "no"}, 403))
    health = script.health()
    assert health.may_read("issues") is None
    assert isinstance(health.may_read("pulls"), Unseen)


def test_labels_are_followed_by_the_forges_own_links() -> None:
    link = '</repos/town/ideas/labels?page=2>; rel="next"'
    script = Script(labels=[answered([{"name": "a"}], link=link), answered([{"name": "b"}], link=link)])
    found = script.health().labels()
    assert not isinstance(found, Unseen)
    assert [label.name for label in found] == ["a", "b"]


def test_what_is_broken_is_asked_for_again_and_then_no_answer() -> None:
    permissions = {"can_approve_pull_request_reviews": True}
    script = Script(**{"actions/permissions/workflow": [answered("<html>", 502), answered("{"), answered(permissions)]})
    assert script.health().may_workflows_open_pulls() is True
    with pytest.raises(TemporaryError, match="502"):
        Script(pages=[answered("", 502)] * 5).health().pages()


def test_a_limit_is_no_refusal() -> None:
    limit = answered({"message": "API rate limit exceeded"}, 403, x_ratelimit_remaining="0")
    assert isinstance(Script(pages=[limit, answered({"html_url": "https://x.town/"})]).health().pages(), PagesSetting)


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("ghp_0123", TokenKind.CLASSIC),
        ("github_pat_0123", TokenKind.FINE_GRAINED),
        ("ghs_0123", TokenKind.INSTALLATION),
        ("clerk", TokenKind.OTHER),
    ],
)
def test_the_kind_of_a_token_is_known_by_its_beginning(token: str, kind: TokenKind) -> None:
    assert kind_of(token) is kind
