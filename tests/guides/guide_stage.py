"""The stage on which the guides are walked: a repository, its forge, the workflows, and a browser that believes them.

The browser goes to the addresses that a guide names. What is meant for GitHub the practice server answers, what is
meant for the portal's site the workflow's last publication. Nothing leaves this machine.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Locator, Route
from run_workflow import Machine, Run

from civicgen.rehearsal.server import RehearsalServer

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = "https://github.com"
NAME = "oakford/consultations"
HERE = f"{GITHUB}/{NAME}"
SITE = "https://oakford.github.io/consultations/"
BEGINNING = "2027-02-15T08:00:00Z"
EDITOR, BEN, ADA = "eva", "ben", "ada"
WIDTH, HEIGHT = 780, 1000
_PROMPTLY = 30

Camera = Callable[[str, Locator, int | None], None]
"""Takes a picture: its name, of what, and how many pixels of it from the top (None: all)."""


class Stage:
    """What a step of a guide works with. `person` is who sits before the browser."""

    def __init__(
        self, folder: Path, server: RehearsalServer, machine: Machine, context: BrowserContext, camera: Camera
    ) -> None:
        self.bare, self.checkout = folder / "bare.git", folder / "checkout"
        self.server, self.machine = server, machine
        self.page = context.new_page()
        self.person = EDITOR
        self._camera = camera
        context.route("**/*", self._answer)

    def go(self, address: str) -> None:
        """Open a page, as somebody does who types its address."""
        self.page.clock.set_fixed_time(self.server.now())
        answer = self.page.goto(address)
        assert answer is not None, address
        assert answer.ok, f"{address}: {answer.status}"

    def press(self, name: str, *, role: Any = "button") -> None:
        """Press the one button (or link) that is called so."""
        self.page.get_by_role(role, name=name).click()

    def picture(self, name: str, of: Locator, *, height: int | None = None) -> None:
        """This is what the guide shows at this place."""
        assert of.is_visible(), f"there is no {name} to be seen"
        self._camera(name, of, height)

    def happen(self, action: str, **details: Any) -> None:
        """What somebody does on a page of GitHub that the practice server does not have."""
        event = {"type": "event", "when": {"at": self.server.now()}, "do": {"action": action, **details}}
        self.server.add_events(json.dumps(event))
        self.server.advance(self.server.now())

    def ask(self, path: str) -> Any:
        """What the forge says of the repository."""
        with urlopen(f"{self.server.url}/repos/{NAME}{path}", timeout=_PROMPTLY) as answer:
            return json.loads(answer.read())

    def newest(self, kind: str) -> int:
        """The number of the newest of the `issues` or `pulls`."""
        threads = self.ask(f"/{kind}?state=all&per_page=100")
        return int(max(each["number"] for each in threads if kind == "pulls" or "pull_request" not in each))

    def run_workflow(self, name: str, **inputs: str) -> None:
        """*Actions*, this workflow, *Run workflow*, and what is filled in there."""
        file = next(path for path, called in self._workflows() if called == name)
        self._ran(self.machine.run(file, "workflow_dispatch", inputs=inputs))

    def press_label(self, label: str) -> None:
        """Put a label on the issue that is open in the browser; a workflow listens to that."""
        number = int(urlsplit(self.page.url).path.rpartition("/")[2])
        self.page.locator("#labels").get_by_role("button", name=label).click()
        details = {"action": "labeled", "issue": {"number": number}, "label": {"name": label}}
        self._ran(self.machine.run("intake.yml", "issues", details=details))

    def merge(self, pull: int) -> None:
        """Open a pull request and press the button. A workflow publishes what changes content."""
        self.go(f"{HERE}/pull/{pull}")
        self.press("Merge pull request")
        assert self.ask(f"/pulls/{pull}")["merged"]
        self.publish_push()

    def publish_push(self) -> None:
        """The workflow that a change of content on the main branch starts."""
        self._ran(self.machine.run("publish.yml", "push"))

    def strike_the_hour(self) -> str:
        """The schedule runs, whatever comes of it; what it said."""
        return self._told(self.machine.run("publish.yml", "schedule"))

    def edit(self, branch: str, path: str, replaced: Mapping[str, str]) -> None:
        """Change a file with the pencil on GitHub's page, which the practice server does not have."""
        self._git(self.checkout, "fetch", "--quiet", "origin", branch)
        self._git(self.checkout, "checkout", "--quiet", "--force", "FETCH_HEAD")
        file = self.checkout / path
        text = file.read_text(encoding="utf-8")
        for old, new in replaced.items():
            assert old in text, f"{path}: {old}"
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        self._git(self.checkout, "commit", "--quiet", "--all", "--message", f"Fill in {path}")
        self._git(self.checkout, "push", "--quiet", "origin", f"HEAD:{branch}")

    def text(self, path: str, *, branch: str = "main") -> str:
        """A file of the repository as it is now."""
        return self._git(self.bare, "show", f"{branch}:{path}")

    def files(self, *, branch: str = "main") -> list[str]:
        return self._git(self.bare, "ls-tree", "-r", "--name-only", branch).split()

    def branches(self) -> list[str]:
        return self._git(self.bare, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def copy_template(self) -> None:
        """What *Use this template* makes: the files of this repository in one commit, without its history."""
        listed = subprocess.run(["git", "-C", str(REPOSITORY), "ls-files", "-z"], check=True, capture_output=True)
        for name in listed.stdout.decode().strip("\0").split("\0"):
            if (REPOSITORY / name).is_file():
                place = self.checkout / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes((REPOSITORY / name).read_bytes())
        self._git(self.checkout, "init", "--quiet", "-b", "main")
        self._git(self.checkout, "remote", "add", "origin", str(self.bare))
        self._git(self.checkout, "add", "--all", "--force")
        self._git(self.checkout, "commit", "--quiet", "--message", "Initial commit")
        self._git(self.checkout, "push", "--quiet", "origin", "main")

    def _workflows(self) -> Iterator[tuple[str, str]]:
        """The files of the workflows, and how they are called on GitHub's page."""
        for path in self.files():
            if path.startswith(".github/workflows/"):
                yield (
                    path.rpartition("/")[2],
                    next(
                        line.removeprefix("name: ")
                        for line in self.text(path).splitlines()
                        if line.startswith("name: ")
                    ),
                )

    def _ran(self, run: Run) -> None:
        assert set(run.results.values()) == {"success"}, self._told(run)

    def _told(self, run: Run) -> str:
        return "\n".join(f"{job} / {each.name}: {each.said}" for job, steps in run.jobs.items() for each in steps)

    def _git(self, folder: Path, *arguments: str) -> str:
        who = ("-c", "user.name=Eva", "-c", "user.email=eva@oakford.example", "-c", "commit.gpgSign=false")
        dated = {f"GIT_{role}_DATE": self.server.now() for role in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            ["git", *who, "-C", str(folder), *arguments],
            env={**os.environ, **dated, "MAY_PUSH": "yes"},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def _answer(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if route.request.url.startswith(SITE):
            file = self.machine.published / (asked.path.removeprefix(urlsplit(SITE).path) or "index.html")
            route.fulfill(**({"path": file} if file.is_file() else {"status": 404}))
        elif route.request.url.startswith(f"{GITHUB}/"):
            self._practise(route)
        else:
            route.abort()

    def _practise(self, route: Route) -> None:
        """The practice server's answer to whoever sits before the browser: that is what signing in is there."""
        asked = urlsplit(route.request.url)
        person = "" if "as=" in asked.query else urlencode({"as": self.person})
        answer = route.fetch(
            url=f"{self.server.url}{asked.path}?{asked.query}&{person}",
            headers={**route.request.headers, "origin": self.server.url},
        )
        route.fulfill(response=answer)


@contextmanager
def stage(browser: Browser, camera: Camera) -> Iterator[Stage]:
    """An account at GitHub and nothing else: no repository is there yet, and workflows may open no pull requests."""
    settings = {"type": "settings", "can_approve_pull_request_reviews": False, "has_pages": False}
    owner, name = NAME.split("/")
    repository = {"owner": owner, "name": name, "id": 7, "created_at": BEGINNING, "now": BEGINNING}
    seed = [
        {"type": "repository", **repository, "editors": [EDITOR]},
        settings,
        *(_user(number, login) for number, login in enumerate((EDITOR, BEN, ADA), start=11)),
    ]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "checkout").mkdir()
        subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(folder / "bare.git")], check=True)
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB", timezone_id="UTC"
        )
        context.set_default_timeout(_PROMPTLY * 1000)
        with (
            RehearsalServer([json.dumps(line) for line in seed], git=folder / "bare.git") as server,
            Machine(folder / "machine", folder / "bare.git", server.url, secrets={"CIVICGEN_KEY": ""}) as machine,
        ):
            _tell_as_github_does(machine)
            yield Stage(folder, server, machine, context, camera)
            context.close()


def _tell_as_github_does(machine: Machine) -> None:
    """Where the workflow runs. And nothing leaves this machine: the address of the site is nobody's."""
    command = machine.tools / "civicgen"
    told = f"export GITHUB_REPOSITORY={NAME} GITHUB_SERVER_URL={GITHUB} HTTPS_PROXY=http://127.0.0.1:9"
    command.write_text(command.read_text().replace("#!/bin/sh\n", f"#!/bin/sh\n{told}\n"))


def _user(number: int, login: str) -> dict[str, Any]:
    return {"type": "user", "id": number, "login": login, "created_at": "2020-01-01T00:00:00Z"}
