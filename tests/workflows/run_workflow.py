"""Runs a workflow here: jobs and steps in their order, from its YAML, with a rehearsal server and a bare repository.

What GitHub's machines do is done small and strictly: a job has the rights that it asks for and no others, a step sees
the variables that it is given and no others, and whatever is not known is refused.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self

import yaml
from workflow_actions import ACTIONS, PERMISSION_ORDER, ActionError, git
from workflow_expressions import Functions, evaluate, fill, is_true

REPOSITORY = Path(__file__).resolve().parents[2]
TOKEN = "actions"
_RUNS = re.compile(r"(civicgen( [a-z-]+)+( --[a-z-]+( [\w.^]+)?)*|\"\$GITHUB_ACTION_PATH/[a-z-]+\")")
"""All that a `run` may be: one of civicgen's commands, or a script that has tests of its own."""


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
class Step:
    """What a step did. `conclusion` is success, failure or skipped."""

    name: str
    conclusion: str
    said: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


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
        if most is not None and any(_rank(right) > _rank(most.get(what)) for what, right in rights.items()):
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


class Job:
    """One job on a machine of its own."""

    def __init__(self, run: Run, name: str, rights: Mapping[str, str], context: dict[str, Any]) -> None:
        self.machine, self.name = run.machine, name
        self.github: dict[str, Any] = context["github"]
        self.workspace = run.place / re.sub(r"\W+", "-", name) / "work"
        self.workspace.mkdir(parents=True)
        self.path = ["/usr/local/bin", "/usr/bin", "/bin"]
        self.at_the_end: list[Callable[[], None]] = []
        self.steps: list[Step] = []
        self.environment = ""
        self._run, self._rights, self._context = run, rights, context
        self._ids: dict[str, Step] = {}
        self._has_failed = False
        self._functions = {
            "success": lambda: not self._has_failed,
            "failure": lambda: self._has_failed,
            "cancelled": lambda: False,
            "always": lambda: True,
        }

    def needs_permission(self, what: str, right: str) -> None:
        if _rank(self._rights.get(what)) < _rank(right):
            raise ActionError(f"{self.name} may not {right} {what}")

    def git(self, folder: Path, *arguments: str) -> str:
        return git(folder, *arguments)

    def run(self, steps: list[Mapping[str, Any]], environment: str, minutes: int) -> str:
        self.environment = environment
        for step in steps:
            self._context["steps"] = self.step_context()
            name = step["name"]
            if not is_true(step.get("if", "success()"), self._context, self._functions):
                done = Step(name=name, conclusion="skipped")
            else:
                self._run.before(self.name, name)
                done = self._step(step, name, minutes)
            self.steps.append(done)
            self._has_failed |= done.conclusion == "failure"
            if "id" in step:
                self._ids[step["id"]] = done
        if not self._has_failed:
            for end in self.at_the_end:
                end()
        return "failure" if self._has_failed else "success"

    def step_context(self) -> dict[str, Any]:
        return {id_: {"outputs": step.outputs, "conclusion": step.conclusion} for id_, step in self._ids.items()}

    def _step(self, step: Mapping[str, Any], name: str, minutes: int) -> Step:
        if "run" in step:
            return self._command(step, name, minutes)
        action = step["uses"].partition("@")[0]
        if action not in ACTIONS:
            raise ActionError(f"no action {action} is known here")
        given = {key: self._filled(value) for key, value in step.get("with", {}).items()}
        try:
            return Step(name=name, conclusion="success", outputs=ACTIONS[action](self, given))
        except ActionError as problem:
            return Step(name=name, conclusion="failure", said=str(problem))

    def _command(self, step: Mapping[str, Any], name: str, minutes: int) -> Step:
        if not _RUNS.fullmatch(step["run"]):
            raise ActionError(f"neither a command of civicgen nor a tested script: {step['run']!r}")
        given = {key: self._filled(value) for key, value in step.get("env", {}).items()}
        files = {key: self.workspace.parent / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        script = self.workspace.parent / "step.sh"
        script.write_text(step["run"])
        done = subprocess.run(
            ["bash", "-e", str(script)],
            cwd=self.workspace,
            env=self._surroundings(given) | {key: str(file) for key, file in files.items()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=minutes * 60,
            check=False,
        )
        self._run.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Step(
            name=name,
            conclusion="success" if done.returncode == 0 else "failure",
            said=done.stdout,
            outputs=_outputs(files["GITHUB_OUTPUT"].read_text(encoding="utf-8")),
        )

    def _surroundings(self, given: Mapping[str, str]) -> dict[str, str]:
        may_push = given.get("GITHUB_TOKEN") == TOKEN and self._rights.get("contents") == "write"
        home = self.workspace.parent / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.pathsep.join(self.path),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.machine.api_url,
            "GITHUB_EVENT_NAME": self._run.event,
            "GITHUB_REPOSITORY": "town/talk",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": self._run.sha,
            "GITHUB_WORKSPACE": str(self.workspace),
            "MAY_PUSH": "yes" if may_push else "no",
            "NO_MKDOCS_2_WARNING": "1",
            **given,
        }

    def _filled(self, value: str) -> str:
        return fill(value, self._context, self._functions)


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


def _outputs(text: str) -> dict[str, str]:
    outputs = {}
    for line in text.splitlines():
        name, sign, value = line.partition("=")
        if not sign or "<<" in name:
            raise ActionError(f"no output: {line!r}")
        outputs[name] = value
    return outputs


def _rank(right: str | None) -> int:
    return PERMISSION_ORDER.index(right or "none")
