"""The forge's side of the project: workflows that can't be turned against it, forms that tell people the truth."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from civicgen.cli.forms import forms
from civicgen.cli.main import COMMANDS

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE" / "config.yml"})
TOWN_NOW = "2026-11-20T09:00:00Z"
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def read(file: Path) -> dict[str, Any]:
    # The loader without types, so that `on` stays a word.
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(tool)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_the_forge_can_read_them(schema: str, files: list[Path]) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, *files)
    assert result.returncode == 0, result.stdout


def test_the_workflows_have_no_known_weakness() -> None:
    result = run("zizmor", "--offline", "--persona=pedantic", GITHUB)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("harmless", "harmful"),
    [
        ("  pull_request:\n", "  pull_request_target:\n"),
        ("permissions: {}", "permissions: write-all"),
        ("run: civicgen build", "run: echo ${{ github.event.pull_request.title }}"),
        ("@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3", "@v6"),
    ],
)
def test_a_weakened_workflow_is_noticed(tmp_path: Path, harmless: str, harmful: str) -> None:
    workflow = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert harmless in workflow
    weakened = tmp_path / ".github" / "workflows" / "check.yml"
    weakened.parent.mkdir(parents=True)
    weakened.write_text(workflow.replace(harmless, harmful), encoding="utf-8")
    assert run("zizmor", "--offline", "--persona=pedantic", weakened).returncode != 0


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_read_and_nothing_else(workflow: Path) -> None:
    content = read(workflow)
    assert content["permissions"] == {}
    assert set(content["on"]) == {"pull_request", "push"}
    assert content["concurrency"]
    for job in content["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert int(job["timeout-minutes"]) <= 45
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned_to_a_commit(workflow: Path) -> None:
    uses = [line.strip(" -") for line in workflow.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_the_check_uses_what_the_package_offers() -> None:
    steps = read(GITHUB / "workflows" / "check.yml")["jobs"]["content"]["steps"]
    commands = re.findall(r"^civicgen (\w+)", "\n".join(step.get("run", "") for step in steps), re.MULTILINE)
    assert commands == ["check", "check", "build"]
    assert set(commands) <= set(COMMANDS)


def test_a_pull_request_is_checked_against_what_it_goes_into() -> None:
    """T34: what is open keeps its terms; the record is elsewhere, so the base branch tells them."""
    steps = read(GITHUB / "workflows" / "check.yml")["jobs"]["content"]["steps"]
    of_requests = [step for step in steps if step.get("if") == "github.event_name == 'pull_request'"]
    checkout, check = of_requests
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert check["run"].endswith(f"--base {checkout['with']['path']}")


def test_the_tests_are_those_of_every_machine() -> None:
    steps = read(GITHUB / "workflows" / "test.yml")["jobs"]["tests"]["steps"]
    assert steps[-1]["run"] == ".ci/run"
    assert shutil.which(str(REPOSITORY / ".ci" / "run"))


def test_the_forms_are_those_that_content_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    """At the example town's present; forms of consultations that close are removed by `civicgen forms`."""
    forms.main(["--root", str(REPOSITORY), "--at", TOWN_NOW, "--check"], standalone_mode=False)
    assert capsys.readouterr().out == "The forms are what is due.\n"
    assert [file.name for file in FORMS if "propose-" in file.name] == [
        f"propose-{slug}.{language}.yml"
        for slug in ("shade-for-hot-summers", "streets-we-share")
        for language in ("de", "en")
    ]


def test_links_lead_to_the_portal() -> None:
    site = read(REPOSITORY / "content" / "portal.yml")["site_url"]
    for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"):
        for address in re.findall(r"https://consultations\.\S+?(?=[)\s]|$)", file.read_text(encoding="utf-8")):
            assert address.startswith(site)
