"""From "use this template" to a published first consultation, by nothing but workflows, a form and a merge."""

import json
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

from run_workflow import REPOSITORY, Machine
from workflow_town import KEY, git

from civicgen.rehearsal.server import RehearsalServer
from civicgen.starting.setup_form import FIELDS

NOW = "2026-10-02T09:00:00Z"
ANSWERS = {
    "name": "Oakford takes part",
    "authority": "Oakford Town Council",
    "email": "council@oakford.example",
    "language": "en",
    "timezone": "Europe/London",
    "title": "Bright streets",
    "summary": "Which streets need better light?",
    "question": "Where should Oakford change its street lighting?",
    "contact": "works@oakford.example",
    "influence": "consult",
    "decided_by": "Committee for Works",
    "opens": "2026-10-01",
    "closes": "2026-11-01",
}


def use_this_template(bare: Path, first: Path) -> None:
    """A repository with everything that this one has, and none of its history."""
    listed = subprocess.run(["git", "-C", str(REPOSITORY), "ls-files", "-z"], check=True, capture_output=True).stdout
    for path in listed.decode().strip("\0").split("\0"):
        if (REPOSITORY / path).is_file():
            (first / path).parent.mkdir(parents=True, exist_ok=True)
            (first / path).write_bytes((REPOSITORY / path).read_bytes())
            (first / path).chmod((REPOSITORY / path).stat().st_mode & 0o777)
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(bare)], check=True)
    git(first, "init", "--quiet", "--initial-branch=main")
    git(first, "add", "--all", "--force")
    git(first, "commit", "--quiet", "--message", "Initial commit")
    git(first, "push", "--quiet", f"file://{bare}", "HEAD:main")


def test_a_copy_is_set_up_by_a_form_and_published_by_the_next_run(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    use_this_template(bare, tmp_path / "first")
    with Machine(tmp_path / "machine", bare, "", secrets={"CIVICGEN_KEY": KEY}) as machine:
        answers = {**ANSWERS, "site_url": machine.site_url}
        body = "\n\n".join(f"### {each.question}\n\n{answers.get(each.name) or '_No response_'}" for each in FIELDS)
        lines = [
            {"type": "repository", "owner": "town", "name": "talk", "id": 7, "created_at": NOW, "now": NOW},
            {"type": "user", "id": 2, "login": "eva", "created_at": "2020-01-01T00:00:00Z"},
            {"type": "issue", "number": 1, "title": "Set up", "user": 2, "body": body, "created_at": NOW},
        ]
        lines[0]["editors"] = ["eva"]
        with RehearsalServer([json.dumps(line) for line in lines], git=bare) as server:
            machine.api_url = server.url
            run = machine.run("setup.yml", "workflow_dispatch", inputs={"issue": "1"})
            assert run.results == {"set up": "success"}, run.jobs

            address = f"{server.url}/repos/town/talk/pulls/2/merge"
            merge = Request(address, data=b"{}", method="PUT", headers={"authorization": "token eva"})
            with urlopen(merge, timeout=30) as answer:
                assert answer.status == 200

            run = machine.run("publish.yml", "push")
            assert run.results == {
                "collect, count, build": "success",
                "publish": "success",
                "tell the conversations": "success",
            }, run.jobs
            page = machine.published / "consultations" / "bright-streets" / "index.html"
            assert "Where should Oakford change its street lighting?" in page.read_text(encoding="utf-8")
            assert git(bare, "ls-tree", "--name-only", "ledger").splitlines()[-1] == "ledger.json"
