"""Buttons, intake and the check, run step by step: what people write stays text, and only a merge changes anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from workflow_actions import ActionError
from workflow_town import LAMPS, Town, begin, git, proposal

from civicgen.starting.buttons import BUTTONS

HOSTILE = 'later"; touch /tmp/x; $(touch y) `touch z` ${{ secrets.CIVICGEN_KEY }} %0A::add-mask::x <img src=x>'
CONSULTATION = "content/consultations/streets/consultation.md"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with begin(tmp_path) as begun:
        yield begun


def test_a_button_opens_a_pull_request_in_which_what_was_typed_is_text(town: Town) -> None:
    before = git(town.bare, "rev-parse", "main")
    inputs = {"consultation": "streets", "closes": "2026-10-15", "reason": HOSTILE}
    run = town.machine.run("button-extend.yml", "workflow_dispatch", inputs=inputs)
    assert run.results == {"button": "success"}, run.jobs
    (pull,) = town.told("pulls")
    assert pull["base"]["ref"] == "main"
    assert pull["head"]["ref"].startswith("civicgen/extend-")
    assert HOSTILE in town.shown(CONSULTATION, pull["head"]["ref"])
    assert git(town.bare, "rev-parse", "main") == before
    assert [line for line in run.said("button", "Press the button").splitlines() if line.startswith("::")] == []
    assert pull["html_url"] in run.summary

    again = town.machine.run("button-extend.yml", "workflow_dispatch", inputs=inputs)
    assert again.results == {"button": "success"}
    assert len(town.told("pulls")) == 1


PRESSED = {
    "new-consultation": {
        "slug": "shade",
        "title": "Shade",
        "summary": HOSTILE.replace("<", "("),
        "question": "Where should trees stand?",
        "authority": "council",
        "contact": "trees@talk.example",
        "influence": "consult",
        "decided_by": "Town Council",
        "opens": "2026-10-01",
        "closes": "2026-11-01",
    },
    "new-proposal": {"consultation": "streets", "title": "A zebra", "thread": "3", "text": HOSTILE},
    "answer": {"consultation": "streets", "proposals": "lamps", "outcome": "accepted", "reason": HOSTILE},
    "update": {"consultation": "streets", "title": "News", "text": HOSTILE},
    "close": {"consultation": "streets", "what": "pause", "reason": HOSTILE},
    "refuse": {"consultation": "streets", "issue": "7", "rule": "one-place", "role": "editor"},
    "join": {"consultation": "streets", "issue": "7", "proposal": "lamps"},
    "redact": {"link": "https://github.com/town/talk/issues/1#issuecomment-50"},
}


@pytest.mark.parametrize("button", PRESSED)
def test_every_other_button_runs_step_by_step_and_what_is_typed_stays_text(town: Town, button: str) -> None:
    town.edit("content/moderation.yml", "rules:\n  - {id: one-place, title: One place}\n")
    run = town.machine.run(f"button-{button}.yml", "workflow_dispatch", inputs=PRESSED[button])
    assert run.results == {"button": "success"}, run.jobs
    (pull,) = town.told("pulls")
    assert pull["html_url"] in run.summary
    assert [line for line in run.said("button", "Press the button").splitlines() if line.startswith("::")] == []
    changed = git(town.bare, "diff", "main", pull["head"]["ref"])
    if HOSTILE in PRESSED[button].values():
        assert "`touch z` ${{ secrets.CIVICGEN_KEY }}" in changed


def test_the_buttons_that_were_pressed_are_all_that_there_are() -> None:
    assert {*PRESSED, "extend"} == set(BUTTONS)


def test_a_button_that_is_refused_says_why_and_leaves_no_branch(town: Town) -> None:
    inputs = {"consultation": "streets", "closes": "2026-08-01", "reason": "Earlier."}
    run = town.machine.run("button-extend.yml", "workflow_dispatch", inputs=inputs)
    assert run.results == {"button": "failure"}
    assert "::error" in run.said("button", "Press the button")
    assert "Nothing was changed" in run.summary
    assert git(town.bare, "branch", "--list", "civicgen/*") == ""


def test_an_issue_that_an_editor_accepted_becomes_a_pull_request_and_another_label_starts_nothing(town: Town) -> None:
    label = {"action": "labeled", "issue": {"number": 2}, "label": {"name": HOSTILE}}
    assert town.machine.run("intake.yml", "issues", details=label).results == {"intake": "skipped"}
    town.happens("edit_issue", issue=2, title=HOSTILE)
    town.happens("label_issue", issue=2, labels=["accepted"])
    label["label"] = {"name": "accepted"}
    run = town.machine.run("intake.yml", "issues", details=label)
    assert run.results == {"intake": "success"}, run.jobs
    said = run.said("intake", "Take the issue up")
    assert said.startswith("Issue 2: "), said
    assert [line for line in said.splitlines() if line.startswith("::") and "::warning::Issue 2" not in line] == []


def test_a_pull_request_is_checked_without_rights_and_its_site_can_be_downloaded(town: Town) -> None:
    town.edit(LAMPS, proposal("Lamps in Mill Lane", 1), branch="fine")
    run = town.machine.run("check.yml", "pull_request", ref="fine")
    assert run.results == {"content": "success"}, run.jobs
    preview = town.machine.artifacts / "preview" / "consultations" / "streets" / "proposals" / "lamps.html"
    assert "Lamps in Mill Lane" in preview.read_text(encoding="utf-8")

    town.edit(LAMPS, "---\ntitle: Lamps\nstatus: opne\nthread: 1\n---\n\nPlease.\n", branch="wrong")
    run = town.machine.run("check.yml", "pull_request", ref="wrong")
    assert run.results == {"content": "failure"}
    said = run.said("content", "Check the content, and that an open consultation keeps its terms")
    assert f"::error file={LAMPS},line=3" in said
    assert (town.machine.artifacts / "preview" / "index.html").is_file(), "with the finding on its page"


def test_the_doctor_looks_with_reading_rights_and_shows_no_key(town: Town) -> None:
    town.publish()
    run = town.machine.run("doctor.yml", "workflow_dispatch")
    assert run.results == {"doctor": "success"}, run.jobs
    said = run.said("doctor", "Look at everything") + run.summary
    assert "The key in CIVICGEN_KEY is the one that the public record was begun with. [key]" in said
    assert "The public record is whole: 6 rows. [record]" in said
    assert "No text is missing; there are 1. [texts]" in said
    assert town.machine.secrets["CIVICGEN_KEY"] not in said


def test_nobody_starts_a_workflow_by_what_it_does_not_listen_to(town: Town) -> None:
    for workflow, event in (("publish.yml", "pull_request"), ("button-close.yml", "issues"), ("check.yml", "issues")):
        with pytest.raises(ActionError, match="is not started by"):
            town.machine.run(workflow, event)
