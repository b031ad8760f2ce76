"""Runs a workflow here: jobs and steps in their order, from its YAML, with a rehearsal server and a bare repository.

What GitHub's machines do is done small and strictly: a job has the rights that it asks for and no others, a step sees
the variables that it is given and no others, and whatever is not known is refused.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self

import yaml
from workflow_actions import ActionError, git
from workflow_expressions import Functions, evaluate, fill, is_true
from workflow_job import TOKEN, Job, Step, rank

REPOSITORY = Path(__file__).resolve().parents[2]


def read(file: Path) -> dict[str, Any]:
    """A workflow. Everything in it is text, so that `on` stays a word and a version a version."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(content, dict)
    return content


class Machine:
    """What outlives a run: the repository, caches, the published site at an address, and the forge."""

    def __init__(self, folder: Path, bare: Path, api_url: str, *, secrets: Mapping[str, str]) -> None:
        self.folder, self.bare, self.api_url, self.secrets = folder, bare, api_url, dict(secrets)
        self.caches, self.published, self.tools = folder / "caches", folder / "published", folder / "tools"
        for place in (self.caches, self.published, self.tools):
            place.mkdir(parents=True)
        self.artifacts = folder
        self.runs = 0
        self.deployments: list[str] = []
        self._pages = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(self.published)))
        self.site_url = f"http://127.0.0.1:{self._pages.server_port}/"
        command = f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m civicgen "$@"\n'
        (self.tools / "civicgen").write_text(command)
        (self.tools / "civicgen").chmod(0o755)
        self._guard()

    def run(
        self,
        workflow: str,
        event: str,
        *,
        inputs: Mapping[str, str] | None = None,
        details: Mapping[str, Any] | None = None,
        ref: str = "main",
        before: Callable[[str, str], None] = lambda job, step: None,
    ) -> "Run":
        """Run a workflow of the repository for an event; `before` is called before each step."""
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        self.artifacts = place / "artifacts"
        self.artifacts.mkdir(parents=True)
        sha = self._merged(ref) if event == "pull_request" else git(self.bare, "rev-parse", ref)
        run = Run(machine=self, place=place, sha=sha, ref=ref, event=event, details=details or {}, before=before)
        triggers = run.file(workflow)["on"]
        if event not in triggers:
            raise ActionError(f"{workflow} is not started by {event}")
        asked = triggers[event] if isinstance(triggers[event], dict) else {}
        if ref not in asked.get("branches", [ref]):
            raise ActionError(f"{workflow} is not started by a push to {ref}")
        run.workflow(workflow, inputs=_inputs(asked, inputs or {}), secrets=self.secrets, most=None)
        return run

    def _merged(self, ref: str) -> str:
        """What GitHub runs a pull request's workflows on: a commit that merges the branch into the one it goes into."""
        tree = git(self.bare, "merge-tree", "--write-tree", "main", ref).split()[0]
        commit = git(self.bare, "commit-tree", tree, "-p", "main", "-p", ref, "-m", f"Merge {ref} into main")
        git(self.bare, "update-ref", f"refs/pull/{ref}/merge", commit)
        return commit

    def _guard(self) -> None:
        """Nobody pushes whose job may not write contents, or who does not show a token."""
        hook = self.bare / "hooks" / "pre-receive"
        hook.write_text('#!/bin/sh\n[ "$MAY_PUSH" = yes ] || { echo "Permission to write denied" >&2; exit 1; }\n')
        hook.chmod(0o755)

    def __enter__(self) -> Self:
        Thread(target=self._pages.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._pages.shutdown()
        self._pages.server_close()


@dataclass(kw_only=True)
class Run:
    """One run. `jobs` are those that are over, by their names, with their steps; `results` what became of them."""

    machine: Machine
    place: Path
    sha: str
    ref: str
    event: str
    details: Mapping[str, Any]
    before: Callable[[str, str], None]
    jobs: dict[str, list[Step]] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def file(self, name: str) -> dict[str, Any]:
        """A workflow as the commit of the run has it."""
        place = self.place / name
        place.write_text(git(self.machine.bare, "show", f"{self.sha}:.github/workflows/{name}"), encoding="utf-8")
        return read(place)

    def said(self, job: str, step: str) -> str:
        """What a step of a job said; it must have run."""
        return next(each.said for each in self.jobs[job] if each.name == step and each.conclusion != "skipped")

    def workflow(
        self, name: str, *, inputs: Mapping[str, Any], secrets: Mapping[str, str], most: Mapping[str, str] | None
    ) -> None:
        """All jobs of a workflow. `most` are the rights that a calling workflow gives."""
        content = self.file(name)
        if content["permissions"] != {}:
            raise ActionError(f"{name} gives rights to all of its jobs")
        needs: dict[str, dict[str, Any]] = {}
        for id_, job in content["jobs"].items():  # each after those that it needs: held by a test
            wanted = job.get("needs", [])
            context = {
                "github": self.github(),
                "inputs": inputs,
                "secrets": secrets,
                "needs": {each: needs[each] for each in ([wanted] if isinstance(wanted, str) else wanted)},
                "runner": {"os": "Linux", "arch": "X64"},
            }
            needs[id_] = self._job(job, context, most)

    def github(self) -> dict[str, Any]:
        return {
            "sha": self.sha,
            "ref": f"refs/heads/{self.ref}",
            "event_name": self.event,
            "event": self.details,
            "token": TOKEN,
            "api_url": self.machine.api_url,
            "run_id": str(self.machine.runs),
            "run_attempt": "1",
            "workflow": "test",
        }

    def _job(self, job: Mapping[str, Any], context: dict[str, Any], most: Mapping[str, str] | None) -> dict[str, Any]:
        results = [need["result"] for need in context["needs"].values()]
        functions = {
            "success": lambda: all(result == "success" for result in results),
            "failure": lambda: "failure" in results,
            "cancelled": lambda: False,
            "always": lambda: True,
        }
        name = job["name"]
        rights = job["permissions"]
        if most is not None and any(rank(right) > rank(most.get(what)) for what, right in rights.items()):
            raise ActionError(f"{name} asks for more than the calling workflow gives")
        if not is_true(job.get("if", "success()"), context, functions):
            self.results[name] = "skipped"
            return {"result": "skipped", "outputs": {}}
        if "uses" in job:
            return self._call(job, context, functions)
        machine = Job(self, name, rights, context)
        try:
            outcome = machine.run(job["steps"], job.get("environment", {}).get("name", ""), int(job["timeout-minutes"]))
        finally:
            self.jobs[name] = machine.steps
        self.results[name] = outcome
        context["steps"] = machine.step_context()
        outputs = {
            key: fill(value, context, functions)
            for key, value in job.get("outputs", {}).items()
            if outcome == "success"
        }
        return {"result": outcome, "outputs": outputs}

    def _call(self, job: Mapping[str, Any], context: Mapping[str, Any], functions: Functions) -> dict[str, Any]:
        """A workflow that this one calls: it gets the inputs and secrets that it is handed, and no others."""
        called = job["uses"].removeprefix("./.github/workflows/")
        asked = self.file(called)["on"]["workflow_call"]
        handed = {key: _whole(value, context, functions) for key, value in job.get("with", {}).items()}
        secrets = {key: fill(value, context, functions) for key, value in job.get("secrets", {}).items()}
        if unknown := secrets.keys() - asked["secrets"].keys():
            raise ActionError(f"{called} asks for no secrets {unknown}")
        before = set(self.results)
        self.workflow(called, inputs=_inputs(asked, handed), secrets=secrets, most=job["permissions"])
        results = [result for name, result in self.results.items() if name not in before]
        return {"result": "failure" if "failure" in results else "success", "outputs": {}}


class _Pages(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def _inputs(asked: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs as the form gives them: all that are asked for, and no others; a choice is one of its words."""
    known = asked.get("inputs", {})
    if unknown := given.keys() - known.keys():
        raise ActionError(f"nobody asked for {unknown}")
    filled: dict[str, Any] = {}
    for name, about in known.items():
        first = about["options"][0] if "options" in about else ""
        value = given.get(name, about.get("default", first))
        if about["type"] == "boolean":
            value = value if isinstance(value, bool) else value == "true"
        elif about.get("required") == "true" and not value:
            raise ActionError(f"{name} is required")
        elif "options" in about and value not in about["options"]:
            raise ActionError(f"{name} is no choice: {value}")
        filled[name] = value
    return filled


def _whole(value: str, context: Mapping[str, Any], functions: Functions) -> Any:
    """An input that is one expression keeps its kind."""
    inner = re.fullmatch(r"\$\{\{(.*)\}\}", value.strip())
    return evaluate(inner[1], context, functions) if inner else value
