"""A seed is a history: what exists depends on the server's clock, and on what people and events do."""

import json

import pytest
from rehearsal_town import NOW, comment, event, issue, pull, reaction, repository, review_comment, seed, town, user

from civicgen.rehearsal.clock import Clock

ISSUES = "/repos/town/ideas/issues"


def _at(moment):
    return {"at": moment}


def test_the_date_header_tells_the_servers_time(running_town):
    assert running_town.get(ISSUES).headers["date"] == "Fri, 20 Nov 2026 09:00:00 GMT"


def test_the_clock_ticks_on_with_real_seconds():
    seconds = iter([100.0, 100.0, 161.5])
    clock = Clock(NOW, lambda: next(seconds))
    assert clock.now() == NOW
    assert clock.now() == "2026-11-20T09:01:01Z"


def test_what_is_not_yet_made_does_not_exist(play):
    later = "2026-11-21T10:00:00Z"
    client = play(
        seed(
            issue(1),
            issue(2, created_at=later),
            comment(501, 1, created_at=later),
            reaction("issue:1", 1, created_at=later),
            user(9, "new", created_at=later),
        )
    )
    assert client.get(f"{ISSUES}/2").status == 404
    assert client.get("/users/new").status == 404
    assert client.get(f"{ISSUES}/1").json["comments"] == client.get(f"{ISSUES}/1").json["reactions"]["total_count"] == 0
    client.server.advance(later)
    assert client.get(f"{ISSUES}/2").status == 200
    assert client.get("/users/new").json["id"] == 9
    assert client.get(f"{ISSUES}/1").json["comments"] == client.get(f"{ISSUES}/1").json["reactions"]["total_count"] == 1


def test_the_server_can_start_at_another_time(play):
    client = play(seed(issue(1), issue(2, created_at="2026-11-01T08:00:00Z")), at="2026-10-01T08:00:00Z")
    assert [one["number"] for one in client.get(ISSUES).json] == [1]


def test_the_clock_is_moved_over_http_and_only_forward(running_town):
    assert running_town.post("/_rehearsal/clock", _at("2026-11-25T09:00:00Z")).json["now"] == "2026-11-25T09:00:00Z"
    reply = running_town.post("/_rehearsal/clock", _at("2026-11-24T09:00:00Z"))
    assert reply.status == 422
    assert "forward only" in reply.json["message"]
    assert running_town.post("/_rehearsal/clock", _at("tomorrow")).status == 422
    assert running_town.get("/_rehearsal/clock").json["now"] == "2026-11-25T09:00:00Z"


def test_texts_and_hidings_are_those_of_the_moment(play):
    edited, hidden, shown = "2026-11-21T08:00:00Z", "2026-11-22T08:00:00Z", "2026-11-23T08:00:00Z"
    client = play(
        seed(
            issue(1, edits=[{"at": edited, "title": "New title", "body": "New text"}]),
            comment(501, 1, edits=[{"at": edited, "body": "New"}], hidden=_at(hidden), shown_at=shown),
        )
    )

    def seen():
        told = client.get(f"{ISSUES}/comments/501").json
        return client.get(f"{ISSUES}/1").json["title"], told["body"], told["updated_at"], told["minimized"]

    assert seen() == ("Idea 1", "Remark 501", "2026-09-02T08:00:00Z", None)
    client.server.advance(edited)
    assert seen() == ("New title", "New", edited, None)
    client.server.advance(hidden)
    assert seen() == ("New title", "New", edited, {"reason": "off-topic"})
    client.server.advance(shown)
    assert seen() == ("New title", "New", edited, None)


def test_a_reaction_moves_no_updated_at(play):
    client = play(seed(issue(1), comment(501, 1)))
    before = client.get(f"{ISSUES}/1").json["updated_at"], client.get(f"{ISSUES}/comments/501").json["updated_at"]
    assert client.post(f"{ISSUES}/1/reactions", {"content": "+1"}, token="ada").status == 201
    assert client.post(f"{ISSUES}/comments/501/reactions", {"content": "+1"}, token="ada").status == 201
    assert (
        client.get(f"{ISSUES}/1").json["updated_at"],
        client.get(f"{ISSUES}/comments/501").json["updated_at"],
    ) == before


def test_a_reaction_made_twice_is_one_and_made_again_is_new(play):
    client = play(seed(issue(1)))
    first = client.post(f"{ISSUES}/1/reactions", {"content": "+1"}, token="ada")
    again = client.post(f"{ISSUES}/1/reactions", {"content": "+1"}, token="ADA")
    assert (first.status, again.status, again.json["id"]) == (201, 200, first.json["id"])
    assert client.send("DELETE", f"{ISSUES}/1/reactions/{first.json['id']}", token="bo").status == 403
    assert client.send("DELETE", f"{ISSUES}/1/reactions/{first.json['id']}", token="ada").status == 204
    client.server.advance("2026-11-20T10:00:00Z")
    new = client.post(f"{ISSUES}/1/reactions", {"content": "+1"}, token="ada").json
    assert new["id"] != first.json["id"]
    assert new["created_at"] == "2026-11-20T10:00:00Z"


def test_one_person_may_hold_every_kind(play):
    kinds = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"]
    client = play(seed(issue(1)))
    for kind in kinds:
        assert client.post(f"{ISSUES}/1/reactions", {"content": kind}, token="ada").status == 201
    rollup = client.get(f"{ISSUES}/1").json["reactions"]
    assert rollup["total_count"] == 8
    assert [rollup[kind] for kind in kinds] == [1] * 8
    assert client.post(f"{ISSUES}/1/reactions", {"content": "thumbs"}, token="ada").status == 422


def test_who_may_write(play):
    client = play(seed(issue(1), issue(2, locked_at="2026-10-01T08:00:00Z")))
    assert client.post(f"{ISSUES}/1/comments", {"body": "x"}).status == 401
    assert client.post(f"{ISSUES}/1/comments", {"body": "x"}, token="stranger").status == 403
    assert client.post(f"{ISSUES}/2/comments", {"body": "x"}, token="ada").status == 403
    assert client.post(f"{ISSUES}/2/reactions", {"content": "+1"}, token="ada").status == 403
    assert client.get(ISSUES, token="bad").json["message"] == "Bad credentials"
    assert client.get(ISSUES, token="bad").status == 401


def test_comments_are_made_changed_and_deleted_by_their_author(play):
    client = play(seed(issue(1)))
    made = client.post(f"{ISSUES}/1/comments", {"body": "First"}, token="ada").json
    path = f"{ISSUES}/comments/{made['id']}"
    assert client.send("PATCH", path, {"body": "Second"}, token="bo").status == 403
    assert client.send("PATCH", path, {"body": "Second"}, token="ada").json["body"] == "Second"
    assert client.send("DELETE", path, token="ada").status == 204
    assert client.get(path).status == 404


def test_a_deleted_account_leaves_its_reactions_behind_with_nobody(play):
    gone = "2026-11-21T08:00:00Z"
    client = play(seed(user(9, "gone", deleted_at=gone), issue(1, user=9), reaction("issue:1", 9)))
    client.server.advance(gone)
    assert client.get(f"{ISSUES}/1").json["user"] is None
    assert [one["user"] for one in client.get(f"{ISSUES}/1/reactions").json] == [None]
    assert client.get("/user/9").status == 404


def test_a_login_is_renamed_and_taken_by_somebody_else(play):
    renamed = "2026-11-21T08:00:00Z"
    client = play(
        seed(
            user(8, "dee", renamed=[{"at": renamed, "login": "dee-dee"}]),
            user(9, "dee", created_at="2026-11-21T09:00:00Z"),
            issue(1),
            reaction("issue:1", 8),
        )
    )
    client.server.advance("2026-11-21T09:00:00Z")
    assert client.get(f"{ISSUES}/1/reactions").json[0]["user"]["login"] == "dee-dee"
    assert client.get("/users/dee").json["id"] == 9


def test_gone_threads_say_how_they_went(running_town):
    assert running_town.get(f"{ISSUES}/6").status == 410
    assert running_town.get(f"{ISSUES}/99").status == 404
    moved = running_town.get(f"{ISSUES}/7")
    assert moved.status == 301
    assert moved.headers["location"].endswith("/repositories/2002/issues/70")
    there = running_town.get("/repositories/2002/issues/70").json
    assert there["number"] == 70
    assert there["repository_url"].endswith("/repos/county/ideas")
    discussion = running_town.get(f"{ISSUES}/8").json
    assert (discussion["state"], discussion["locked"]) == ("closed", True)


def test_the_comments_of_gone_threads_are_gone(running_town):
    assert running_town.get(f"{ISSUES}/comments/505").status == 404
    assert 505 not in [one["id"] for one in running_town.get(f"{ISSUES}/comments").json]


def test_a_renamed_repository_leads_to_its_number(play):
    client = play(seed(issue(1), event(_at("2026-11-21T08:00:00Z"), action="rename_repository", name="proposals")))
    client.server.advance("2026-11-21T08:00:00Z")
    reply = client.get(f"{ISSUES}?state=all&per_page=100")
    assert reply.status == 301
    assert reply.headers["location"].endswith("/repositories/1001/issues?state=all&per_page=100")
    assert client.get("/repositories/1001").json["full_name"] == "town/proposals"
    assert client.get("/repos/town/proposals/issues").status == 200


def test_three_reactions_withdrawn_between_two_pages_hide_three_others(play):
    people = [user(number, f"citizen-{number}") for number in range(100, 110)]
    reactions = [reaction("issue:1", number, id=number) for number in range(100, 110)]
    withdrawals = [event({"path": "page=2"}, action="remove_reaction", id=number) for number in (100, 101, 102)]
    client = play(seed(*people, issue(1), *reactions, *withdrawals))
    first = client.get(f"{ISSUES}/1/reactions?per_page=5").json
    second = client.get(f"{ISSUES}/1/reactions?per_page=5&page=2").json
    assert [one["id"] for one in first + second] == [100, 101, 102, 103, 104, 108, 109]


@pytest.mark.parametrize(
    ("act", "path", "expected"),
    [
        ({"action": "transfer_issue", "issue": 1, "to": "county/ideas", "number": 5}, "/issues/1", 301),
        ({"action": "delete_issue", "issue": 1}, "/issues/1", 410),
        ({"action": "delete_comment", "on": "comment:501"}, "/issues/comments/501", 404),
        ({"action": "open_issue", "title": "Another"}, "/issues/5", 200),
        ({"action": "open_issue", "title": "Another", "head": "b"}, "/pulls/5", 200),
        ({"action": "add_comment", "issue": 1, "body": "x", "id": 777}, "/issues/comments/777", 200),
        ({"action": "add_review_comment", "pull": 4, "body": "x", "id": 777}, "/pulls/comments/777", 200),
        ({"action": "delete_comment", "on": "review_comment:601"}, "/pulls/comments/601", 404),
    ],
)
def test_events_change_what_exists(play, act, path, expected):
    client = play(seed(issue(1), pull(4), comment(501, 1), review_comment(601, 4)))
    client.server.add_events(json.dumps(event({"request": 1}, **act)))
    assert client.get(f"/repos/town/ideas{path}").status == expected


def test_what_can_no_longer_happen_is_told(play):
    client = play(seed(issue(1), comment(501, 1), event({"request": 1}, action="delete_comment", on="comment:501")))
    client.server.add_events(
        '{"type":"event","when":{"at":"2026-11-21T08:00:00Z"},"do":{"action":"edit_comment","on":"comment:501","body":"x"}}'
    )
    client.get(ISSUES)
    told = client.post("/_rehearsal/clock", _at("2026-11-21T08:00:00Z")).json
    assert told["problems"] == [{"line": 0, "problem": "there is no comment:501"}]


MOMENTS = ("2026-08-31", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-30", "2026-10-02")
EVERYTHING = (
    "issues?state=all",
    "issues/comments",
    "issues/1/reactions",
    "issues/7",
    "pulls?state=all",
    "pulls/comments",
)


@pytest.mark.parametrize("day", MOMENTS)
def test_it_makes_no_difference_whether_time_passed_or_the_server_started_later(play, day):
    moment = f"{day}T12:00:00Z"
    later, passed = play(town(), at=moment), play(town(), at="2026-08-01T08:00:00Z")
    passed.server.advance(moment)
    for path in EVERYTHING:
        replies = [
            client.get(f"/repos/town/ideas/{path}").text.replace(client.server.url.removeprefix("http:").encode(), b"")
            for client in (later, passed)
        ]
        assert replies[0] == replies[1]


def test_the_owner_of_a_renamed_repository_is_called_by_the_new_name(play):
    client = play(seed(issue(1), event({"request": 1}, action="rename_repository", owner="county", name="ideas")))
    assert client.get("/repositories/1001").json["owner"]["login"] == "county"
    assert client.get("/users/county").json["type"] == "Organization"
    assert client.get("/users/town").status == 404


def test_the_owner_is_a_citizen_when_one_has_the_login(play):
    client = play(seed(repository(owner="ada"), issue(1)))
    assert client.get("/repos/ada/ideas").json["owner"]["id"] == 1
    assert client.get("/repos/ada/ideas/issues/1").json["author_association"] == "OWNER"
