"""The command as a clerk or a workflow meets it: words, exit codes, and a token that is never told."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doctor_evidence import PUBLISH, WORKFLOW

from civicgen.cli.main import main
from civicgen.rehearsal.server import RehearsalServer

NOW = "2026-11-28T12:00:00Z"
TOKEN = "ghp_neverprinted0123456789"
KEY = "a key that only the tests use, long enough"
PORTAL = """\
name: A town
summary: Where a town asks its people.
repository: town/talk
site_url: https://town.github.io/talk/
languages: [en]
timezone: Europe/Berlin
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
minimum_age: 14
privacy: Public.
retention: Two years.
authorities:
  - id: council
    name: Town Council
    address: 1 Square
    email: council@talk.town
    imprint: Town Council
    data_protection_officer: dpo@talk.town
"""
CONSULTATION = """\
---
title: Streets
summary: What should change in our streets.
question: What should change in our streets?
authority: council
contact: streets@talk.town
influence: involve
decided_by: Town Council
zone: Europe/Berlin
phases:
  - {name: Support, kind: support, opens: 2026-11-01, closes: 2026-12-24}
---

Tell us.
"""
REPOSITORY = {"type": "repository", "owner": "town", "name": "talk", "id": 1001, "created_at": NOW, "now": NOW}
AWAKE = {"path": PUBLISH, "name": "Publish", "state": "active"}

Doctor = Callable[..., int]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal in Git, with a workflow, a key and no public record yet."""
    files = {
        "content/portal.yml": PORTAL,
        "content/consultations/streets/consultation.md": CONSULTATION,
        "mkdocs.yml": "site_name: x\n",
        PUBLISH: WORKFLOW,
        ".gitignore": "/.civicgen/\n/ledger/\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    for arguments in (
        ["init", "-q"],
        ["remote", "add", "origin", f"https://clerk:{TOKEN}@github.com/town/talk.git"],
        ["add", "."],
        ["-c", "user.name=Clerk", "-c", "user.email=clerk@talk.town", "commit", "-q", "-m", "Begin"],
    ):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, timeout=60)
    monkeypatch.setenv("GITHUB_TOKEN", "town")
    monkeypatch.setenv("CIVICGEN_KEY", KEY)
    monkeypatch.setenv("no_proxy", "")
    for name in ("CI", "GITHUB_STEP_SUMMARY", "CIVICGEN_API_URL", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def doctor(portal: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """`civicgen doctor` in the portal's folder; gives its exit code."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["civicgen", "doctor", "--root", str(portal), *arguments])
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run


def forge(*lines: dict[str, Any], name: str = "talk", **settings: Any) -> RehearsalServer:
    """A forge with the portal's repository and these settings."""
    told = {"type": "settings", "has_pages": True, "workflows": [AWAKE]} | settings
    return RehearsalServer([json.dumps(line) for line in (REPOSITORY | {"name": name}, told, *lines)])


def states(said: str) -> dict[str, str]:
    return {check["name"]: check["state"] for check in json.loads(said)["checks"]}


def test_a_portal_without_a_problem_ends_with_0(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    with forge() as server:
        code = doctor("--api-url", server.url, "--json")
    found = json.loads(capsys.readouterr().out)
    assert [check for check in found["checks"] if check["state"] == "problem"] == []
    assert code == 0
    known = states(json.dumps(found))
    for name in ("token", "token-reading", "token-writing", "repository", "repository-name", "pages", "site-address"):
        assert known[name] == "ok", name
    for name in ("workflows", "workflow-pulls", "git", "history", "key", "placeholders", "content", "engine"):
        assert known[name] == "ok", name
    assert known["labels"] == "warning"


def test_b17_a_sleeping_schedule_ends_with_2_and_says_how_to_wake_it(
    doctor: Doctor, capsys: pytest.CaptureFixture[str]
) -> None:
    with forge(workflows=[AWAKE | {"state": "disabled_inactivity"}]) as server:
        assert doctor("--api-url", server.url) == 2
    said = capsys.readouterr().out
    assert said.startswith("problem: The forge has put these workflows to sleep")
    assert "https://github.com/town/talk/actions/workflows/publish.yml" in said
    assert "`Enable workflow`" in said
    assert "1 problem, " in said


def test_what_is_switched_off_at_the_forge_is_found(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    with forge(has_pages=False, has_issues=False, private=True, can_approve_pull_request_reviews=False) as server:
        assert doctor("--api-url", server.url, "--json") == 2
    found = states(capsys.readouterr().out)
    assert (found["pages"], found["issues"], found["public"]) == ("problem", "problem", "warning")
    assert (found["workflow-pulls"], found["token-reading"]) == ("warning", "ok")


def test_h10_a_token_of_somebody_who_may_not_write_is_enough_to_collect(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ada")
    with forge({"type": "user", "id": 1, "login": "ada", "created_at": NOW}) as server:
        assert doctor("--api-url", server.url, "--json") == 0
    found = states(capsys.readouterr().out)
    assert (found["token-reading"], found["token-writing"]) == ("ok", "warning")
    assert (found["pages"], found["workflow-pulls"]) == ("unknown", "unknown")


def test_b18_a_renamed_repository_is_followed_and_told(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    rename = {"type": "event", "when": {"request": 1}, "do": {"action": "rename_repository", "name": "ideas"}}
    with forge(rename) as server:
        assert doctor("--api-url", server.url, "--json") == 0
    found = json.loads(capsys.readouterr().out)["checks"]
    told = next(check for check in found if check["name"] == "repository-name")
    assert told["state"] == "warning"
    assert "town/ideas" in told["cure"]


def test_h10_a_refused_token_ends_with_2(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    fault = {"type": "event", "when": {"request": 1}, "do": {"action": "fail", "status": 401, "times": 99}}
    with forge(fault) as server:
        assert doctor("--api-url", server.url) == 2
    assert "wrong, expired or revoked" in capsys.readouterr().out


def test_h10_the_token_and_the_key_are_in_no_output_and_no_file(
    doctor: Doctor, portal: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    with forge() as server:
        for form in ([], ["--json"], ["--format", "github"]):
            doctor("--api-url", server.url, *form)
    monkeypatch.setenv("GITHUB_TOKEN", f"{TOKEN} and more")
    doctor("--api-url", "https://forge.example")
    said = capfd.readouterr()
    secrets = (TOKEN, KEY)
    assert not [secret for secret in secrets if secret in said.out + said.err]
    written = [path for path in portal.rglob("*") if path.is_file() and ".git/" not in path.as_posix()]
    assert not [path for path in written if any(secret.encode() in path.read_bytes() for secret in secrets)]


def test_a_forge_that_cannot_be_reached_ends_with_75_and_the_rest_is_looked_at(
    doctor: Doctor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor("--api-url", "http://127.0.0.1:9", "--json") == 75
    found = states(capsys.readouterr().out)
    assert (found["token"], found["pages"]) == ("unknown", "unknown")
    assert (found["git"], found["engine"], found["content"]) == ("ok", "ok", "ok")


def test_a_problem_here_matters_more_than_a_forge_that_is_away(doctor: Doctor, portal: Path) -> None:
    (portal / "content" / "pages").mkdir()
    (portal / "content" / "pages" / "about.md").write_text("# About\n\nCHANGE-ME\n")
    assert doctor("--api-url", "http://127.0.0.1:9") == 2


def test_a_forge_that_stops_answering_leaves_what_it_said_before(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    fault = {"type": "event", "when": {"request": 3}, "do": {"action": "fail", "status": 502, "times": 99}}
    with forge(fault) as server:
        assert doctor("--api-url", server.url, "--json") == 75
        assert server.counts.requests <= 8
    found = states(capsys.readouterr().out)
    assert (found["repository"], found["workflows"], found["pages"]) == ("ok", "ok", "unknown")


def test_offline_nobody_is_asked_and_nobody_missed(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    assert doctor("--offline", "--api-url", "http://127.0.0.1:9") == 0
    said = capsys.readouterr().out
    assert "nobody was asked (--offline). [token, token-reading, " in said
    assert "0 problems" in said


def test_without_a_token_it_says_how_to_get_one(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    monkeypatch.setattr("civicgen.cli.doctor.PublishedSite", lambda address: Away())
    assert doctor("--api-url", "https://forge.example") == 2
    assert "https://github.com/settings/personal-access-tokens/new" in capsys.readouterr().out


class Away:
    def read(self, path: str) -> bytes:
        from civicgen.errors import TemporaryError

        raise TemporaryError(f"{path} cannot be had")


def test_h17_hostile_words_of_the_forge_steer_neither_terminal_nor_workflow(
    doctor: Doctor, portal: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hostile = "\x1b[2J%0A::add-mask::x\r\n::error::y\u202e"
    sleeping = AWAKE | {"name": hostile, "state": "disabled_inactivity"}
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    with forge(workflows=[sleeping]) as server:
        for form in ("text", "github"):
            assert doctor("--api-url", server.url, "--format", form) == 2
    said = capsys.readouterr().out
    assert "\x1b" not in said + summary.read_text()
    assert "\u202e" not in said + summary.read_text()
    commands = [line for line in said.splitlines() if line.startswith("::")]
    assert commands
    assert all(line.startswith(("::error title=", "::warning title=", "::notice title=")) for line in commands)
    assert "%250A::add-mask" in said


def test_in_a_workflow_whatever_is_not_fine_is_annotated_and_all_is_in_the_summary(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("CIVICGEN_KEY")
    with forge() as server:
        assert doctor("--api-url", server.url, "--format", "github") == 2
    assert "::error title=key::There is no key" in capsys.readouterr().out
    assert "ok: The forge accepts the token" in summary.read_text()


def test_a_damaged_record_is_told_and_nothing_is_changed(
    doctor: Doctor, portal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (portal / "ledger").mkdir()
    (portal / "ledger" / "ledger.json").write_text("{}\n")
    before = {path: path.stat().st_mtime_ns for path in portal.rglob("*") if ".git/" not in path.as_posix()}
    assert doctor("--offline", "--json") == 2
    found = json.loads(capsys.readouterr().out)["checks"]
    told = next(check for check in found if check["name"] == "record")
    assert told["state"] == "problem"
    assert "ledger.json:1" in told["what"]
    after = {path: path.stat().st_mtime_ns for path in portal.rglob("*") if ".git/" not in path.as_posix()}
    assert after == before


def test_a_ledger_that_was_named_and_is_not_there_is_no_empty_one(doctor: Doctor, portal: Path) -> None:
    assert doctor("--ledger", str(portal / "nowhere"), "--offline") == 2


def test_a_folder_without_a_portal_is_told_and_no_bug(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert doctor("--root", str(empty), "--offline") == 2
    assert "names no `repository`" in capsys.readouterr().out


def test_it_needs_no_environment_of_its_own(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("GITHUB_", "CIVICGEN_"))]:
        monkeypatch.delenv(name)
    assert doctor("--offline") == 0
