"""The public record on its branch: carried from run to run, never forced, never lost, and never two at once."""

import base64
import shutil
from pathlib import Path

import pytest
from ledger_town import META, TOWN, add, reaction
from record_town import Desk, attempts, git

from civicgen.app.recording import AnotherWasFasterError
from civicgen.errors import ConfigurationError, LedgerError
from civicgen.ledger.canonical import meta_bytes
from civicgen.model.ledger import LedgerMeta
from civicgen.model.names import ConsultationSlug
from civicgen.store.git_access import access_variables
from civicgen.store.ledger_files import LedgerFolder
from civicgen.store.record_branch import RecordBranch
from civicgen.store.upstream import Upstream


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "bare", tmp_path / "one")


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Desk:
    return Desk(desk.bare, tmp_path / "other")


def test_the_first_push_makes_the_branch_without_the_texts_and_without_other_history(desk: Desk) -> None:
    (desk.root / "content.md").write_text("here\n")
    git(desk.root, "add", "--all")
    git(desk.root, "commit", "--quiet", "--message", "Begin")
    git(desk.root, "push", "--quiet", "origin", "HEAD:main")
    desk.collect(1)
    assert desk.branch.push().carried == 1
    assert desk.on_branch() == desk.files()
    assert "texts/bright-streets.jsonl" not in desk.on_branch()
    assert desk.commits() == 1
    assert git(desk.bare, "log", "-1", "--format=%s", "ledger") == "Attempt 1 at 2026-09-01T08:00:00Z: complete"


def test_a_push_touches_neither_working_tree_nor_index_nor_branch(desk: Desk) -> None:
    (desk.root / "half-written.md").write_text("somebody is at work here\n")
    git(desk.root, "add", "half-written.md")
    before = git(desk.root, "status", "--porcelain", "--branch")
    desk.collect(1)
    desk.branch.push()
    (desk.root / ".gitignore").write_text("/ledger/\n/.gitignore\n")
    assert git(desk.root, "status", "--porcelain", "--branch") == before


def test_a_fresh_checkout_goes_on_where_the_last_run_ended(desk: Desk, other: Desk) -> None:
    desk.collect(1, 2)
    desk.branch.push()
    assert other.branch.fetch().carried == 1
    other.collect(3)
    assert other.branch.push().carried == 1
    assert desk.commits() == 2
    assert desk.branch.fetch().carried == 1
    assert desk.files() == other.files() == desk.on_branch()
    assert [row.seq for row in desk.folder.read().rows[TOWN]] == [1, 2, 3, 4, 5]


def test_without_a_branch_there_is_nothing_to_fetch(desk: Desk) -> None:
    assert desk.branch.fetch().attempts == 0
    with pytest.raises(ConfigurationError, match="nothing was collected"):
        desk.branch.push()


def test_what_the_folder_has_more_survives_a_fetch(desk: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    desk.collect(2)
    before = desk.files()
    assert desk.branch.fetch().carried == 0
    assert desk.files() == before


def test_pushing_the_same_again_makes_no_commit(desk: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    assert desk.branch.push().carried == 0
    assert desk.commits() == 1


def test_when_another_harvest_was_faster_ours_is_void_theirs_is_fetched_and_ours_is_kept_aside(
    desk: Desk, other: Desk
) -> None:
    desk.collect(1)
    desk.branch.push()
    other.branch.fetch()
    desk.collect(2)
    other.collect(3)
    other.branch.push()
    ours = desk.files()
    with pytest.raises(AnotherWasFasterError, match="harvest again"):
        desk.branch.push()
    assert attempts(desk) == attempts(other)
    assert desk.files() == other.files() == desk.on_branch()
    (aside,) = (desk.root / ".civicgen" / "set-aside").iterdir()
    assert {path: (aside / path).read_bytes() for path in ours} == ours
    desk.collect(2)
    assert desk.branch.push().carried == 1


def test_a_fetch_refuses_when_both_have_what_the_other_lacks(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    other.collect(2)
    other.branch.push()
    before = desk.files()
    with pytest.raises(ConfigurationError, match="went apart after attempt 0"):
        desk.branch.fetch()
    assert desk.files() == before


def test_a_void_harvest_that_began_a_consultation_leaves_nothing_of_it(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    LedgerFolder(other.ledger).begin(META)
    add(other.folder, [reaction(9)], slug=ConsultationSlug("parks"))
    other.branch.push()
    with pytest.raises(AnotherWasFasterError):
        desk.branch.push()
    assert desk.files() == other.files()


def test_a_race_between_looking_and_pushing_is_noticed_by_the_other_side(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.collect(1)
    desk.branch.push()
    other.branch.fetch()
    desk.collect(2)
    other.collect(3)
    commit = Upstream.commit

    def late(*arguments: object, **named: object) -> str | None:
        monkeypatch.undo()
        other.branch.push()
        return commit(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Upstream, "commit", late)
    with pytest.raises(AnotherWasFasterError):
        desk.branch.push()
    assert desk.files() == other.files()
    assert desk.commits() == 2


def test_what_else_lies_on_the_branch_stays_there_and_comes_into_no_folder(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    desk.put_on_branch("README.md", b"What this is\n")
    desk.put_on_branch("texts/bright-streets.jsonl", b"{}\n")
    other.branch.fetch()
    assert other.files() == desk.files()
    assert not (other.ledger / "texts").exists()
    other.collect(2)
    other.branch.push()
    assert desk.on_branch()["README.md"] == b"What this is\n"


def test_a_branch_that_somebody_edited_is_refused_with_file_and_line(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    rows = desk.on_branch()["bright-streets/000001.jsonl"]
    desk.put_on_branch("bright-streets/000001.jsonl", rows.replace(b'"+1"', b'"-1"'))
    with pytest.raises(LedgerError, match=r"bright-streets/000001.jsonl:\d: .*on the branch ledger"):
        other.branch.fetch()
    assert other.files() == {}


def test_the_ledger_of_another_key_is_never_mixed_with_the_branchs(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    stranger = LedgerMeta(format=META.format, repository=META.repository, key="0" * 16)
    LedgerFolder(other.ledger).begin(stranger)
    for move in (other.branch.fetch, other.branch.push):
        with pytest.raises(ConfigurationError, match=r"with the key 0{16}|nothing was collected"):
            move()
    assert (other.ledger / "ledger.json").read_bytes() == meta_bytes(stranger)


def test_each_closing_gets_a_tag_on_the_record_as_it_was_then_and_the_tag_never_moves(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    desk.close()
    moved = desk.branch.push()
    name = "closed/bright-streets/2026-10-01T215959Z"
    assert moved.tags == (name,)
    fixed = git(desk.bare, "rev-parse", f"{name}^{{commit}}")
    assert fixed == git(desk.bare, "rev-parse", "ledger")
    words = git(desk.bare, "for-each-ref", "--format=%(contents)", f"refs/tags/{name}")
    assert f"Checkpoint {desk.folder.read().checkpoint}" in words
    other.branch.fetch()
    other.collect(2)
    assert other.branch.push().tags == ()
    assert git(desk.bare, "rev-parse", f"{name}^{{commit}}") == fixed


def test_a_tag_that_could_not_be_pushed_comes_with_the_next_push(desk: Desk) -> None:
    hook = desk.bare / "hooks" / "update"
    hook.write_text('#!/bin/sh\ncase "$1" in refs/tags/*) exit 1;; esac\n')
    hook.chmod(0o755)
    desk.close()
    moved = desk.branch.push()
    assert (moved.carried, moved.tags) == (1, ())
    assert moved.untagged
    hook.unlink()
    assert len(desk.branch.push().tags) == 1


class Killed(BaseException):
    """Stands for the moment at which the machine lost its power."""


def dying_at(desk: Desk, number: int) -> tuple[RecordBranch, list[str]]:
    """A branch whose work ends before the numbered write, and what it began to write."""
    taken: list[str] = []

    def step(name: str) -> None:
        taken.append(name)
        if len(taken) == number:
            raise Killed(name)

    return RecordBranch(Upstream(desk.root), desk.ledger, aside=desk.root / "aside", step=step), taken


def test_a_fetch_that_is_killed_at_any_write_is_made_up_for_by_the_next(desk: Desk, other: Desk) -> None:
    desk.collect(1)
    desk.branch.push()
    for number in range(1, 100):
        shutil.rmtree(other.ledger, ignore_errors=True)
        branch, taken = dying_at(other, number)
        try:
            branch.fetch()
        except Killed:
            assert len(other.folder.read().harvests) in (0, 1)
            other.branch.fetch()
        assert attempts(other) == attempts(desk)
        if len(taken) < number:
            break
    assert number > 10


def test_giving_way_to_a_faster_harvest_may_be_killed_at_any_write(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.collect(1)
    desk.branch.push()
    other.branch.fetch()
    desk.collect(2)
    other.collect(3)
    other.branch.push()
    kept = tmp_path / "kept"
    shutil.copytree(desk.ledger, kept)
    for number in range(1, 100):
        shutil.rmtree(desk.ledger)
        shutil.copytree(kept, desk.ledger)
        branch, taken = dying_at(desk, number)
        with pytest.raises((Killed, AnotherWasFasterError)):
            branch.push()
        assert len(desk.folder.read().harvests) in (1, 2)
        if len(taken) < number:
            break
    assert number > 5
    assert attempts(desk) == attempts(other)


def test_the_token_is_shown_to_the_forge_alone_and_in_no_argument() -> None:
    environ = {"GITHUB_TOKEN": "ghs_secret", "GITHUB_SERVER_URL": "https://git.town.example"}
    shown = access_variables(environ, "https://git.town.example/town/talk")
    header = "http.https://git.town.example/.extraheader"
    basic = base64.b64encode(b"x-access-token:ghs_secret").decode()
    assert shown == {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": header,
        "GIT_CONFIG_VALUE_0": "",
        "GIT_CONFIG_KEY_1": header,
        "GIT_CONFIG_VALUE_1": f"AUTHORIZATION: basic {basic}",
    }
    for address in ("https://github.com/town/talk", "http://git.town.example/x", "/srv/talk", "git@git.town.example:x"):
        assert access_variables(environ, address) == {}
    assert access_variables({"GITHUB_TOKEN": "x"}, "https://github.com/town/talk")
    assert access_variables({}, "https://github.com/town/talk") == {}
