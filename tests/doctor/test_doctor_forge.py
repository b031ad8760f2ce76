"""Token, repository, Pages and workflows: what each check says, and that it never guesses."""

import pytest
from doctor_evidence import (
    AWAY,
    FACTS,
    HOME,
    META,
    NOW,
    PORTAL,
    PUBLISH,
    REFUSED,
    WORKFLOW,
    diagnosed,
    evidence,
    facts,
    file,
    forge,
    portal,
    states,
)
from msgspec.structs import replace

from civicgen.app.doctoring.diagnosis import State
from civicgen.app.doctoring.registry import diagnose
from civicgen.model.health import Attempt, PagesSetting, RecordSeen, Run, Setting, TokenKind, Unseen, Workflow
from civicgen.model.times import Instant

OLD = RecordSeen(meta=META, last=Attempt(at=Instant("2026-11-20T10:00:00Z"), outcome="complete"))
PAGES = PagesSetting(
    address="https://takepart.oakford.town/", is_by_workflow=True, is_https_enforced=True, is_public=True
)


def test_a_portal_that_is_well_has_nothing_to_do() -> None:
    found = diagnose(evidence())
    assert [each.name for each in found if each.state is not State.OK] == []
    assert all(each.what and not each.cure for each in found)


def test_whatever_is_not_fine_has_a_cure() -> None:
    nothing = forge(**dict.fromkeys(("repository", "issues", "pulls", "pages", "workflows", "labels"), AWAY), runs={})
    for changed in ({"forge": nothing}, {"checkout": AWAY, "record": AWAY, "forms": AWAY, "labels": AWAY}):
        for each in diagnose(evidence(**changed)):
            assert each.state is State.OK or each.cure


def test_h10_a_missing_token_is_a_problem_with_the_form_that_makes_one() -> None:
    said = diagnosed("token", token_problem="GITHUB_TOKEN is not set")
    assert (said.state, said.what) == (State.PROBLEM, "GITHUB_TOKEN is not set.")
    assert "https://github.com/settings/personal-access-tokens/new?name=civicgen&target_name=oakford" in said.cure
    assert "issues=read&pull_requests=read" in said.cure


def test_h10_a_refused_token_is_a_problem() -> None:
    refused = Unseen(why="the forge refuses the token (401)", status=401)
    said = diagnosed("token", forge=forge(repository=refused))
    assert said.state is State.PROBLEM
    assert "wrong, expired or revoked" in said.what


def test_in_a_workflow_the_cure_is_its_own_token() -> None:
    assert "${{ github.token }}" in diagnosed("token", token_problem="GITHUB_TOKEN is not set", is_ci=True).cure


def test_h10_the_permission_that_is_missing_for_collecting_is_named_as_the_forge_names_it() -> None:
    said = diagnosed("token-reading", forge=forge(issues=replace(REFUSED, wanted="issues=read")))
    assert said.state is State.PROBLEM
    assert "`Issues`" in said.what
    assert "`Pull requests`" not in said.what
    assert "issues=read" in said.what
    assert "`Read-only`" in said.cure


def test_issues_that_are_switched_off_are_not_blamed_on_the_token() -> None:
    changed = forge(repository=facts(has_issues=False), issues=Unseen(why="it is switched off (410)", status=410))
    assert diagnosed("token-reading", forge=changed).state is State.OK
    assert diagnosed("issues", forge=changed).state is State.PROBLEM
    assert f"{HOME}/settings" in diagnosed("issues", forge=changed).cure


@pytest.mark.parametrize(
    ("setting", "kind", "state", "words"),
    [
        (Setting(facts=FACTS, scopes=frozenset({"repo"}), at=NOW), TokenKind.CLASSIC, State.OK, "may write"),
        (Setting(facts=FACTS, scopes=frozenset({"public_repo"}), at=NOW), TokenKind.CLASSIC, State.OK, "may write"),
        (Setting(facts=FACTS, scopes=frozenset(), at=NOW), TokenKind.CLASSIC, State.WARNING, "`public_repo`"),
        (
            Setting(facts=replace(FACTS, is_private=True), scopes=frozenset({"public_repo"}), at=NOW),
            TokenKind.CLASSIC,
            State.WARNING,
            "scope `repo`",
        ),
        (facts(), TokenKind.FINE_GRAINED, State.UNKNOWN, "does not tell"),
        (facts(permissions=frozenset({"pull"})), TokenKind.FINE_GRAINED, State.WARNING, "account"),
        (facts(permissions=frozenset({"pull"})), TokenKind.INSTALLATION, State.UNKNOWN, "permissions:"),
        (facts(permissions=frozenset()), TokenKind.OTHER, State.UNKNOWN, "does not tell"),
        (facts(), TokenKind.OTHER, State.OK, "may write"),
    ],
)
def test_h10_whether_a_token_may_write_is_said_only_where_the_forge_tells(
    setting: Setting, kind: TokenKind, state: State, words: str
) -> None:
    said = diagnosed("token-writing", forge=forge(repository=setting), token_kind=kind)
    assert said.state is state
    assert words in said.what


def test_b18_a_renamed_repository_is_noticed_by_the_name_that_it_has_now() -> None:
    said = diagnosed("repository-name", forge=forge(repository=facts(full_name="oakford/takepart")))
    assert said.state is State.WARNING
    assert "`repository: oakford/takepart`" in said.cure
    assert "https://github.com/oakford/takepart/blob/HEAD/content/portal.yml" in said.cure


def test_names_differ_by_more_than_capitals() -> None:
    assert diagnosed("repository-name", forge=forge(repository=facts(full_name="Oakford/Talk"))).state is State.OK


@pytest.mark.parametrize(
    ("remote", "state"),
    [
        ("git@github.com:oakford/talk.git", State.OK),
        ("ssh://git@github.com:22/Oakford/Talk", State.OK),
        ("https://github.com/another/town.git", State.WARNING),
        ("/srv/git/another/town.git", State.OK),
        ("https://git.example.org/another/town", State.OK),
        ("", State.OK),
    ],
)
def test_b18_a_portal_that_names_the_repository_of_another_is_noticed(remote: str, state: State) -> None:
    checkout = replace(evidence().checkout, remote=remote)
    assert diagnosed("repository-name", checkout=checkout).state is state


def test_a_repository_that_is_not_shown_is_a_problem_with_its_name_and_page() -> None:
    said = diagnosed("repository", forge=forge(repository=Unseen(why="there is none (404)", status=404)))
    assert said.state is State.PROBLEM
    assert "oakford/talk" in said.what
    assert HOME in said.cure


def test_an_archived_or_private_repository_is_told() -> None:
    assert diagnosed("repository", forge=forge(repository=facts(is_archived=True))).state is State.PROBLEM
    assert diagnosed("public", forge=forge(repository=facts(is_private=True))).state is State.WARNING


def test_a_portal_without_repository_is_told() -> None:
    assert diagnosed("repository", **portal("name: x\n")).state is State.PROBLEM


def test_pages_that_are_switched_off_are_a_problem_where_the_site_should_be_there() -> None:
    off = forge(repository=facts(has_pages=False), pages=Unseen(why="none (404)", status=404))
    hosted = PORTAL.replace("takepart.oakford.town", "oakford.github.io/talk")
    said = diagnosed("pages", forge=off, **portal(hosted))
    assert said.state is State.PROBLEM
    assert f"{HOME}/settings/pages" in said.cure
    assert "`GitHub Actions`" in said.cure
    assert diagnosed("pages", forge=off).state is State.WARNING


def test_pages_that_the_token_may_not_see_are_unknown_and_never_off() -> None:
    said = diagnosed("pages", forge=forge(pages=replace(REFUSED, wanted="pages=read")))
    assert said.state is State.UNKNOWN
    assert "pages=read" in said.what


@pytest.mark.parametrize(
    ("changed", "name", "state"),
    [
        ({"is_by_workflow": False}, "pages", State.PROBLEM),
        ({"is_failed": True}, "pages", State.PROBLEM),
        ({"is_public": False}, "pages", State.WARNING),
        ({"is_https_enforced": False}, "https", State.WARNING),
        ({"address": "https://oakford.github.io/talk/"}, "site-address", State.WARNING),
        ({"address": "http://TakePart.oakford.town"}, "site-address", State.OK),
        ({"address": "https://takepart.oakford.town/talk/"}, "site-address", State.WARNING),
    ],
)
def test_b18_pages_and_portal_agree_about_the_address(changed: dict[str, object], name: str, state: State) -> None:
    said = diagnosed(name, forge=forge(pages=replace(PAGES, **changed)))
    assert said.state is state


def test_b18_a_custom_domain_that_is_missing_is_named_with_its_field() -> None:
    there = replace(PAGES, address="https://oakford.github.io/talk/")
    cure = diagnosed("site-address", forge=forge(pages=there)).cure
    assert "`site_url: https://oakford.github.io/talk/`" in cure
    assert "write takepart.oakford.town at `Custom domain`" in cure


def test_b17_a_sleeping_workflow_is_a_problem_with_the_page_and_the_button_that_wake_it() -> None:
    sleeping = Workflow(id=7, path=PUBLISH, name="Publish", state="disabled_inactivity")
    said = diagnosed("workflows", forge=forge(workflows=(sleeping,)))
    assert said.state is State.PROBLEM
    assert "60 days" in said.what
    assert f"{HOME}/actions/workflows/publish.yml" in said.cure
    assert "`Enable workflow`" in said.cure
    assert "`Run workflow`" in said.cure


def test_somebody_elses_sleeping_workflow_is_no_business_of_ours() -> None:
    ours = Workflow(id=7, path=PUBLISH, name="Publish", state="active")
    other = Workflow(id=8, path=".github/workflows/other.yml", name="Other", state="disabled_inactivity")
    assert diagnosed("workflows", forge=forge(workflows=(ours, other))).state is State.OK


def test_workflows_that_are_off_missing_or_not_on_the_default_branch_are_told_apart() -> None:
    off = Workflow(id=7, path=PUBLISH, name="Publish", state="disabled_manually")
    assert diagnosed("workflows", forge=forge(workflows=(off,))).state is State.PROBLEM
    unknown_there = diagnosed("workflows", forge=forge(workflows=()))
    assert unknown_there.state is State.WARNING
    assert "default branch, main" in unknown_there.what
    assert "by itself" in diagnosed("workflows", settings=()).what


def test_a_workflow_that_names_civicgen_only_by_its_key_is_one_of_ours() -> None:
    text = 'on:\n  schedule:\n    - cron: "17 * * * *"\n    secrets:\n      key: ${{ secrets.CIVICGEN_KEY }}\n'
    sleeping = Workflow(id=7, path=PUBLISH, name="Publish", state="disabled_inactivity")
    said = diagnosed("workflows", forge=forge(workflows=(sleeping,)), settings=(file(PUBLISH, text),))
    assert said.state is State.PROBLEM
    assert "actions/workflows/publish.yml" in diagnosed("schedule", settings=(file(PUBLISH, text),), record=OLD).cure


def test_the_last_run_that_failed_is_a_problem_with_its_address() -> None:
    run = Run(at=NOW, conclusion="failure", address=f"{HOME}/actions/runs/9")
    said = diagnosed("last-run", forge=forge(runs={PUBLISH: run}))
    assert said.state is State.PROBLEM
    assert f"{HOME}/actions/runs/9" in said.cure


@pytest.mark.parametrize(
    ("run", "state"),
    [
        (None, State.WARNING),
        (REFUSED, State.UNKNOWN),
        (Run(at=NOW, conclusion="", address=HOME), State.OK),
        (Run(at=NOW, conclusion="cancelled", address=HOME), State.PROBLEM),
    ],
)
def test_a_run_that_never_was_or_goes_on_is_no_failure(run: Run | Unseen | None, state: State) -> None:
    assert diagnosed("last-run", forge=forge(runs={PUBLISH: run})).state is state


def test_workflows_that_may_not_open_pull_requests_matter_where_one_wants_to() -> None:
    wanting = (file(PUBLISH, WORKFLOW), file(".github/workflows/intake.yml", "- run: civicgen intake\n"))
    said = diagnosed("workflow-pulls", forge=forge(may_open_pulls=False), settings=wanting)
    assert said.state is State.PROBLEM
    assert ".github/workflows/intake.yml" in said.what
    assert "`Allow GitHub Actions to create and approve pull requests`" in said.cure
    assert f"{HOME}/settings/actions" in said.cure
    assert diagnosed("workflow-pulls", forge=forge(may_open_pulls=False)).state is State.WARNING
    assert diagnosed("workflow-pulls", forge=forge(may_open_pulls=REFUSED)).state is State.UNKNOWN


def test_a_forge_that_is_away_leaves_the_other_checks_standing() -> None:
    away = forge(**dict.fromkeys(("repository", "issues", "pulls", "pages", "workflows", "labels"), AWAY), runs={})
    found = states(forge=away)
    assert found["token"] is State.UNKNOWN
    assert found["pages"] is State.UNKNOWN
    assert found["key"] is State.OK
    assert found["schedule"] is State.OK
    assert State.PROBLEM not in found.values()
