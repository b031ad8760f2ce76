"""A wrong seed is refused with the line and what to do; a large one loads in seconds."""

import json

import pytest
from rehearsal_town import comment, event, issue, reaction, repository, review_comment, seed, user

from civicgen.errors import ConfigurationError
from civicgen.rehearsal.reading import read_seed
from civicgen.rehearsal.server import RehearsalServer

WRONG = (
    (comment(501, 9), "there is no issue:9"),
    (reaction("issue:1", 77), "there is no user:77"),
    (reaction("issue:9", 1), "there is no issue:9"),
    (reaction("discussion:1", 1), "on"),
    (reaction("issue:1", 1, created_at="2026-08-01T08:00:00Z"), "before issue:1 is"),
    (reaction("issue:1", 1, removed_at="2026-09-02T08:00:00Z"), "`removed_at` is 2026-09-02T08:00:00Z, before"),
    (reaction("issue:1", 1, created_at="2026-09-31T08:00:00Z"), "there is no 2026-09-31T08:00:00Z"),
    (reaction("issue:1", 1, created_at="2026-09-03T10:00:00+02:00"), "created_at"),
    (reaction("issue:1", 1, colour="red"), "colour"),
    (issue(1), "issue:1 is on line 6 already"),
    (issue(2, closed_at="2026-08-01T08:00:00Z"), "`closed_at` is 2026-08-01T08:00:00Z, before"),
    (issue(2, edits=[{"at": "2026-02-30T08:00:00Z"}]), "there is no 2026-02-30T08:00:00Z"),
    (user(1, "other"), "user:1 is on line 2 already"),
    (user(9, "a b"), "login"),
    (user(9, "ADA"), "the login ada is taken by line 2"),
    (review_comment(601, 1), "1 is no pull request"),
    (repository(), "a second `repository`"),
    ({"type": "vote"}, "vote"),
    (event({}, action="fail"), "exactly one of `request`, `path`, `at`"),
    (event({"path": "("}, action="fail"), "no regular expression"),
    (event({"request": 1}, action="explode"), "explode"),
)


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_a_wrong_line_is_told_with_its_number(line, said):
    lines = seed(issue(1), line)
    number = len(lines)
    with pytest.raises(ConfigurationError) as problem:
        read_seed(lines, name="town.jsonl")
    assert f"town.jsonl:{number}: " in str(problem.value)
    assert said in str(problem.value)


def test_all_problems_are_told_at_once():
    with pytest.raises(ConfigurationError) as problem:
        read_seed(seed(issue(1), comment(501, 8), comment(502, 9)))
    assert len(str(problem.value).splitlines()) == 2


def test_a_line_that_is_no_json_is_told():
    with pytest.raises(ConfigurationError, match="seed:6"):
        read_seed([*seed(), "{"])


def test_an_empty_seed_is_told():
    with pytest.raises(ConfigurationError, match="first line must be of type `repository`"):
        read_seed([])


def test_a_second_live_reaction_of_a_kind_is_told():
    with pytest.raises(ConfigurationError, match=r"seed:8: user 1 has \+1 on issue:1 already, by line 7"):
        read_seed(seed(issue(1), reaction("issue:1", 1), reaction("issue:1", 1)))


def test_comments_and_empty_lines_are_passed_over():
    lines = seed(issue(1))
    assert read_seed([lines[0], "", "# people", *lines[1:]]).repository.owner == "town"


def test_commits_and_stops_are_for_the_demo(play):
    commit = {"type": "commit", "at": "2026-09-01T08:00:00Z", "author": "A <a@b>", "message": "x", "files": {"a": None}}
    client = play(seed(issue(1), commit, {"type": "stop", "at": "2026-09-02T08:00:00Z"}))
    assert client.get("/repos/town/ideas").status == 200


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="give the path of a seed file"):
        RehearsalServer(tmp_path / "none.jsonl")


def test_a_taken_port_is_told(running_town):
    port = int(running_town.server.url.rsplit(":", 1)[1])
    with pytest.raises(ConfigurationError, match="choose another one"):
        RehearsalServer(seed(issue(1)), port=port)


def test_a_city_of_ten_thousand_proposals_is_served(play):
    threads, stances, remarks, people = 10_860, 165_127, 18_192, 20_000
    lines = [repository()]
    lines += [user(number, f"citizen-{number}") for number in range(1, people + 1)]
    lines += [issue(number) for number in range(1, threads + 1)]
    lines += [comment(number, number % threads + 1) for number in range(1, remarks + 1)]
    lines += [
        reaction(f"issue:{number % threads + 1}", (number + 37 * (number // threads)) % people + 1)
        for number in range(stances)
    ]
    text = [json.dumps(line) for line in lines]
    client = play(text)
    assert client.get("/repos/town/ideas").json["open_issues_count"] == threads
