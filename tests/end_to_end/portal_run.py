"""A portal in a temporary folder, worked by the commands that an editor would type. Writes there, starts processes.

Every command runs in a process of its own, with a key of the tests and no token, and is held to the exit code expected.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS = 400
KEY = "a key for the tests, known to everybody"
_FIGURE = re.compile(r'<data value="(\d+)" data-figure="([^"]+)">')
_PORTAL = """\
name: {name}
repository: {repository}
site_url: https://portal.example/
languages: [en]
timezone: UTC
authorities:
  - id: council
    name: The council
    email: council@portal.example
"""
_PAGE = """\
---
title: {name}
---

# {name}

{words}
"""


@dataclass(frozen=True, slots=True)
class Portal:
    """The folder of a portal, with `site` and `ledger` in it as the commands leave them."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def begin(self, *, name: str, repository: str, words: str) -> None:
        """What every portal has: settings, a page, and what the engine needs."""
        shutil.copy2(REPOSITORY / "mkdocs.yml", self.root / "mkdocs.yml")
        shutil.copytree(REPOSITORY / "site_overrides", self.root / "site_overrides", dirs_exist_ok=True)
        self.write("content/portal.yml", _PORTAL.format(name=name, repository=repository))
        self.write("content/pages/index.md", _PAGE.format(name=name, words=words))

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, at: str) -> None:
        """Everything below content/ in one commit, made at `at`."""
        who = ["-c", "user.name=Editor", "-c", "user.email=editor@portal.example"]
        dated = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        self._run(["git", "init", "--quiet"], 0)
        self._run(["git", "add", "content"], 0)
        self._run(["git", *who, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", "Write"], 0, dated)

    def harvest(self, url: str) -> dict[str, Any]:
        """The summary of a harvest that went well."""
        done = self.run("harvest", "--root", str(self.root), "--api-url", url, "--json")
        return dict(json.loads(done.stdout))

    def announce(self, url: str, *arguments: str, token: str, expect: int = 0) -> dict[str, Any]:
        """What `civicgen announce` says that it did, as the account whose login is the token."""
        command = [sys.executable, "-m", "civicgen", "announce", "--root", str(self.root), "--api-url", url, "--json"]
        done = self._run([*command, *arguments], expect, {"GITHUB_TOKEN": token})
        return dict(json.loads(done.stdout))

    def build(self) -> None:
        self.run("build", "--root", str(self.root))

    def verify(self, expect: int = 0) -> str:
        """What `civicgen verify` says of the site."""
        done = self.run("verify", str(self.site), expect=expect)
        return done.stdout + done.stderr

    def run(self, *arguments: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-m", "civicgen", *arguments], expect)

    def table(self, consultation: str, name: str) -> list[dict[str, str]]:
        """A published CSV file, all parts of it together."""
        found: list[dict[str, str]] = []
        for part in self._parts(consultation, name):
            with part.open(encoding="utf-8-sig", newline="") as file:
                found += csv.DictReader(file)
        return found

    def document(self, consultation: str, name: str) -> Any:
        """A published JSON file; of one in parts the lists of all parts together."""
        whole, *others = [json.loads(part.read_bytes()) for part in self._parts(consultation, name)]
        for other in others:
            for key, value in other.items():
                if isinstance(value, list):
                    whole[key] += value
        return whole

    def _parts(self, consultation: str, name: str) -> list[Path]:
        folder, (stem, _, ending) = self.site / "data" / consultation, name.partition(".")
        found = [folder / name, *sorted(folder.glob(f"{stem}-[0-9]*.{ending}"))]
        return [path for path in found if path.is_file()]

    def figures(self, page: str) -> dict[str, set[int]]:
        """The civic numbers in a page's HTML, by their names."""
        found: dict[str, set[int]] = {}
        for value, name in _FIGURE.findall((self.site / page).read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(int(value))
        return found

    def _run(
        self, command: Iterable[str], expect: int, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: text for name, text in os.environ.items() if name not in ("CI", "GITHUB_TOKEN")}
        surroundings = {**kept, "CIVICGEN_KEY": KEY, "PYTHONPATH": str(REPOSITORY), **(more or {})}
        words = list(command)
        done = subprocess.run(
            words, cwd=self.root, env=surroundings, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == expect, f"{' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}"
        return done


def line_of(**fields: object) -> str:
    """A line of a seed."""
    return json.dumps(fields, ensure_ascii=False)


def quoted(text: str) -> str:
    """`text` as a value of front matter; `<` and `>` have no place in a title and become single guillemets."""
    return json.dumps(text.replace("<", "‹").replace(">", "›"), ensure_ascii=False)
