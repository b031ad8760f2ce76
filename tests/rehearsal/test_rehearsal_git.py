"""With a bare Git repository beside the server pull requests are what git says, and merging merges there."""

import pytest
from rehearsal_town import pull, repository, seed
from town_git import TownGit

from civicgen.errors import ConfigurationError
from civicgen.rehearsal.server import RehearsalServer

HERE = "/repos/town/ideas"
SENT = {"title": "A bench", "body": "From #1", "head": "bench", "base": "main"}


@pytest.fixture
def git(tmp_path):
    return TownGit(tmp_path)


@pytest.fixture
def town(play, git):
    return play(seed(repository(editors=["bo"])), git=git.bare)


def _opened(town, **change):
    return town.post(f"{HERE}/pulls", SENT | change, token="actions")


def test_a_pull_request_stands_for_the_commits_and_files_of_its_branch(town, git):
    head = git.push("bench", {"content/new.md": "a\nb\n", "content/old.md": "one\n2\nthree\n", "README.md": None})
    git.push("main", {"other.md": "meanwhile\n"})
    made = _opened(town)
    assert made.status == 201
    assert (made.json["head"]["sha"], made.json["base"]["sha"]) == (head, git.commit("main"))
    assert (made.json["mergeable"], made.json["changed_files"]) == (True, 3)
    files = town.get(f"{HERE}/pulls/1/files").json
    assert [(one["filename"], one["status"], one["additions"], one["deletions"]) for one in files] == [
        ("README.md", "removed", 0, 1),
        ("content/new.md", "added", 2, 0),
        ("content/old.md", "modified", 1, 1),
    ]
    assert files[2]["patch"] == "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three"
    assert files[1]["sha"] == git.say("rev-parse", "bench:content/new.md").strip()


def test_a_push_to_the_head_shows_at_once(town, git):
    git.push("bench", {"new.md": "a\n"})
    _opened(town)
    head = git.push("bench", {"new.md": "b\n"})
    assert town.get(f"{HERE}/pulls/1").json["head"]["sha"] == head
    query = '{ repository(owner: "town", name: "ideas") { pullRequest(number: 1) { headRefOid } } }'
    assert town.query(query)["data"]["repository"]["pullRequest"]["headRefOid"] == head


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"head": "nowhere"}, {"resource": "PullRequest", "code": "invalid", "field": "head"}),
        ({"base": "nowhere"}, {"resource": "PullRequest", "code": "invalid", "field": "base"}),
        ({"head": "main~0"}, {"resource": "PullRequest", "code": "invalid", "field": "head"}),
        ({"head": "--all"}, {"resource": "PullRequest", "code": "invalid", "field": "head"}),
        (
            {"head": "same"},
            {"resource": "PullRequest", "code": "custom", "message": "No commits between main and same"},
        ),
    ],
)
def test_branches_that_cannot_be_merged_are_refused(town, git, change, said):
    git.push("bench", {"new.md": "a\n"})
    git.say("branch", "same", "main")
    refused = _opened(town, **change)
    assert (refused.status, refused.json["errors"]) == (422, [said])


def test_merging_makes_a_merge_commit_by_who_pressed_the_button(town, git):
    head, base = git.push("bench", {"content/new.md": "a\n"}), git.push("main", {"other.md": "b\n"})
    _opened(town)
    merged = town.send("PUT", f"{HERE}/pulls/1/merge", {"sha": head}, token="bo")
    assert merged.status == 200
    assert git.commit("main") == merged.json["sha"] == town.get(f"{HERE}/pulls/1").json["merge_commit_sha"]
    told = git.say("log", "-1", "--format=%P|%an|%ae|%cn|%at|%B", "main").strip()
    assert told == (
        f"{base} {head}|bo|2+bo@users.noreply.github.com|GitHub|1795165200|"
        "Merge pull request #1 from town/bench\n\nA bench"
    )
    assert (git.text("content/new.md"), git.text("other.md")) == ("a\n", "b\n")
    assert "error" not in git.say("fsck", "--strict")


def test_a_merged_pull_request_keeps_its_files_and_commits(town, git):
    head = git.push("bench", {"content/new.md": "a\n"})
    base = git.commit("main")
    _opened(town)
    town.send("PUT", f"{HERE}/pulls/1/merge", token="bo")
    git.say("branch", "-D", "bench")
    git.pull()
    git.push("main", {"later.md": "c\n"})
    told = town.get(f"{HERE}/pulls/1").json
    assert (told["head"]["sha"], told["base"]["sha"], told["mergeable"]) == (head, base, None)
    assert [one["filename"] for one in town.get(f"{HERE}/pulls/1/files").json] == ["content/new.md"]


def test_squashing_leaves_one_commit(town, git):
    git.push("bench", {"content/new.md": "a\n"})
    git.push("bench", {"content/new.md": "b\n"})
    base = git.commit("main")
    _opened(town)
    sent = {"merge_method": "squash", "commit_title": "Add a bench", "commit_message": ""}
    assert town.send("PUT", f"{HERE}/pulls/1/merge", sent, token="bo").status == 200
    assert git.say("log", "-1", "--format=%P|%B", "main").strip() == f"{base}|Add a bench"
    assert [one["additions"] for one in town.get(f"{HERE}/pulls/1/files").json] == [1]


def test_what_does_not_fit_together_is_not_merged(town, git):
    git.push("bench", {"content/old.md": "mine\n"})
    base = git.push("main", {"content/old.md": "theirs\n"})
    assert (_opened(town).json["mergeable"], git.commit("main")) == (False, base)
    refused = town.send("PUT", f"{HERE}/pulls/1/merge", token="bo")
    assert (refused.status, refused.json["message"], git.commit("main")) == (405, "Pull Request is not mergeable", base)


def test_a_head_that_moved_and_a_method_that_is_off_are_refused(town, git):
    git.push("bench", {"new.md": "a\n"})
    _opened(town)
    path = f"{HERE}/pulls/1/merge"
    assert town.send("PUT", path, {"sha": git.commit("main")}, token="bo").status == 409
    refused = town.send("PUT", path, {"merge_method": "rebase"}, token="bo")
    assert (refused.status, refused.json["message"]) == (405, "Rebase merges are not allowed on this repository.")


def test_a_push_between_looking_and_merging_is_not_overwritten(town, git, monkeypatch):
    git.push("bench", {"new.md": "a\n"})
    _opened(town)
    git.push("main", {"other.md": "b\n"})
    raced = git.commit("main")
    monkeypatch.setattr(
        "civicgen.rehearsal.bare_repository.BareRepository.branches",
        lambda _: {"main": git.say("rev-parse", "main^").strip(), "bench": git.commit("bench")},
    )
    refused = town.send("PUT", f"{HERE}/pulls/1/merge", token="bo")
    assert (refused.status, git.commit("main")) == (405, raced)
    assert refused.json["message"] == "Base branch was modified. Review and try the merge again."


def test_hostile_titles_and_paths_stay_what_they_are(town, git):
    git.push("bench", {'content/"$(id)" ü\t-x.md': "diff --git a/x b/x\n", "z.bin": b"\0\1\2"})
    _opened(town, title="$(touch x) `id`\nauthor Eve <e@e> 1 +0000", body="-- --force")
    files = town.get(f"{HERE}/pulls/1/files").json
    assert [(one["filename"], one.get("patch")) for one in files] == [
        ('content/"$(id)" ü\t-x.md', "@@ -0,0 +1 @@\n+diff --git a/x b/x"),
        ("z.bin", None),
    ]
    assert town.send("PUT", f"{HERE}/pulls/1/merge", token="bo").status == 200
    assert git.say("log", "-1", "--format=%an|%b", "main").strip() == ("bo|$(touch x) `id`\nauthor Eve <e@e> 1 +0000")


def test_a_link_that_becomes_a_file_does_not_shift_the_patches(town, git):
    (git.clone / "a-link").symlink_to("README.md")
    git.push("main", {})
    (git.clone / "a-link").unlink()
    git.push("bench", {"a-link": "text\n", "b.md": "b\n"})
    _opened(town)
    files = {one["filename"]: one for one in town.get(f"{HERE}/pulls/1/files").json}
    assert files["a-link"]["status"] == "changed"
    assert files["b.md"]["patch"] == "@@ -0,0 +1 @@\n+b"


def test_a_pull_request_of_the_seed_without_a_branch_shows_its_own_files(play, git):
    line = pull(4) | {"files": [{"path": "text.md", "text": "one\ntwo\n"}]}
    town = play(seed(repository(editors=["bo"]), line), git=git.bare)
    (file,) = town.get(f"{HERE}/pulls/4/files").json
    assert (file["filename"], file["patch"]) == ("text.md", "@@ -0,0 +1,2 @@\n+one\n+two")
    assert town.send("PUT", f"{HERE}/pulls/4/merge", token="bo").status == 405


def test_workflow_files_of_the_default_branch_are_listed(play, git):
    git.push("main", {".github/workflows/check.yml": "name: Check\non: push\n", ".github/workflows/a.yml": "{"})
    asleep = {"path": ".github/workflows/check.yml", "state": "disabled_inactivity"}
    town = play(seed({"type": "settings", "workflows": [asleep]}), git=git.bare)
    told = town.get(f"{HERE}/actions/workflows").json["workflows"]
    assert [(one["path"], one["name"], one["state"]) for one in told] == [
        (".github/workflows/a.yml", ".github/workflows/a.yml", "active"),
        (".github/workflows/check.yml", "Check", "disabled_inactivity"),
    ]


def test_the_default_branch_is_the_repositorys_own(town, git):
    git.say("symbolic-ref", "HEAD", "refs/heads/trunk")
    assert town.get(HERE).json["default_branch"] == "trunk"


def test_a_folder_without_a_bare_repository_is_told(git, tmp_path):
    with pytest.raises(ConfigurationError, match="is not bare; make one with `git clone --bare"):
        RehearsalServer(seed(), git=git.clone)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigurationError, match="give the folder of a bare repository"):
        RehearsalServer(seed(), git=tmp_path / "empty")
