"""`civicgen rehearsal` as a person starts and stops it."""

import json
import signal
import subprocess
import sys
import urllib.request

from rehearsal_town import issue, seed
from town_git import TownGit


def _started(*options):
    return subprocess.Popen(
        [sys.executable, "-m", "civicgen", "rehearsal", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_prints_its_address_when_ready_serves_and_stops_on_ctrl_c(tmp_path):
    file = tmp_path / "town.jsonl"
    file.write_text("\n".join(seed(issue(1))), encoding="utf-8")
    with _started("--seed", str(file), "--at", "2026-12-24T18:00:00Z") as process:
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}/repos/town/ideas/issues", timeout=10) as answer:
            assert answer.headers["date"].startswith("Thu, 24 Dec 2026 18:00:")
            assert json.load(answer)[0]["number"] == 1
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Traceback" not in said


def test_pull_requests_and_forms_come_from_the_git_repository(tmp_path):
    git = TownGit(tmp_path)
    form = "name: Ask\ndescription: x\nbody: [{type: input, attributes: {label: a}}]"
    git.push("main", {".github/ISSUE_TEMPLATE/ask.yml": form})
    file = tmp_path / "town.jsonl"
    file.write_text("\n".join(seed(issue(1))), encoding="utf-8")
    with _started("--seed", str(file), "--git", str(git.bare)) as process:
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}/town/ideas/issues/new/choose", timeout=10) as page:
            assert "ask.yml" in page.read().decode()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)


def test_a_wrong_seed_ends_with_exit_code_2_and_the_line(tmp_path):
    file = tmp_path / "town.jsonl"
    file.write_text("\n".join([*seed(), '{"type":"vote"}']), encoding="utf-8")
    with _started("--seed", str(file)) as process:
        _, said = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "town.jsonl:6: " in said


def test_a_wrong_time_ends_with_exit_code_2(tmp_path):
    with _started("--seed", str(tmp_path / "x"), "--at", "noon") as process:
        _, said = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "--at noon: no instant" in said
