"""The workflow that publishes, run step by step: first, again, with news, without a forge, with a race in between."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from run_workflow import Run
from workflow_town import LAMPS, Town, begin, git, proposal

COLLECT, PUBLISH, ANNOUNCE = "collect, count, build", "publish", "tell the conversations"
HARVEST, DECIDE = "Fetch the public record, collect, push it", "Decide whether it says something new"
ALL_WELL = {COLLECT: "success", PUBLISH: "success", ANNOUNCE: "success"}
NOTHING_NEW = {COLLECT: "success", PUBLISH: "skipped", ANNOUNCE: "success"}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with begin(tmp_path) as begun:
        yield begun


def became(run: Run) -> dict[str, str]:
    """What became of the jobs; on the way what they said, for whoever reads a failure."""
    for job, steps in run.jobs.items():
        for step in steps:
            print(f"{job} / {step.name}: {step.conclusion}\n{step.said}")
    return run.results


def test_the_record_begins_and_goes_on_and_without_news_nothing_is_published_until_it_was_promised(town: Town) -> None:
    assert became(town.publish()) == ALL_WELL
    assert town.attempts() == 1
    assert town.support() == 2
    assert "texts" not in git(town.bare, "ls-tree", "--name-only", "ledger")

    town.server.advance("2026-09-10T13:00:00Z")
    second = town.publish()
    assert became(second) == ALL_WELL
    assert "2 new rows" in second.said(COLLECT, DECIDE), "what was announced stands in the conversations now"

    town.server.advance("2026-09-10T14:00:00Z")
    third = town.publish()
    assert became(third) == NOTHING_NEW
    assert town.attempts() == 3
    assert "Announcements at 2026-09-10T14:00:00Z: 0 said" in third.said(
        ANNOUNCE, "Say in the threads what happened, once"
    )

    shutil.rmtree(town.machine.caches)
    town.machine.caches.mkdir()
    town.server.advance("2026-09-11T01:00:00Z")
    fourth = town.publish()
    assert became(fourth) == ALL_WELL
    assert "promises a new one by 2026-09-11T13:00:00Z" in fourth.said(COLLECT, DECIDE)
    assert "Texts: 3 taken from the site, 0 to be read" in fourth.said(COLLECT, HARVEST)
    assert town.machine.deployments == ["1", "2", "4"]


def test_news_are_published_and_a_forge_that_is_down_leaves_the_old_numbers_standing(town: Town) -> None:
    town.publish()
    town.publish()
    town.server.advance("2026-09-10T13:00:00Z")
    town.react(3)
    assert became(town.publish()) == ALL_WELL
    assert town.support() == 3

    town.edit(LAMPS, proposal("Lamps in Mill Lane", 1), "Say where")
    assert became(town.publish("push")) == ALL_WELL
    assert "Lamps in Mill Lane" in town.published("consultations/streets/proposals/lamps.html")

    town.server.advance("2026-09-10T14:00:00Z")
    town.publish()
    assert became(town.publish()) == NOTHING_NEW
    assert became(town.publish("workflow_dispatch")) == ALL_WELL, "a button does what it says"

    down = {"type": "event", "when": {"request": 1}, "do": {"action": "fail", "status": 503, "times": 500}}
    town.server.add_events(json.dumps(down))
    failed = town.publish()
    assert became(failed) | {ANNOUNCE: ""} == ALL_WELL | {ANNOUNCE: ""}
    assert "::warning::not everything could be collected" in failed.said(COLLECT, HARVEST)
    assert "it could not be collected" in failed.said(COLLECT, DECIDE)
    assert json.loads(town.shown("harvests.jsonl").splitlines()[-1])["outcome"] == "failed"
    assert town.support() == 3


def test_whoever_pushes_in_between_loses_nothing_and_stops_nothing(town: Town) -> None:
    town.publish()
    other = town.folder / "other"
    git(town.folder, "clone", "--quiet", f"file://{town.bare}", str(other))
    town.race(
        f'cd "{other}" && civicgen record harvest && echo >> content/pages/index.md "More." && '
        'git -c user.name=Eva -c user.email=eva@talk.example commit --quiet --all --message "In between" && '
        "git push --quiet origin HEAD:main"
    )
    town.react(4)
    town.server.advance("2026-09-10T13:00:00Z")
    run = town.publish()
    assert became(run) == ALL_WELL
    assert "Another harvest was faster 1 times; this one stands." in run.said(COLLECT, HARVEST)
    rows = [json.loads(line) for line in town.shown("harvests.jsonl").splitlines()]
    assert [row["n"] for row in rows] == [1, 2, 3]
    assert git(town.bare, "log", "--format=%s", "ledger").count("Attempt") == 3
    assert git(town.bare, "log", "-1", "--format=%s", "main") == "In between"
    assert town.support() == 3
    assert "More." not in town.published("index.html"), "a run publishes the commit that it was started for"
    assert became(town.publish("push")) == ALL_WELL
    assert "More." in town.published("index.html")


def test_a_closing_is_tagged_once_on_github_enterprise_too(town: Town) -> None:
    town.machine.api_url = f"{town.server.url}/api/v3"
    town.publish()
    town.server.advance("2026-10-01T01:00:00Z")
    run = town.publish()
    assert became(run) == ALL_WELL
    tag = "closed/streets/2026-09-30T235959Z"
    assert f"closed: tag {tag}" in run.said(COLLECT, HARVEST)
    fixed = git(town.bare, "rev-parse", f"{tag}^{{commit}}")
    town.server.advance("2026-10-01T02:00:00Z")
    became(town.publish())
    assert git(town.bare, "rev-parse", f"{tag}^{{commit}}") == fixed != git(town.bare, "rev-parse", "ledger")
    assert json.loads(town.published("data/portal.json"))["consultations"][0]["state"] == "closed"


def test_without_the_key_nothing_is_collected_or_published_and_the_message_says_where_it_goes(town: Town) -> None:
    del town.machine.secrets["CIVICGEN_KEY"]
    run = town.publish()
    assert became(run) == {COLLECT: "failure", PUBLISH: "skipped", ANNOUNCE: "skipped"}
    said = run.said(COLLECT, HARVEST)
    assert "store them as the secret CIVICGEN_KEY: on GitHub below Settings" in said
    assert git(town.bare, "branch", "--list", "ledger") == ""
    assert town.machine.deployments == []
