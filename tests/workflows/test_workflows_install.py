"""What workflows install is what the lock names, and what is released is what the repository holds."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from run_workflow import read

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = REPOSITORY / ".github"


def test_the_action_installs_nothing_that_is_not_in_the_lock(tmp_path: Path) -> None:
    """The scripts, with a Python that only notes what it is told; from another folder, as in another repository."""
    action = tmp_path / "action" / ".github" / "actions" / "civicgen"
    shutil.copytree(GITHUB / "actions" / "civicgen", action)
    (tmp_path / "action" / "requirements").mkdir()
    (tmp_path / "action" / "requirements" / "runtime.txt").write_bytes(b"x\n")
    noted, outputs = tmp_path / "noted", tmp_path / "outputs"
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        f'#!/bin/sh\nif [ "$1" = -c ]; then exec "{sys.executable}" "$@"; fi\necho "$PWD: $*" >> "{noted}"\n'
        'if [ "$4" = dir ]; then echo /the/downloads; fi\n'
    )
    python.chmod(0o755)
    surroundings = {"PATH": f"{python.parent}:/usr/bin:/bin", "GITHUB_OUTPUT": str(outputs)}
    for step in read(action / "action.yml")["runs"]["steps"]:
        if "run" in step:
            command = ["bash", "-e", "-c", step["run"]]
            surroundings["GITHUB_ACTION_PATH"] = str(action)
            subprocess.run(command, cwd=tmp_path, env=surroundings, check=True)
    said = [line.removeprefix(f"{tmp_path}/") for line in noted.read_text().splitlines()]
    assert [line.partition(" -m pip ")[2] for line in said] == [
        "cache dir",
        "install --quiet --no-deps --require-hashes --requirement requirements/runtime.txt",
        "install --quiet --no-deps --no-build-isolation .",
    ]
    assert all(line.startswith("action: ") for line in said[1:])
    digest = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"
    assert outputs.read_text() == f"folder=/the/downloads\nsha256={digest}\n"


@pytest.mark.parametrize("tag", ["v0.0.0", "0.1.0", ""])
def test_a_release_must_be_tagged_as_the_version_that_it_is(tag: str) -> None:
    done = subprocess.run(
        [REPOSITORY / ".ci" / "build-release", sys.executable],
        capture_output=True,
        text=True,
        env={**os.environ, "RELEASE": tag},
        check=False,
    )
    assert done.returncode == 2
    assert "is not the version in pyproject.toml" in done.stderr


def test_a_release_holds_what_a_new_portal_needs_and_is_the_same_each_time(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(copy)], check=True)
    version = tomllib.loads((copy / "pyproject.toml").read_text())["project"]["version"]
    built = []
    for _ in range(2):
        command = [copy / ".ci" / "build-release", sys.executable]
        subprocess.run(command, capture_output=True, env={**os.environ, "RELEASE": f"v{version}"}, check=True)
        built.append({file.name: file.read_bytes() for file in (copy / "dist").iterdir()})
    assert built[0] == built[1]
    assert set(built[0]) == {f"civicgen-{version}-py3-none-any.whl", f"civicgen-{version}.tar.gz"}
    with zipfile.ZipFile(copy / "dist" / f"civicgen-{version}-py3-none-any.whl") as wheel:
        names = wheel.namelist()
    packaged = copy / "civicgen"
    expected = {f"civicgen/{file.relative_to(packaged).as_posix()}" for file in packaged.rglob("*") if file.is_file()}
    assert {name for name in names if name.startswith("civicgen/")} == expected
    assert "civicgen/starting/files/.github/workflows/publish.yml" in names
