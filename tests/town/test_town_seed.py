"""The example town's seed: made by its generator, true to `content/` in the end, and with awkward cases in it."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from make_seed import ROOT, SEED, STOPS, render

from civicgen.content.read import read_content
from civicgen.model.findings import Severity
from civicgen.model.times import Instant
from civicgen.rehearsal.reading import read_seed
from civicgen.rehearsal.seed import CommitLine
from civicgen.store.content_files import ContentFolder
from civicgen.store.replay import Replay, SeedCommit

AGAIN = "write it again with `python tests/town/make_seed.py`"


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SEED.read_text(encoding="utf-8").splitlines()]


def _of(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


def test_the_committed_seed_is_what_the_generator_makes() -> None:
    assert SEED.read_text(encoding="utf-8") == render(), AGAIN


def _replay(copy: Path) -> tuple[Replay, int]:
    """The town's history, not begun yet, and its number of commits."""
    seed = read_seed(SEED.read_bytes().splitlines(), name=SEED.name)
    commits = [
        SeedCommit(at=Instant(line.at), author=line.author, message=line.message, files=line.files)
        for _, line in seed.lines
        if isinstance(line, CommitLine)
    ]
    return Replay(portal=ROOT, copy=copy, commits=commits, begins=Instant(seed.repository.created_at)), len(commits)


def test_the_replayed_history_ends_in_the_content_of_this_repository(tmp_path: Path) -> None:
    replay, commits = _replay(tmp_path / "town")
    assert not (tmp_path / "town/content/consultations/streets-we-share/consultation.md").exists()
    assert replay.play_until(Instant(STOPS[-1])) == commits
    assert _texts(tmp_path / "town" / "content") == _texts(ROOT / "content"), AGAIN


def test_the_content_is_without_errors_at_every_stop(tmp_path: Path) -> None:
    replay, _ = _replay(tmp_path / "town")
    for stop in map(Instant, STOPS):
        replay.play_until(stop)
        found = read_content(ContentFolder(tmp_path / "town").read(), at=stop).findings
        assert [finding for finding in found if finding.severity is Severity.ERROR] == [], stop


def test_the_late_answer_is_all_that_is_warned_of() -> None:
    found = read_content(ContentFolder(ROOT).read(), at=Instant(STOPS[-1])).findings
    assert {(finding.code, finding.place.file) for finding in found} == {
        ("answer-overdue", "content/consultations/mill-yard/consultation.md"),
        ("open-past-closing", "content/consultations/mill-yard/consultation.md"),
    }


def _texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_is_as_large_as_a_real_small_town(lines: list[dict[str, Any]]) -> None:
    users = _of(lines, "user")
    assert sum(user["kind"] == "User" for user in users) == 300
    assert len({user["login"] for user in users}) == len(users), "one login is one account"
    assert len(list(ROOT.glob("content/consultations/*/proposals/*.md"))) >= 40
    assert len(_of(lines, "reaction")) >= 1500
    assert len(_of(lines, "comment")) + len(_of(lines, "review_comment")) >= 200


def test_support_has_a_long_tail(lines: list[dict[str, Any]]) -> None:
    per_person = Counter(line["user"] for line in _of(lines, "reaction") if line["user"])
    by_activity = [count for _, count in per_person.most_common()]
    assert sum(by_activity[:30]) * 4 > sum(by_activity), "the busiest tenth does more than a quarter of it all"
    assert sum(count <= 5 for count in by_activity) >= 50, "and many take part only a few times"


def test_the_awkward_cases_are_among_them(lines: list[dict[str, Any]]) -> None:
    users, reactions, comments = (_of(lines, kind) for kind in ("user", "reaction", "comment"))
    bots = {user["id"] for user in users if user["kind"] == "Bot"}
    assert any(user.get("deleted_at") for user in users)
    assert any(user.get("renamed") for user in users)
    assert any(line["user"] is None for line in reactions)
    assert any(line["user"] is None for line in comments)
    assert any(line["user"] in bots for line in reactions)
    assert any(line["user"] in bots for line in comments)
    assert any(line.get("edits") for line in comments)
    assert any(line.get("deleted_at") for line in comments)
    assert any(line.get("hidden") and line.get("shown_at") for line in comments)
    threads = [*_of(lines, "issue"), *_of(lines, "pull")]
    assert {"locked_at", "closed_at", "transferred"} <= {key for line in threads for key in line}
    live: Counter[tuple[str, int]] = Counter()
    for line in reactions:
        if line["content"] in ("+1", "-1") and not line.get("removed_at") and line["user"]:
            live[(line["on"], line["user"])] += 1
    assert any(count == 2 for count in live.values()), "somebody is for and against"


def test_something_is_withdrawn_between_any_two_stops(lines: list[dict[str, Any]]) -> None:
    withdrawn = [line for line in _of(lines, "reaction") if line.get("removed_at")]
    for before, after in pairwise(STOPS):
        assert any(line["created_at"] < before < line["removed_at"] < after for line in withdrawn), (before, after)


def test_every_moderated_comment_is_in_the_record(lines: list[dict[str, Any]]) -> None:
    record = (ROOT / "content" / "moderation.yml").read_text(encoding="utf-8")
    for line in _of(lines, "comment"):
        if line.get("hidden"):
            assert f"item: comment:{line['id']}\n" in record
