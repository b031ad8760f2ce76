"""`civicgen demo` itself: makes the same bytes twice, harms nothing, and lets a person try the whole circle."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CIVICGEN = [sys.executable, "-m", "civicgen"]
TOKEN = "ghp_neverprinted0123456789"
PAGE = "consultations/streets/proposals/trees.html"
PORTAL = """\
name: A town
repository: town/talk
site_url: https://talk.example/
languages: [en]
timezone: UTC
authorities:
  - {id: council, name: Town Council, email: council@talk.example}
"""
CONSULTATION = """\
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
PROPOSAL = "---\ntitle: Trees\nthread: 1\nstatus: open\n---\nPlant trees.\n"
SEED: list[dict[str, object]] = [
    {
        "type": "repository",
        "owner": "town",
        "name": "talk",
        "id": 7,
        "created_at": "2026-08-01T00:00:00Z",
        "now": "2026-09-05T09:00:00Z",
    },
    {"type": "user", "id": 1, "login": "ada", "created_at": "2020-01-01T00:00:00Z"},
    {"type": "user", "id": 2, "login": "ben", "created_at": "2020-01-01T00:00:00Z"},
    {"type": "issue", "number": 1, "title": "Trees", "user": 1, "created_at": "2026-09-01T08:00:00Z"},
    {"type": "reaction", "on": "issue:1", "user": 1, "content": "+1", "created_at": "2026-09-02T08:00:00Z"},
    {
        "type": "commit",
        "at": "2026-09-01T09:00:00Z",
        "author": "Ada <ada@talk.example>",
        "message": "Propose trees",
        "files": {"content/consultations/streets/proposals/trees.md": PROPOSAL},
    },
]
STOPS: list[dict[str, object]] = [
    {"type": "stop", "at": "2026-09-03T09:00:00Z"},
    {"type": "stop", "at": "2026-09-05T09:00:00Z"},
]


@dataclass(frozen=True, slots=True)
class Stage:
    """A small portal with a seed, and where its demo works."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def work(self) -> Path:
        return self.root / "work"

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def command(self, *more: str) -> list[str]:
        where = ["--root", str(self.root / "portal"), "--seed", str(self.root / "seed.jsonl")]
        return [*CIVICGEN, "demo", *where, "--work", str(self.work), "--site", str(self.site), *more]

    def run(
        self, *more: str, expect: int = 0, surroundings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command("--no-serve", *more),
            env={**os.environ, **(surroundings or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("portal/content/portal.yml", PORTAL)
    stage.write("portal/content/pages/index.md", "---\ntitle: A town\n---\n# A town\n\nTake part.\n")
    stage.write("portal/content/consultations/streets/consultation.md", CONSULTATION)
    stage.write("portal/content/consultations/streets/proposals/trees.md", PROPOSAL)
    stage.write("seed.jsonl", "".join(json.dumps(line) + "\n" for line in [*SEED, *STOPS]))
    shutil.copy2(REPOSITORY / "mkdocs.yml", tmp_path / "portal" / "mkdocs.yml")
    shutil.copytree(REPOSITORY / "site_overrides", tmp_path / "portal" / "site_overrides")
    return stage


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def supporters(page: str) -> str:
    found = re.search(r'<data value="(\d+)" data-figure="streets/trees/support">', page)
    assert found is not None
    return found[1]


def test_it_ends_with_the_site_and_makes_the_same_bytes_again(stage: Stage) -> None:
    stage.run()
    first = contents(stage.site)
    assert supporters(first[PAGE].decode()) == "1"
    shutil.rmtree(stage.site)
    stage.run()
    assert contents(stage.site) == first


def test_it_heeds_nothing_of_its_surroundings_and_tells_nothing_of_them(stage: Stage, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", str(other)], check=True, timeout=60)
    before = contents(other)
    said = stage.run(
        surroundings={
            "GITHUB_TOKEN": TOKEN,
            "CIVICGEN_KEY": "a key of a real portal, which nobody may see",
            "CIVICGEN_API_URL": "https://forge.example",
            "CIVICGEN_ELIGIBLE": "/nowhere",
            "CI": "true",
            "http_proxy": "http://127.0.0.1:9",
            "GIT_DIR": str(other / ".git"),
            "GIT_WORK_TREE": str(other),
            "LC_ALL": "C",
        }
    )
    assert contents(other) == before, "a repository that a hook names is not the demo's"
    told = [said.stdout.encode(), said.stderr.encode(), *contents(stage.site).values(), *contents(stage.work).values()]
    assert not [text for text in told if TOKEN.encode() in text or b"real portal" in text]


def test_a_seed_without_a_moment_to_harvest_is_refused(stage: Stage) -> None:
    stage.write("seed.jsonl", "".join(json.dumps(line) + "\n" for line in SEED))
    assert '{"type":"stop","at":...}' in stage.run(expect=2).stderr


def test_a_missing_seed_is_named_with_the_cure(stage: Stage) -> None:
    (stage.root / "seed.jsonl").unlink()
    said = stage.run(expect=2).stderr
    assert "seed.jsonl cannot be read" in said
    assert "--seed" in said


@pytest.mark.parametrize("option", ["--work", "--site"])
def test_a_folder_with_something_else_in_it_is_left_alone(stage: Stage, option: str) -> None:
    stage.write("mine/thesis.txt", "years of work")
    said = stage.run(option, str(stage.root / "mine"), expect=2).stderr
    assert option in said
    assert contents(stage.root / "mine") == {"thesis.txt": b"years of work"}


def test_it_ends_as_the_command_that_failed(stage: Stage) -> None:
    stage.write("portal/content/portal.yml", PORTAL.replace("town/talk", "town/elsewhere"))
    said = stage.run(expect=2).stderr
    assert "the forge shows no repository town/elsewhere" in said
    assert "`civicgen harvest` ended with 2" in said


def test_who_reacts_there_is_counted_after_enter_and_ctrl_c_ends_it(stage: Stage) -> None:
    demo = subprocess.Popen(stage.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert demo.stdin is not None
        assert demo.stdout is not None
        said = [demo.stdout.readline()]
        while "Press Enter" not in said[-1]:
            assert said[-1], said
            said.append(demo.stdout.readline())
        site, forge = (
            re.findall(rf"^{name}: +(http://127\.0\.0\.1:\d+/)", "".join(said), re.MULTILINE)[0]
            for name in ("The site", "The forge")
        )
        with urlopen(site + PAGE, timeout=30) as page:
            assert supporters(page.read().decode()) == "1"
        form = urlencode({"as": "ben", "on": "issue:1", "content": "+1"}).encode()
        with urlopen(Request(f"{forge}town/talk/issues/1", data=form), timeout=30) as answer:
            assert answer.status == 200
        demo.stdin.write("\n")
        demo.stdin.flush()
        while "files written" not in said[-1]:
            assert said[-1], said
            said.append(demo.stdout.readline())
        with urlopen(site + PAGE, timeout=30) as page:
            assert supporters(page.read().decode()) == "2"
        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=30)
        assert "The demo has ended; the site stays in" in rest
        assert demo.returncode == 0
    finally:
        demo.kill()
        demo.wait(timeout=30)
