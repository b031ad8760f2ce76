"""What is remembered of Git's history: it never says anything else than Git, and spares the walk."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_store_git_history import FILE, Repository, read_text

from civicgen.store.git import Git
from civicgen.store.git_history import GitWordings
from civicgen.store.kept_history import CACHE_FILE

OTHER = "content/consultations/bright-streets/proposals/trees.md"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "portal")
    (made.root / ".gitignore").write_text(".civicgen/\n", encoding="utf-8")
    made.commit("Lamps\nOld.", "2026-09-01T08:00:00Z")
    made.commit("Lamps\nNew.", "2026-09-02T08:00:00Z")
    return made


def read(root: Path) -> object:
    return GitWordings(root, read_text=read_text).read()


def commit_more(repository: Repository) -> None:
    repository.commit("Lamps\nNewer.", "2026-09-03T08:00:00Z")


def rewrite_history(repository: Repository) -> None:
    repository.write("Lamps\nNever said before.")
    repository.git("commit", "--quiet", "--all", "--amend", "--message", "Other", at="2026-09-02T09:00:00Z")


def go_back(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "HEAD~1")


def edit(repository: Repository) -> None:
    repository.write("Lamps\nNot yet committed.")


def rename(repository: Repository) -> None:
    repository.git("mv", FILE, OTHER)
    repository.git("commit", "--quiet", "--message", "Rename", at="2026-09-03T08:00:00Z")


def damage(repository: Repository) -> None:
    (repository.root / CACHE_FILE).write_bytes(b"\x93")


def nothing(repository: Repository) -> None:
    pass


@pytest.mark.parametrize("change", [nothing, commit_more, rewrite_history, go_back, edit, rename, damage])
def test_after_a_change_it_says_what_git_says(repository: Repository, change: Callable[[Repository], None]) -> None:
    read(repository.root)
    change(repository)
    remembered = read(repository.root)
    shutil.rmtree(repository.root / ".civicgen")
    assert remembered == read(repository.root)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_too(repository: Repository, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(8):
        text = f"Lamps\nText {chance.randrange(3)}."
        if chance.random() < 0.7:
            repository.commit(text, f"2026-09-{number + 3:02}T08:00:00Z", chance.choice([FILE, OTHER]))
        else:
            repository.write(text, chance.choice([FILE, OTHER]))
        remembered = read(repository.root)
        shutil.rmtree(repository.root / ".civicgen")
        assert remembered == read(repository.root)


def test_with_the_same_commit_the_history_is_not_walked_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = Git.run

    def noting(git: Git, *arguments: str, fine: tuple[int, ...] = (0,)) -> bytes:
        asked.append(arguments[0])
        return run(git, *arguments, fine=fine)

    monkeypatch.setattr(Git, "run", noting)
    first = read(repository.root)
    assert asked.count("log") == 1
    assert read(repository.root) == first
    assert asked.count("log") == 1


def test_git_hands_out_only_what_the_working_copy_does_not_show(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    blobs = Git.blobs

    def noting(git: Git, names: list[str]) -> object:
        asked.extend(names)
        return blobs(git, names)

    monkeypatch.setattr(Git, "blobs", noting)
    read(repository.root)
    assert asked == [repository.git("rev-parse", f"HEAD~1:{FILE}")]


def test_what_another_folder_of_the_repository_remembered_is_not_believed(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    for folder in ("north", "south"):
        repository.commit(f"Lamps\n{folder}, at first.", "2026-09-01T08:00:00Z", f"{folder}/{FILE}")
        repository.commit(f"Lamps\n{folder}.", "2026-09-02T08:00:00Z", f"{folder}/{FILE}")
    north, south = tmp_path / "north", tmp_path / "south"
    expected = read(south)
    shutil.rmtree(south / ".civicgen")
    read(north)
    shutil.copytree(north / ".civicgen", south / ".civicgen")
    assert read(south) == expected
