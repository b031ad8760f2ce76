"""A small portal in a bare repository, with our workflows in it, and a rehearsal server as its forge."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from run_workflow import REPOSITORY, Machine

from civicgen.rehearsal.server import RehearsalServer

KEY = "a key that only the tests use, long enough"
CREATED = "2026-01-01T00:00:00Z"
NOW = "2026-09-10T12:00:00Z"
LAMPS = "content/consultations/streets/proposals/lamps.md"

_PORTAL = """\
name: A town
summary: Where a town asks its people.
repository: town/talk
forge_url: https://github.com
site_url: {site_url}
languages: [en]
timezone: UTC
licence: {{name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}}
privacy: Public.
retention: Two years.
authorities:
  - {{id: council, name: Town Council, address: 1 Square, email: council@talk.example, imprint: Town Council}}
"""
_CONSULTATION = """\
---
title: Streets
summary: What should change in our streets.
question: What should change in our streets?
authority: council
contact: streets@talk.example
influence: involve
decided_by: Town Council
zone: UTC
phases:
  - {name: Support, kind: propose-and-support, opens: 2026-09-01, closes: 2026-09-30}
---

Tell us.
"""
_PROPOSAL = "---\ntitle: {title}\nthread: {thread}\nstatus: open\n---\n\nPlease.\n"
_OURS = (".github", "requirements", "site_overrides", "mkdocs.yml", "pyproject.toml")


class Town:
    """The portal's repository, its forge, and the machine that runs its workflows."""

    def __init__(self, folder: Path, bare: Path, machine: Machine, server: RehearsalServer) -> None:
        self.folder, self.bare, self.machine, self.server = folder, bare, machine, server

    def publish(self, event: str = "schedule", **more: Any) -> Any:
        """Run the workflow that publishes."""
        return self.machine.run("publish.yml", event, **more)

    def edit(self, path: str, text: str | None, message: str = "Edit", branch: str = "main") -> str:
        """An editor commits a file, from a clone of their own that has main."""
        clone = self.folder / f"editor-{len(list(self.folder.glob('editor-*')))}"
        git(self.folder, "clone", "--quiet", f"file://{self.bare}", str(clone))
        place = clone / path
        if text is None:
            place.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        git(clone, "add", "--all")
        git(clone, "commit", "--quiet", "--message", message)
        git(clone, "push", "--quiet", "origin", f"HEAD:{branch}")
        return git(clone, "rev-parse", "HEAD")

    def react(self, user: int, thread: int = 1) -> None:
        self.happens("add_reaction", on=f"issue:{thread}", user=user, content="+1")

    def shown(self, name: str, branch: str = "ledger") -> str:
        return git(self.bare, "show", f"{branch}:{name}")

    def attempts(self) -> int:
        return len(self.shown("harvests.jsonl").splitlines())

    def published(self, name: str) -> str:
        return (self.machine.published / name).read_text(encoding="utf-8")

    def support(self) -> int:
        """What the published site says of the lamps."""
        figures = json.loads(self.published("data/streets/proposal-figures.json"))["figures"]
        return int(figures["streets/lamps/support"])

    def told(self, path: str) -> Any:
        """What the forge says to whoever asks its API."""
        with urlopen(f"{self.server.url}/repos/town/talk/{path}", timeout=30) as answer:
            return json.loads(answer.read())

    def happens(self, action: str, **what: Any) -> None:
        """Something at the forge, now."""
        do = {"action": action, **what}
        self.server.add_events(json.dumps({"type": "event", "when": {"at": self.server.now()}, "do": do}))
        self.server.advance(self.server.now())

    def race(self, commands: str) -> None:
        """Let somebody be faster: these commands run when the workflow's civicgen is about to push, once."""
        script, done = self.folder / "race.sh", self.folder / "raced.sh"
        script.write_text(f"set -e\n{commands}\n")
        shim = self.machine.tools / "git"
        first = f'[ -e "{script}" ] && mv "{script}" "{done}" && sh "{done}" >&2'
        shim.write_text(f'#!/bin/sh\ncase " $* " in *" push "*) {first};; esac\nexec "{shutil.which("git")}" "$@"\n')
        shim.chmod(0o755)


@contextmanager
def begin(folder: Path) -> Iterator[Town]:
    """A town with one consultation, two proposals, five citizens, some support and a comment."""
    bare = folder / "bare"
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(bare)], check=True)
    with Machine(folder / "machine", bare, "", secrets={"CIVICGEN_KEY": KEY}) as machine:
        _write(folder / "first", machine.site_url)
        git(folder / "first", "init", "--quiet", "--initial-branch=main")
        git(folder / "first", "add", "--all")
        git(folder / "first", "commit", "--quiet", "--message", "Begin")
        git(folder / "first", "push", "--quiet", f"file://{bare}", "HEAD:main")
        with RehearsalServer(_seed(), git=bare) as server:
            machine.api_url = server.url
            yield Town(folder, bare, machine, server)


def git(folder: Path, *arguments: str) -> str:
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "MAY_PUSH": "yes"}
    surroundings |= {f"GIT_{role}_DATE": "2026-09-01T08:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    names = ("-c", "user.name=Eva", "-c", "user.email=eva@talk.example", "-c", "commit.gpgSign=false")
    done = subprocess.run(
        ["git", *names, "-C", str(folder), *arguments], capture_output=True, text=True, env=surroundings, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def proposal(title: str, thread: int) -> str:
    return _PROPOSAL.format(title=title, thread=thread)


def _write(root: Path, site_url: str) -> None:
    root.mkdir()
    for name in _OURS:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy2(source, root / name)
    (root / ".gitignore").write_text("/.civicgen/\n/ledger/\n/site/\n")
    texts = {
        "portal.yml": _PORTAL.format(site_url=site_url),
        "pages/index.md": "---\ntitle: A town\n---\n\n# A town\n\nWelcome.\n",
        "consultations/streets/consultation.md": _CONSULTATION,
        "consultations/streets/proposals/lamps.md": proposal("Lamps", 1),
        "consultations/streets/proposals/benches.md": proposal("Benches", 2),
    }
    for path, text in texts.items():
        place = root / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _seed() -> list[str]:
    lines: list[dict[str, Any]] = [
        {"type": "repository", "owner": "town", "name": "talk", "id": 1001, "created_at": CREATED, "now": NOW}
    ]
    lines += [{"type": "user", "id": id_, "login": f"citizen-{id_}", "created_at": CREATED} for id_ in range(1, 6)]
    lines += [
        {"type": "issue", "number": number, "title": title, "body": "Please.", "user": 1, "created_at": CREATED}
        for number, title in ((1, "Lamps"), (2, "Benches"))
    ]
    lines += [
        {"type": "reaction", "on": "issue:1", "user": id_, "content": "+1", "created_at": "2026-09-05T10:00:00Z"}
        for id_ in (1, 2)
    ]
    comment = {"id": 500, "issue": 1, "user": 2, "body": "It is dark there.", "created_at": "2026-09-05T10:00:00Z"}
    return [json.dumps(line) for line in [*lines, {"type": "comment", **comment}]]
