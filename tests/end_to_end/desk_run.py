"""A portal whose repository has a remote: a bare repository beside the rehearsal server, as a workflow has it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from portal_run import KEY, REPOSITORY, Portal

from civicgen.cli.desk_words import desk_words
from civicgen.content.read import read_content
from civicgen.desk.form_fields import FieldKind, proposal_form
from civicgen.rehearsal.server import RehearsalServer
from civicgen.store.content_files import ContentFolder

NOW = "2026-09-10T08:00:00Z"
CONSULTATION = """\
---
title: Benches
summary: Where should there be more benches?
question: Where should there be more benches?
authority: council
contact: benches@portal.example
influence: consult
decided_by: The council
phases:
  - {name: All of it, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-01}
---
Tell us.
"""
MODERATION = """\
rules:
  - {id: one-place, title: One place a proposal}
appeal: Write to the clerk within four weeks.
"""
MILL = "---\ntitle: A bench at the mill race\nthread: 1\n---\nWhere people wait for the ferry, a bench of oak.\n"
LABELS = ["proposal", "consultation: benches"]


@dataclass(frozen=True, slots=True)
class DeskPortal:
    """A portal's checkout, its bare repository and the forge."""

    portal: Portal
    bare: Path
    server: RehearsalServer

    def run(
        self, *arguments: str, expect: int = 0, inputs: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A command as a workflow runs it: on a fresh checkout of the default branch, with the workflow's token."""
        git(self.portal.root, "fetch", "--quiet", "origin", "main")
        git(self.portal.root, "reset", "--quiet", "--hard", "origin/main")
        given = {f"CIVICGEN_INPUT_{name.upper()}": text for name, text in (inputs or {}).items()}
        surroundings = {
            **{name: text for name, text in os.environ.items() if not name.startswith(("GITHUB_", "CIVICGEN_"))},
            "PYTHONPATH": str(REPOSITORY),
            "CIVICGEN_KEY": KEY,
            "GITHUB_TOKEN": "actions",
            "GITHUB_API_URL": self.server.url,
            "GITHUB_STEP_SUMMARY": str(self.portal.root.parent / "summary.md"),
            **given,
        }
        done = subprocess.run(
            [sys.executable, "-m", "civicgen", *arguments],
            cwd=self.portal.root,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def on_branch(self, branch: str, path: str) -> str:
        """A file at the remote, as it is."""
        done = subprocess.run(
            ["git", "-C", str(self.bare), "show", f"{branch}:{path}"], check=True, capture_output=True, text=True
        )
        return done.stdout

    def changed(self, branch: str) -> list[str]:
        """The paths that a branch changes."""
        return git(self.bare, "diff", "--name-only", f"main...{branch}").split()

    def ask(self, method: str, path: str, body: Any = None, *, by: str = "eva") -> Any:
        """The forge's answer to somebody's request."""
        request = Request(
            f"{self.server.url}/repos/town/talk{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {by}", "Content-Type": "application/json"},
        )
        with urlopen(request, timeout=30) as answer:
            data = answer.read()
        return json.loads(data) if data else None

    def pulls(self) -> list[dict[str, Any]]:
        return list(self.ask("GET", "/pulls?state=all"))

    def labels(self, number: int) -> set[str]:
        return {label["name"] for label in self.ask("GET", f"/issues/{number}")["labels"]}


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Eva", "-c", "user.email=eva@portal.example", "-c", "commit.gpgSign=false")
    done = subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def form_body(root: Path, answers: Mapping[str, str], *, language: str = "en") -> str:
    """What the forge makes of a form that was filled in: a heading and an answer for each question."""
    content = read_content(ContentFolder(root).read())
    form = proposal_form(content.dossiers[0].consultation, content.portal, desk_words(language, root))
    parts = []
    for field in form.fields:
        if field.kind is FieldKind.CHECKBOXES:
            answer = "\n".join(f"- [X] {option}" for option in field.options)
        else:
            answer = answers.get(field.id, "") or "_No response_"
        parts.append(f"### {field.label}\n\n{answer}")
    return "\n\n".join(parts)


@contextmanager
def desk_portal(folder: Path, issues: Mapping[int, tuple[str, Mapping[str, str]]]) -> Iterator[DeskPortal]:
    """A portal with one proposal on issue 1, and further issues by their numbers: a title, and answers to the form."""
    portal = Portal(root=folder / "checkout")
    portal.root.mkdir()
    portal.begin(name="Benches for all", repository="town/talk", words="Welcome.")
    portal.write("content/consultations/benches/consultation.md", CONSULTATION)
    portal.write("content/consultations/benches/proposals/at-the-mill.md", MILL)
    portal.write("content/moderation.yml", MODERATION)
    portal.write(".gitignore", ".civicgen/\nledger/\nsite/\n")
    bare = folder / "bare.git"
    git(folder, "init", "--quiet", "--bare", "-b", "main", str(bare))
    git(portal.root, "init", "--quiet", "-b", "main")
    git(portal.root, "remote", "add", "origin", str(bare))
    portal.run("forms", "--root", str(portal.root), "--at", NOW)
    git(portal.root, "add", "--all")
    git(portal.root, "commit", "--quiet", "--message", "Begin")
    git(portal.root, "push", "--quiet", "origin", "main")
    repository = {"owner": "town", "name": "talk", "id": 7, "created_at": "2026-01-01T00:00:00Z", "now": NOW}
    lines: list[dict[str, Any]] = [
        {"type": "repository", **repository, "editors": ["eva"]},
        {"type": "user", "id": 1, "login": "ada", "created_at": "2020-01-01T00:00:00Z"},
        {"type": "user", "id": 2, "login": "eva", "created_at": "2020-01-01T00:00:00Z"},
        _issue(1, "A bench at the mill race", "As in the file."),
    ]
    lines += [
        {"type": "user", "id": id_, "login": login, "created_at": "2020-01-01T00:00:00Z"}
        for id_, login in ((3, "bo"), (4, "cy"))
    ]
    lines += [_issue(number, title, form_body(portal.root, answers)) for number, (title, answers) in issues.items()]
    with RehearsalServer([json.dumps(line) for line in lines], git=bare) as server:
        yield DeskPortal(portal=portal, bare=bare, server=server)
    shutil.rmtree(folder, ignore_errors=True)


def _issue(number: int, title: str, body: str) -> dict[str, Any]:
    made = f"2026-09-0{number}T08:00:00Z"
    return {
        "type": "issue",
        "number": number,
        "title": title,
        "body": body,
        "user": 1,
        "created_at": made,
        "labels": LABELS,
    }
