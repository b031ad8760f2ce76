"""Which civicgen the workflows of a new portal run: the one that is installed, if its installer noted which."""

import json
import subprocess
from pathlib import Path

import pytest

from civicgen.cli.init_answers import known_from_git
from civicgen.store import scaffold
from civicgen.store.scaffold import installed_commit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def noted(monkeypatch: pytest.MonkeyPatch, text: str | None) -> str | None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return text

    monkeypatch.setattr(scaffold, "distribution", lambda name: Installed())
    return installed_commit()


def test_an_installation_from_a_repository_notes_its_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """PEP 610."""
    vcs = {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT}
    origin = {"url": "https://github.com/civicgen/civicgen.git", "vcs_info": vcs}
    assert noted(monkeypatch, json.dumps(origin)) == COMMIT


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        '{"url": "https://files.example/civicgen.whl", "archive_info": {}}',
        f'{{"url": "https://hg.example", "vcs_info": {{"vcs": "hg", "commit_id": "{COMMIT}"}}}}',
        '{"url": "x", "vcs_info": {"vcs": "git", "commit_id": "main"}}',
        '{"url": "x", "vcs_info": []}',
        '{"url": "file:///nowhere/at/all", "dir_info": {}}',
    ],
)
def test_otherwise_nobody_knows(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    assert noted(monkeypatch, text) is None


def test_an_installation_from_a_checkout_is_at_the_checkouts_commit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checkout = tmp_path / "check out"
    git = ["git", "-C", str(checkout), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(checkout)], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "one"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    origin = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    assert noted(monkeypatch, json.dumps(origin)) == head


@pytest.mark.parametrize(
    ("address", "repository"),
    [
        ("https://github.com/Oakford/consultations.git", "Oakford/consultations"),
        ("https://github.com/Oakford/consultations", "Oakford/consultations"),
        ("git@github.com:Oakford/consultations.git", "Oakford/consultations"),
        ("ssh://git@github.com/Oakford/consultations.git", "Oakford/consultations"),
        ("https://somebody:secret@github.com/Oakford/consultations.git", ""),
        ("https://somebody:secret@github.com/consultations", ""),
        ("/srv/git/consultations.git", ""),
        ("", ""),
    ],
)
def test_the_repository_is_guessed_from_where_the_folder_was_cloned(
    tmp_path: Path, address: str, repository: str
) -> None:
    assert known_from_git(tmp_path) == {}
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    if address:
        subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", address], check=True)
    assert known_from_git(tmp_path).get("repository", "") == repository
