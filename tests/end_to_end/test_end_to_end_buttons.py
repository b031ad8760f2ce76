"""What an editor presses on GitHub's page ends in a pull request, with the same words as at a terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_run import DeskPortal, desk_portal

HOME = "content/consultations/benches"
SHADE = {
    "slug": "shade",
    "title": "Shade",
    "summary": "Where is it too hot?",
    "question": "Where should the town plant trees?",
    "authority": "council",
    "contact": "trees@portal.example",
    "influence": "consult",
    "decided_by": "The council",
    "opens": "2026-10-01",
    "closes": "2026-11-01",
}
ANSWER = {"consultation": "benches", "proposals": "at-the-mill", "outcome": "accepted", "reason": "It is a good place."}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskPortal]:
    with desk_portal(tmp_path, {2: ("Proposal: a bench", {"summary": "A bench", "text": "Please."})}) as desk:
        yield desk


@pytest.mark.parametrize(
    ("button", "inputs", "changed"),
    [
        (
            "new-consultation",
            SHADE,
            [".github/ISSUE_TEMPLATE/propose-shade.en.yml", "content/consultations/shade/consultation.md"],
        ),
        (
            "new-proposal",
            {"consultation": "benches", "title": "A bench at the church", "thread": "2", "text": "Please."},
            [f"{HOME}/proposals/a-bench-at-the-church.md"],
        ),
        ("answer", ANSWER, [f"{HOME}/answers/at-the-mill.md", f"{HOME}/proposals/at-the-mill.md"]),
        (
            "update",
            {"consultation": "benches", "title": "A walk", "text": "We walk on Friday."},
            [f"{HOME}/updates/2026-09-10-a-walk.md"],
        ),
        (
            "extend",
            {"consultation": "benches", "closes": "2026-10-15", "reason": "Floods."},
            [".github/ISSUE_TEMPLATE/propose-benches.en.yml", f"{HOME}/consultation.md"],
        ),
        (
            "close",
            {"consultation": "benches", "what": "pause", "reason": "Floods."},
            [".github/ISSUE_TEMPLATE/propose-benches.en.yml", f"{HOME}/consultation.md"],
        ),
        ("refuse", {"consultation": "benches", "issue": "2", "rule": "one-place"}, ["content/moderation.yml"]),
        (
            "join",
            {"consultation": "benches", "issue": "2", "proposal": "at-the-mill"},
            [f"{HOME}/proposals/at-the-mill.md"],
        ),
        ("redact", {"link": "https://github.com/town/talk/issues/1#issuecomment-50"}, ["content/moderation.yml"]),
    ],
)
def test_a_button_opens_a_pull_request_that_the_check_accepts(
    desk: DeskPortal, button: str, inputs: dict[str, str], changed: list[str]
) -> None:
    said = desk.run("button", button, inputs=inputs).stdout
    (pull,) = desk.pulls()
    assert pull["html_url"] in said
    assert desk.changed(pull["head"]["ref"]) == changed
    desk.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    desk.run("check")


def test_a_consultation_begins_with_addresses_for_all_its_files(desk: DeskPortal) -> None:
    desk.run("button", "new-consultation", inputs=SHADE)
    (pull,) = desk.pulls()
    for kind in ("proposal", "answer", "update", "contributions"):
        assert f"[new {kind}](" in pull["body"]
    assert "/new/main/content/consultations/shade/proposals?filename=" in pull["body"]


def test_pressed_twice_it_is_one_pull_request_and_after_merging_another(desk: DeskPortal) -> None:
    longer = {"consultation": "benches", "closes": "2026-10-15", "reason": "Floods."}
    desk.run("button", "extend", inputs=longer)
    assert "says just this" in desk.run("button", "extend", inputs=longer).stdout
    assert "brought up to date" in desk.run("button", "extend", inputs={**longer, "closes": "2026-10-20"}).stdout
    (pull,) = desk.pulls()
    desk.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    desk.run("button", "extend", inputs={**longer, "closes": "2026-11-20"})
    assert len(desk.pulls()) == 2


def test_what_is_wrong_is_said_where_the_editor_looks_and_nothing_is_changed(desk: DeskPortal) -> None:
    done = desk.run("button", "answer", inputs={**ANSWER, "outcome": "maybe", "proposals": "at-the-mile"}, expect=2)
    assert "Write one of: accepted, partly" in done.stderr
    assert desk.pulls() == []


def test_a_reason_cannot_speak_to_the_shell_or_the_workflow(desk: DeskPortal, tmp_path: Path) -> None:
    mark = tmp_path / "owned"
    reason = f"$(touch {mark}) `touch {mark}`\n::error::no\n${{{{ secrets.KEY }}}}"
    said = desk.run("button", "answer", inputs={**ANSWER, "reason": reason}).stdout
    (pull,) = desk.pulls()
    assert reason in desk.on_branch(pull["head"]["ref"], f"{HOME}/answers/at-the-mill.md")
    assert not mark.exists()
    assert not any(line.startswith("::error") for line in said.splitlines())
