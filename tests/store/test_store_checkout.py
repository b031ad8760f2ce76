"""The portal's folder as Git sees it."""

import subprocess
from pathlib import Path

import pytest

from civicgen.store.checkout import GitCheckout, without_secrets
from civicgen.store.git import NoRepositoryError
from civicgen.store.key import look_at_key
from civicgen.store.setting_files import SettingFiles

WATCHED = ("content", ".github", "mkdocs.yml")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Clerk", "-c", "user.email=clerk@talk.example"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, timeout=60)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal with two commits."""
    root = tmp_path / "portal"
    (root / "content").mkdir(parents=True)
    (root / "content" / "portal.yml").write_text("name: A town\n")
    (root / ".gitignore").write_text("/.civicgen/\n")
    git(tmp_path, "init", "-q", "-b", "main", "portal")
    for message in ("Begin", "Go on"):
        git(root, "add", ".")
        git(root, "commit", "-q", "--allow-empty", "-m", message)
    return root


def test_a_whole_checkout_with_everything_committed(portal: Path) -> None:
    git(portal, "remote", "add", "origin", "https://clerk:ghp_secret@github.com/town/talk.git")
    seen = GitCheckout(portal).look(WATCHED)
    assert seen.remote == "https://github.com/town/talk.git"
    assert (seen.is_shallow, seen.is_partial, seen.changed) == (False, False, ())
    assert (seen.has_key_committed, seen.may_commit_key) == (False, False)


def test_t33_a_shallow_clone_is_seen(portal: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{portal}", "shallow")
    assert GitCheckout(tmp_path / "shallow").look(WATCHED).is_shallow


def test_what_is_not_committed_is_named_new_files_too_but_only_the_portals(portal: Path) -> None:
    (portal / "content" / "portal.yml").write_text("name: Another town\n")
    (portal / "content" / "na\nme\x1b[31m.md").write_text("New\n")
    (portal / "notes.txt").write_text("mine\n")
    assert set(GitCheckout(portal).look(WATCHED).changed) == {"content/portal.yml", "content/na\nme\x1b[31m.md"}


def test_a_key_that_git_has_or_would_take_up_is_seen(portal: Path) -> None:
    (portal / ".civicgen").mkdir()
    (portal / ".civicgen" / "key").write_text("k" * 40)
    assert not GitCheckout(portal).look(WATCHED).may_commit_key
    (portal / ".gitignore").write_text("")
    assert GitCheckout(portal).look(WATCHED).may_commit_key
    git(portal, "add", ".civicgen/key")
    assert GitCheckout(portal).look(WATCHED).has_key_committed


def test_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError):
        GitCheckout(tmp_path).look(WATCHED)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x-access-token:ghs_1@github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "git@github.com:a/b.git"),
        ("https://[half", "an address that is none"),
        ("../b.git", "../b.git"),
    ],
)
def test_h10_a_token_in_the_remotes_address_is_left_out(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_the_key_is_looked_at_without_being_shown_or_made(tmp_path: Path) -> None:
    assert look_at_key(tmp_path, {}).source == ""
    assert not (tmp_path / ".civicgen").exists()
    (tmp_path / ".civicgen").mkdir()
    path = tmp_path / ".civicgen" / "key"
    path.write_text("k" * 40 + "\n")
    path.chmod(0o640)
    seen = look_at_key(tmp_path, {})
    assert (seen.source, seen.length, seen.is_open) == (".civicgen/key", 40, True)
    assert "kkk" not in repr(seen)
    path.chmod(0o600)
    assert not look_at_key(tmp_path, {}).is_open
    assert look_at_key(tmp_path, {"CIVICGEN_KEY": "v" * 50}).source == "CIVICGEN_KEY"


def test_the_files_beside_content_are_read_and_links_are_not(tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "publish.yml").write_text("on: push\n")
    (tmp_path / ".github" / "leak").symlink_to("/etc/hostname")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    found = {file.path: file.data for file in SettingFiles(tmp_path).read()}
    assert found == {".github/workflows/publish.yml": b"on: push\n", "mkdocs.yml": b"site_name: x\n"}
    assert list(SettingFiles(tmp_path / "nowhere").read()) == []
