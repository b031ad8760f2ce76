"""The wordings of proposals in Git: versions of the text, dated by their commits, never guessed."""

import os
import subprocess
from pathlib import Path

import pytest

from civicgen.content.proposals import proposal_text
from civicgen.model.proposal import WordingSeen, wording_digest
from civicgen.store.git_history import GitWordings

FILE = "content/consultations/bright-streets/proposals/lamps.md"


def read_text(data: bytes) -> tuple[str, str, str] | None:
    """A stand-in for front matter: the first line is the title, the rest the body."""
    if b"unreadable" in data:
        return None
    title, _, body = data.decode().partition("\n")
    return title, "", body


def digest_of(text: str) -> str:
    parts = read_text(text.encode())
    assert parts is not None
    return wording_digest(*parts)


class Repository:
    """A repository that commits at the times it is told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, at: str = "2026-09-01T08:00:00Z") -> str:
        identity = {
            f"GIT_{role}_{name}": value
            for role in ("AUTHOR", "COMMITTER")
            for name, value in (("NAME", "A clerk"), ("EMAIL", "clerk@example.org"), ("DATE", at))
        }
        surroundings = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=surroundings, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def write(self, text: str, file: str = FILE) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def commit(self, text: str, at: str, file: str = FILE) -> str:
        self.write(text, file)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change", at=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "portal")


def wordings(root: Path, file: str = FILE) -> tuple[tuple[WordingSeen, ...], str]:
    found, reason = GitWordings(root, read_text=read_text).read()
    return found[file], reason


def test_each_text_is_a_wording_with_the_time_of_its_commit(repository: Repository) -> None:
    first = repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00+02:00")
    second = repository.commit("Lamps\nThree lamps.\n", "2026-09-02T08:00:00Z")
    found, reason = wordings(repository.root)
    assert [(each.number, each.commit, each.committed_at) for each in found] == [
        (1, first, "2026-09-01T06:00:00Z"),
        (2, second, "2026-09-02T08:00:00Z"),
    ]
    assert found[1].digest == digest_of("Lamps\nThree lamps.\n")
    assert reason == ""


def test_a_commit_that_leaves_the_words_alone_makes_no_wording(repository: Repository) -> None:
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.commit("Lamps\r\nTwo lamps.\r\n\r\n", "2026-09-02T08:00:00Z")
    repository.commit("Lamps\nTwo lamps.", "2026-09-03T08:00:00Z")
    found, _ = wordings(repository.root)
    assert [each.committed_at for each in found] == ["2026-09-01T08:00:00Z"]


def test_a_text_that_comes_back_is_a_new_wording(repository: Repository) -> None:
    for day, body in ((1, "Two"), (2, "Three"), (3, "Two")):
        repository.commit(f"Lamps\n{body}\n", f"2026-09-0{day}T08:00:00Z")
    found, _ = wordings(repository.root)
    assert [each.number for each in found] == [1, 2, 3]
    assert found[0].digest == found[2].digest


def test_what_is_not_committed_is_a_wording_without_commit_and_time(repository: Repository) -> None:
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.write("Lamps\nFour lamps.\n")
    found, _ = wordings(repository.root)
    assert (found[-1].number, found[-1].commit, found[-1].committed_at) == (2, "", "")
    assert found[-1].digest == digest_of("Lamps\nFour lamps.\n")


def test_a_merged_pull_request_is_one_wording_dated_by_its_merge(repository: Repository) -> None:
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.git("switch", "--quiet", "--create", "amendment")
    repository.commit("Lamps\nTwo lamps, perhaps.\n", "2026-09-02T08:00:00Z")
    repository.commit("Lamps\nTwo lamps, surely.\n", "2026-09-03T08:00:00Z")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "amendment", at="2026-09-09T08:00:00Z")
    found, _ = wordings(repository.root)
    assert [each.committed_at for each in found] == ["2026-09-01T08:00:00Z", "2026-09-09T08:00:00Z"]
    assert found[-1].commit == repository.git("rev-parse", "HEAD")


def test_a_version_that_cannot_be_read_is_passed_over(repository: Repository) -> None:
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.commit("unreadable", "2026-09-02T08:00:00Z")
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-03T08:00:00Z")
    assert [each.number for each in wordings(repository.root)[0]] == [1]


def test_a_portal_below_the_top_of_its_repository_is_found(repository: Repository) -> None:
    commit = repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z", file=f"town/{FILE}")
    found, reason = wordings(repository.root / "town")
    assert [each.commit for each in found] == [commit]
    assert reason == ""


def test_awkward_file_names_and_translations_do_not_confuse_it(repository: Repository) -> None:
    umlaut = FILE.replace("lamps", "straßen laternen")
    repository.commit("Laternen\nZwei.\n", "2026-09-01T08:00:00Z", file=umlaut)
    repository.commit("Lampen\nZwei.\n", "2026-09-01T08:00:00Z", file=FILE.replace(".md", ".de.md"))
    found, _ = GitWordings(repository.root, read_text=read_text).read()
    assert list(found) == [umlaut]


def test_a_shallow_clone_dates_nothing_and_says_the_cure(repository: Repository, tmp_path: Path) -> None:
    """T33: the first commit of a shallow clone seems to have written everything."""
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.commit("Lamps\nThree lamps.\n", "2026-09-02T08:00:00Z")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    found, reason = wordings(clone)
    assert "git fetch --unshallow" in reason
    assert [(each.number, each.commit, each.committed_at) for each in found] == [(1, "", "")]


def test_without_a_repository_the_texts_are_first_wordings(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text("Lamps\nTwo lamps.\n", encoding="utf-8")
    found, reason = wordings(tmp_path)
    assert "no Git repository" in reason
    assert [(each.number, each.commit) for each in found] == [(1, "")]


def test_a_repository_without_commits_is_no_problem(repository: Repository) -> None:
    repository.write("Lamps\nTwo lamps.\n")
    found, reason = wordings(repository.root)
    assert [(each.number, each.commit) for each in found] == [(1, "")]
    assert reason == ""


def test_variables_of_another_repository_are_not_followed(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a hook git sets GIT_DIR for the repository that the hook runs in."""
    commit = repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere" / "index"))
    assert [each.commit for each in wordings(repository.root)[0]] == [commit]


def test_the_users_own_settings_change_nothing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Lamps\nTwo lamps.\n", "2026-09-01T08:00:00Z")
    repository.commit("Lamps\nThree lamps.\n", "2026-09-02T08:00:00Z")
    settings = tmp_path / "gitconfig"
    settings.write_text("[log]\n  showSignature = true\n  date = relative\n  follow = true\n[color]\n  ui = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    found, _ = wordings(repository.root)
    assert [each.committed_at for each in found] == ["2026-09-01T08:00:00Z", "2026-09-02T08:00:00Z"]


def test_the_versions_are_read_as_the_content_is(repository: Repository) -> None:
    """So that the text of now is the last wording, and no harvest thinks that it changed."""
    source = "---\ntitle: Lamps\nsummary: Two of them.\nthread: 12\n---\n\nWhere it is dark.\n"
    repository.commit(source.replace("thread: 12", "thread: 11"), "2026-09-01T08:00:00Z")
    repository.commit(source, "2026-09-02T08:00:00Z")
    found, _ = GitWordings(repository.root, read_text=proposal_text).read()
    assert [(each.number, each.digest) for each in found[FILE]] == [
        (1, wording_digest("Lamps", "Two of them.", "Where it is dark."))
    ]
