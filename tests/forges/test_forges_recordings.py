"""Answers that GitHub really gave, as recorded by others, are understood."""

import ast
import gzip
from pathlib import Path

import msgspec
import pytest

from civicgen.errors import ConfigurationError
from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import RestComment, RestIssue, RestReaction, account_of
from civicgen.forges.transport import Reply
from civicgen.forges.waiting import Patience, date_of, is_limit

FOLDER = "github-api-recordings/pygithub-replay"

pytestmark = pytest.mark.real_data


def recorded(real_data: Path, name: str) -> list[tuple[str, Reply]]:
    """The requests and replies of a recording: each has ten lines (the fifth is the path) and an empty one."""
    path = real_data / FOLDER / name
    data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    found = []
    for at in range(0, len(lines) - 9, 11):
        headers = {key.lower(): value for key, value in ast.literal_eval(lines[at + 8])}
        found.append((lines[at + 4], Reply(status=int(lines[at + 7]), headers=headers, text=lines[at + 9])))
    return found


def test_comments_of_a_repository_are_read_with_thread_and_account(real_data: Path) -> None:
    replies = [
        reply
        for name in ("PaginatedList.testCustomPerPageIteration.txt", "PullRequest.testGetComments.txt")
        for path, reply in recorded(real_data, name)
        if path.split("?")[0].endswith("/comments")
    ]
    comments = [each for reply in replies for each in msgspec.json.decode(reply.text, type=list[RestComment])]
    assert {bool(comment.pull_request_url) for comment in comments} == {True, False}
    assert all(comment.thread > 0 and comment.node_id for comment in comments)
    assert {account_of(comment.user).kind for comment in comments} <= {"user", "bot"}


@pytest.mark.parametrize("name", ["Issue.testGetReactions.txt", "IssueComment.testGetReactions.txt"])
def test_reactions_are_read_with_their_accounts(real_data: Path, name: str) -> None:
    replies = [reply for path, reply in recorded(real_data, name) if path.split("?")[0].endswith("/reactions")]
    reactions = [each for reply in replies for each in msgspec.json.decode(reply.text, type=list[RestReaction])]
    assert reactions
    assert all(account_of(reaction.user).id for reaction in reactions)


def test_an_issue_tells_its_repository(real_data: Path) -> None:
    (_, reply), *_ = recorded(real_data, "Issue.setUp.txt")[1:]
    assert msgspec.json.decode(reply.text, type=RestIssue).repository.lower() == "pygithub/pygithub"


LIMITED = ["SpecificExceptions.testAuthenticatedRateLimitExceeded.txt", "SpecificExceptions.testRateLimitExceeded.txt"]


@pytest.mark.parametrize("name", LIMITED)
def test_a_recorded_rate_limit_is_recognised(real_data: Path, name: str) -> None:
    _, reply = recorded(real_data, name)[-1]
    assert reply.status == 403
    assert is_limit(reply)
    assert date_of(reply) is not None


def test_bad_credentials_and_unknown_things_are_told_apart(real_data: Path) -> None:
    def calls(name: str) -> Calls:
        _, reply = recorded(real_data, name)[-1]
        patience = Patience(0, sleep=lambda seconds: None, monotonic=lambda: 0.0)
        return Calls(lambda method, path, body: reply, patience)

    with pytest.raises(ConfigurationError, match="GITHUB_TOKEN"):
        calls("SpecificExceptions.testBadCredentials.txt").get("/x", RestIssue)
    assert calls("SpecificExceptions.testUnknownObject.txt").get("/x", RestIssue) == Missing(status=404)
