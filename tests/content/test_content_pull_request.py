"""`civicgen check --format github --base` as the workflow of a pull request calls it, on two checkouts."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from content_samples import CONSULTATION, OTHER, PROPOSAL, SOUND

from civicgen.cli.check import check

AUTHOR = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **AUTHOR},
        timeout=60,
    )


def write(root: Path, **files: str) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A consultation that takes stances for some centuries, not in Git."""
    root = tmp_path / "base"
    terms = SOUND[CONSULTATION].replace("opens: 2026-", "opens: 2020-").replace("closes: 2026-", "closes: 2500-")
    write(root, **{**SOUND, CONSULTATION: terms, ".github/CODEOWNERS": "* @town/desk\n"})
    return root


@pytest.fixture
def head(base: Path) -> Path:
    """What the pull request makes of it: a folder to change."""
    root = base.parent / "head"
    for path in base.rglob("*"):
        if path.is_file():
            write(root, **{path.relative_to(base).as_posix(): path.read_text(encoding="utf-8")})
    return root


def checked(head: Path, base: Path, *more: str) -> Result:
    return CliRunner().invoke(check, ["--root", str(head), "--base", str(base), *more])


def test_a_rewritten_text_is_annotated_and_the_summary_shows_its_redline(
    head: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = base.parent / "summary.md"
    summary.write_text("Before.\n\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    write(head, **{PROPOSAL: SOUND[PROPOSAL].replace("dark", "very dark")})
    done = checked(head, base, "--format", "github")
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith(
        f"::error file={PROPOSAL},title=wording-not-marked::the text of `lamps-in-mill-lane` changed"
    )
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Before.\n\n## The content of this pull request\n")
    assert "+ The way to school is {+very+} dark." in text
    assert f"`town/desk`: `{PROPOSAL}`" in text


def test_what_is_wrong_on_the_base_branch_is_a_notice_and_ends_with_exit_code_0(head: Path, base: Path) -> None:
    for root in (base, head):
        write(root, **{OTHER: SOUND[OTHER].replace("thread: 13", "thread: 13\nbudgett: 3")})
    write(head, **{PROPOSAL: SOUND[PROPOSAL].replace("thread: 12", "thread: 12\ncost: 5 EUR")})
    done = checked(head, base, "--format", "github")
    assert done.exit_code == 0
    (line,) = done.output.splitlines()
    assert line.startswith(f"::notice file={OTHER},line=4,title=unknown-key::on the base branch already")
    printed = json.loads(checked(head, base, "--format", "json").output)
    assert (printed["errors"], printed["warnings"], printed["inherited"]) == (0, 0, 1)
    assert [finding["inherited"] for finding in printed["findings"]] == [True]
    text = checked(head, base).output
    assert "Found on the base branch already, which does not stop this pull request:\n" in text
    assert text.endswith("0 errors, 0 warnings, and 1 on the base branch.\n")


def test_the_worst_comes_first_because_the_forge_shows_ten_of_each_kind(head: Path, base: Path) -> None:
    write(base, **{OTHER: SOUND[OTHER].replace("thread: 13", "thread: 13\nbudgett: 3")})
    write(head, **{OTHER: SOUND[OTHER].replace("thread: 13", "thread: 13\nbudgett: 3")})
    write(head, **{PROPOSAL: SOUND[PROPOSAL].replace("The way", "<http://files.lan/x> The way")})
    lines = checked(head, base, "--format", "github").output.splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_a_summary_is_written_to_a_file_as_well(head: Path, base: Path) -> None:
    file = base.parent / "out.md"
    file.write_text("old", encoding="utf-8")
    assert checked(head, base, "--summary", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith(
        "## The content of this pull request\n\n**Nothing in the content stands against merging it**."
    )
    assert checked(head, base, "--summary", str(base.parent)).exit_code == 2


def test_a_pull_request_does_not_choose_who_approves_it(head: Path, base: Path) -> None:
    write(head, **{".github/CODEOWNERS": "* @friend\n", "content/pages/about.md": "# About\n"})
    file = base.parent / "out.md"
    checked(head, base, "--summary", str(file))
    assert "friend" not in file.read_text(encoding="utf-8")
    (base / ".github" / "CODEOWNERS").unlink()
    checked(head, base, "--summary", str(file))
    assert "no CODEOWNERS file" in file.read_text(encoding="utf-8")


def commit(repository: Path, message: str) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", message)


def test_the_number_of_the_new_wording_is_told_by_git(base: Path) -> None:
    """As the workflow has it: the pull request merged, with all history; beside it the base branch, without."""
    git(base, "init", "--quiet", "--initial-branch=main")
    commit(base, "First wording")
    write(base, **{PROPOSAL: SOUND[PROPOSAL].replace("dark", "dim")})
    commit(base, "Second wording")
    head, shallow = base.parent / "pull", base.parent / "shallow"
    git(base, "clone", "--quiet", str(base), str(head))
    git(base, "clone", "--quiet", "--depth=1", f"file://{base}", str(shallow))
    git(head, "switch", "--quiet", "--create", "rewording")
    for words in ("very dim", "quite dark"):
        write(head, **{PROPOSAL: SOUND[PROPOSAL].replace("dark", words)})
        commit(head, "A commit of the pull request")
    for checkout in (shallow, base):
        done = checked(head, checkout)
        assert "editorial: [{wording: 3, " in done.output, done.output
    git(head, "switch", "--quiet", "main")
    git(head, "merge", "--quiet", "--no-ff", "--message=Merge", "rewording")
    assert "editorial: [{wording: 3, " in checked(head, shallow).output
    mark = "editorial: [{wording: 3, by: desk, note: A word.}]\n---\n"
    write(head, **{PROPOSAL: SOUND[PROPOSAL].replace("dark", "quite dark").replace("---\nThe", f"{mark}The")})
    assert checked(head, shallow).exit_code == 0
