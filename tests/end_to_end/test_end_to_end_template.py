"""From "use this template" to a portal: a copy of this repository, one form, one button."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from desk_run import NOW, DeskPortal, git
from portal_run import REPOSITORY, Portal

from civicgen.rehearsal.server import RehearsalServer
from civicgen.starting.setup_form import FIELDS, PATH, setup_form

ANSWERS = {
    "name": "Oakford takes part",
    "authority": "Oakford Town Council",
    "email": "council@oakford.example",
    "site_url": "",
    "language": "en",
    "timezone": "Europe/London",
    "slug": "bright-streets",
    "title": "Bright streets",
    "summary": "Which streets need better light?",
    "question": "Where should Oakford change its street lighting?",
    "contact": "works@oakford.example",
    "influence": "consult",
    "decided_by": "Committee for Works",
    "opens": "2026-10-01",
    "closes": "2026-11-01",
}

FORMS = ["config.yml", "propose-bright-streets.en.yml", "report.en.yml"]


def body_of(answers: Mapping[str, str]) -> str:
    return "\n\n".join(f"### {field.question}\n\n{answers.get(field.name) or '_No response_'}" for field in FIELDS)


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[DeskPortal]:
    """What "use this template" makes of this repository, with the form filled in."""
    portal, bare = Portal(root=tmp_path / "checkout"), tmp_path / "bare.git"
    paths = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "-z"], check=True, capture_output=True, text=True
    ).stdout.strip("\0")
    for path in paths.split("\0"):
        if (REPOSITORY / path).is_file():
            (portal.root / path).parent.mkdir(parents=True, exist_ok=True)
            (portal.root / path).write_bytes((REPOSITORY / path).read_bytes())
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", str(bare))
    git(portal.root, "init", "--quiet", "-b", "main")
    git(portal.root, "remote", "add", "origin", str(bare))
    git(portal.root, "add", "--all", "--force")
    git(portal.root, "commit", "--quiet", "--message", "Initial commit")
    git(portal.root, "push", "--quiet", "origin", "main")
    repository = {"owner": "town", "name": "talk", "id": 7, "created_at": "2026-01-01T00:00:00Z", "now": NOW}
    lines = [
        {"type": "repository", **repository, "editors": ["eva"]},
        {"type": "user", "id": 2, "login": "eva", "created_at": "2020-01-01T00:00:00Z"},
        {"type": "issue", "number": 1, "title": "Set up", "user": 2, "body": body_of(ANSWERS), "created_at": NOW},
    ]
    with RehearsalServer([json.dumps(line) for line in lines], git=bare) as server:
        yield DeskPortal(portal=portal, bare=bare, server=server)


def set_up(copy: DeskPortal, *, expect: int = 0) -> str:
    done = copy.run("setup", "--repository", "town/talk", inputs={"issue": "1"}, expect=expect)
    return done.stdout + done.stderr


def test_the_form_is_the_one_in_this_repository() -> None:
    assert (REPOSITORY / PATH).read_text(encoding="utf-8") == setup_form()


def test_one_form_and_one_button_make_a_portal_that_builds(copy: DeskPortal) -> None:
    assert "A pull request is open" in set_up(copy)
    (pull,) = copy.pulls()
    assert "CIVICGEN_KEY" in pull["body"]
    assert "CHANGE-ME" in pull["body"]
    changed = copy.changed("civicgen/setup")
    assert ".github/ISSUE_TEMPLATE/propose-bright-streets.en.yml" in changed
    assert {"proposal", "accepted", "consultation: bright-streets"} <= {
        label["name"] for label in copy.ask("GET", "/labels?per_page=100")
    }
    assert not [path for path in changed if path.startswith((".github/workflows/", "civicgen/", ".github/actions/"))]
    copy.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    copy.run("check")
    copy.run("build")
    home = (copy.portal.root / "site/index.html").read_text(encoding="utf-8")
    assert "Oakford takes part" in home
    assert "Bright streets" in home
    left = git(copy.bare, "ls-tree", "-r", "--name-only", "main").split()
    assert not [path for path in left if path.startswith(("docs/", "tests/")) or "mill-yard" in path]
    forms = [path.rpartition("/")[2] for path in left if path.startswith(".github/ISSUE_TEMPLATE/")]
    assert forms == FORMS
    for path in left:
        if not path.startswith(("civicgen/", "requirements/")):
            text = copy.on_branch("main", path)
            assert "Lindenbrook" not in text, path
            assert "Corn Exchange" not in text, path


def test_a_portal_that_is_set_up_is_not_set_up_again(copy: DeskPortal) -> None:
    set_up(copy)
    (pull,) = copy.pulls()
    copy.ask("PUT", f"/pulls/{pull['number']}/merge", {})
    assert "set up here already" in set_up(copy, expect=2)


def test_answers_that_cannot_be_used_say_which(copy: DeskPortal) -> None:
    copy.ask("PATCH", "/issues/1", {"body": body_of({**ANSWERS, "timezone": "Oakford time", "email": "the council"})})
    said = set_up(copy, expect=2)
    assert "Europe/Berlin or UTC" in said
    assert "Write one address" in said
    assert copy.pulls() == []
