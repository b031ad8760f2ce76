"""One job of a workflow on a machine of its own: its steps in order, with the rights and variables they get."""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workflow_actions import ACTIONS, PERMISSION_ORDER, ActionError, git
from workflow_expressions import fill, is_true

if TYPE_CHECKING:
    from pathlib import Path

    from run_workflow import Run

TOKEN = "actions"
_RUNS = re.compile(r"(civicgen( [a-z-]+)+( --[a-z-]+( [\w.^]+)?)*|\"\$GITHUB_ACTION_PATH/[a-z-]+\")")
"""All that a `run` may be: one of civicgen's commands, or a script that has tests of its own."""


@dataclass(kw_only=True)
class Step:
    """What a step did. `conclusion` is success, failure or skipped."""

    name: str
    conclusion: str
    said: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


class Job:
    """One job on a machine of its own."""

    def __init__(self, run: "Run", name: str, rights: Mapping[str, str], context: dict[str, Any]) -> None:
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
        if rank(self._rights.get(what)) < rank(right):
            raise ActionError(f"{self.name} may not {right} {what}")

    def git(self, folder: "Path", *arguments: str) -> str:
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


def _outputs(text: str) -> dict[str, str]:
    outputs = {}
    for line in text.splitlines():
        name, sign, value = line.partition("=")
        if not sign or "<<" in name:
            raise ActionError(f"no output: {line!r}")
        outputs[name] = value
    return outputs


def rank(right: str | None) -> int:
    return PERMISSION_ORDER.index(right or "none")
