"""What the desk delivers arrives as commits on branches of their own, and nothing that somebody has open is touched."""

import os
import subprocess
from pathlib import Path

import pytest

from civicgen.errors import ConfigurationError
from civicgen.model.desk import DeskFile
from civicgen.model.times import Instant
from civicgen.store.branches import UpstreamBranches

AT = Instant("2026-11-20T09:00:00Z")
PATH = "content/consultations/parks/proposals/benches.md"


def git(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    names = ("-c", "user.name=Eva", "-c", "user.email=eva@oakford.example", "-c", "commit.gpgSign=false")
    done = subprocess.run(
        ["git", *names, "-C", str(folder), *arguments], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone of a bare repository with one commit on `main`."""
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(tmp_path / "bare")], check=True)
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "bare"), str(tmp_path / "clone")], check=True)
    clone = tmp_path / "clone"
    write(clone, "content/portal.yml", "name: Oakford\n")
    push(clone, "Begin", "main")
    return clone


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8", newline="\n")


def push(folder: Path, message: str, branch: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    git(folder, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")


def deliver(checkout: Path, text: str | None, path: str = PATH) -> tuple[bool, bool]:
    branches = UpstreamBranches(checkout, at=AT)
    done = branches.deliver("civicgen/intake-7", [DeskFile(path=path, text=text)], base="main", message="Take up 7\n")
    return done.is_changed, done.is_foreign


def shown(checkout: Path, branch: str, path: str) -> str:
    return git(checkout.parent / "bare", "show", f"{branch}:{path}")


def test_a_delivery_is_one_commit_on_a_branch_of_its_own(checkout: Path) -> None:
    write(checkout, "content/half-written.md", "somebody is at work here\n")
    before = git(checkout, "status", "--porcelain"), git(checkout, "rev-parse", "HEAD")
    assert deliver(checkout, "---\ntitle: Benches\n---\nMore of them.\n") == (True, False)
    assert shown(checkout, "civicgen/intake-7", PATH).endswith("More of them.")
    assert shown(checkout, "civicgen/intake-7", "content/portal.yml") == "name: Oakford"
    assert git(checkout.parent / "bare", "rev-list", "--count", "main..civicgen/intake-7") == "1"
    assert git(checkout.parent / "bare", "log", "-1", "--format=%cn %ct", "civicgen/intake-7") == "civicgen 1795165200"
    assert (git(checkout, "status", "--porcelain"), git(checkout, "rev-parse", "HEAD")) == before


def test_the_same_again_changes_nothing_and_other_words_are_another_commit(checkout: Path) -> None:
    deliver(checkout, "one\n")
    assert deliver(checkout, "one\n") == (False, False)
    assert deliver(checkout, "two\n") == (True, False)
    assert shown(checkout, "civicgen/intake-7", PATH) == "two"


def test_a_file_that_is_delivered_no_more_leaves_the_branch(checkout: Path) -> None:
    deliver(checkout, "one\n")
    other = PATH.replace("benches", "more-benches")
    assert deliver(checkout, "one\n", other) == (True, False)
    assert git(checkout.parent / "bare", "diff", "--name-only", "main", "civicgen/intake-7") == other


def test_a_branch_that_an_editor_committed_to_is_left_alone(checkout: Path) -> None:
    deliver(checkout, "one\n")
    git(checkout, "fetch", "--quiet", "origin", "civicgen/intake-7")
    git(checkout, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    write(checkout, PATH, "an editor's words\n")
    push(checkout, "Put it better", "civicgen/intake-7")
    assert deliver(checkout, "two\n") == (False, True)
    assert shown(checkout, "civicgen/intake-7", PATH) == "an editor's words"


def test_a_branch_is_brought_up_to_a_base_that_went_on(checkout: Path) -> None:
    deliver(checkout, "one\n")
    write(checkout, "content/portal.yml", "name: Oakford takes part\n")
    push(checkout, "Say more", "main")
    assert deliver(checkout, "two\n") == (True, False)
    assert shown(checkout, "civicgen/intake-7", "content/portal.yml") == "name: Oakford takes part"
    assert git(checkout.parent / "bare", "merge-base", "main", "civicgen/intake-7") == git(
        checkout, "rev-parse", "main"
    )


def test_files_can_be_removed_and_read(checkout: Path) -> None:
    write(checkout, ".github/ISSUE_TEMPLATE/old.yml", "name: old\n")
    push(checkout, "Have a form", "main")
    assert deliver(checkout, None, ".github/ISSUE_TEMPLATE/old.yml") == (True, False)
    files = UpstreamBranches(checkout, at=AT).files("civicgen/intake-7")
    assert dict(files) == {"content/portal.yml": "name: Oakford\n"}
    assert dict(UpstreamBranches(checkout, at=AT).files("no-such-branch")) == {}


def test_without_a_base_or_a_remote_the_message_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    branches = UpstreamBranches(checkout, at=AT)
    with pytest.raises(ConfigurationError, match="no branch trunk; push it first"):
        branches.deliver("civicgen/x", [], base="trunk", message="x")
    git(checkout, "remote", "remove", "origin")
    with pytest.raises(ConfigurationError, match="origin"):
        deliver(checkout, "one\n")


def test_a_push_that_came_too_late_is_made_again_on_top(checkout: Path) -> None:
    """Between looking and pushing somebody else, here the same desk twice, was faster."""
    branches = UpstreamBranches(checkout, at=AT)
    upstream = branches._upstream
    tip, looks = upstream.tip, []

    def racing(branch: str) -> str | None:
        found = tip(branch)
        looks.append(branch)
        if len(looks) == 2:
            deliver(checkout, "the faster one\n")
        return found

    upstream.tip = racing  # type: ignore[method-assign]
    done = branches.deliver("civicgen/intake-7", [DeskFile(path=PATH, text="slow\n")], base="main", message="x")
    assert done.is_changed
    assert shown(checkout, "civicgen/intake-7", PATH) == "slow"
    assert git(checkout.parent / "bare", "rev-list", "--count", "main..civicgen/intake-7") == "2"
