"""What goes wrong with a forge goes wrong here when a seed says so: once, at the right moment, in the right form."""

import json
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection

import pytest
from rehearsal_town import event, issue, seed

ISSUES = "/repos/town/ideas/issues"
THREADS = "a: issue(number: 1) { number } b: issue(number: 2) { number }"
QUERY = {"query": f'{{ repository(owner: "town", name: "ideas") {{ {THREADS} }} }}'}
FIRST = {"request": 1}


@pytest.fixture
def failing(play):
    """A town whose first request meets a fault."""

    def start(when=None, **do):
        return play(seed(issue(1), issue(2), event(when or FIRST, **do)))

    return start


def test_a_502_then_all_is_well(failing):
    client = failing(action="fail", status=502, times=2)
    assert [client.get(ISSUES).status for _ in range(3)] == [502, 502, 200]


def test_a_503_in_html(failing):
    client = failing(action="fail", status=503, body="<html>Unicorn!</html>", content_type="text/html")
    reply = client.get(ISSUES)
    assert (reply.status, reply.headers["content-type"], reply.text) == (503, "text/html", b"<html>Unicorn!</html>")


def test_an_empty_200(failing):
    reply = failing(action="fail", status=200, body="").get(ISSUES)
    assert (reply.status, reply.text) == (200, b"")


def test_an_answer_that_breaks_off(failing):
    reply = failing(action="truncate").get(ISSUES)
    assert reply.status == 200
    with pytest.raises(json.JSONDecodeError):
        reply.json  # noqa: B018  # reading it is the test


def test_the_primary_limit(failing):
    reply = failing(action="rate_limit", kind="primary", reset_in=3000).get(ISSUES)
    assert reply.status == 403
    assert reply.headers["x-ratelimit-remaining"] == "0"
    now = parsedate_to_datetime(reply.headers["date"]).timestamp()
    assert int(reply.headers["x-ratelimit-reset"]) - now == 3000
    assert "rate limit exceeded" in reply.json["message"]


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(("wanted", "told"), [(30, "30"), ("date:90", "Fri, 20 Nov 2026 09:01:30 GMT"), ("none", None)])
def test_the_secondary_limit_in_its_forms(failing, status, wanted, told):
    client = failing(action="rate_limit", kind="secondary", status=status, retry_after=wanted)
    reply = client.get(ISSUES)
    assert (reply.status, reply.headers.get("retry-after")) == (status, told)
    assert "secondary rate limit" in reply.json["message"]
    assert client.get(ISSUES).status == 200


def test_graphql_says_rate_limited_with_status_200(failing):
    reply = failing(action="rate_limit", kind="graphql").post("/graphql", QUERY)
    assert reply.status == 200
    assert reply.json["errors"][0]["type"] == "RATE_LIMITED"
    assert "data" not in reply.json


def test_partial_data_with_an_error_for_what_is_left_out(failing):
    answer = failing(action="partial", aliases=1).post("/graphql", QUERY).json
    assert answer["data"] == {"repository": {"a": None, "b": {"number": 2}}}
    assert answer["errors"][0]["path"] == ["repository", "a"]


def test_fields_that_nobody_knows(failing):
    assert failing(action="unknown_fields", fields={"new": "x"}).get(ISSUES).json[0]["new"] == "x"


def test_a_slow_answer_comes(failing):
    assert failing(action="slow", seconds=0.01).get(ISSUES).status == 200


def test_a_fault_waits_for_the_request_that_it_is_for(failing):
    client = failing(when={"path": r"^GET .*/issues/2$", "nth": 2}, action="fail")
    asked = ("2", "1", "2", "2")
    assert [client.get(f"{ISSUES}/{number}").status for number in asked] == [200, 200, 502, 200]


def test_a_fault_can_be_for_a_query_by_what_it_asks(failing):
    client = failing(when={"path": r"POST /graphql .*viewer"}, action="fail", status=504)
    assert client.post("/graphql", QUERY).status == 200
    assert client.post("/graphql", {"query": "{ viewer { login } }"}).status == 504


def test_a_fault_can_begin_at_a_time(failing):
    client = failing(when={"at": "2026-11-20T10:00:00Z"}, action="fail")
    assert client.get(ISSUES).status == 200
    client.server.advance("2026-11-20T10:00:00Z")
    assert [client.get(ISSUES).status, client.get(ISSUES).status] == [502, 200]


def test_events_are_added_while_the_server_runs(failing):
    client = failing(when={"request": 99}, action="fail")
    reply = client.post("/_rehearsal/events", event(FIRST, action="fail", status=500))
    assert (reply.status, reply.json) == (201, {"added": 1})
    assert [client.get(ISSUES).status, client.get(ISSUES).status] == [500, 200]
    assert client.post("/_rehearsal/events", issue(5)).status == 422
    assert client.post("/_rehearsal/events", event(FIRST, action="explode")).status == 422


def test_the_hourly_budget_runs_out_and_comes_back(play):
    client = play(seed(issue(1)), hourly_limit=2)
    assert [client.get(ISSUES).status for _ in range(3)] == [200, 200, 403]
    assert client.get(ISSUES, token="ada").status == 200
    assert client.get("/rate_limit").json["rate"]["remaining"] == 0
    client.server.advance("2026-11-20T10:00:00Z")
    assert client.get(ISSUES).status == 200


def test_an_etag_belongs_to_its_token(play):
    client = play(seed(issue(1)))
    tag = client.get(ISSUES, token="ada").headers["etag"]
    assert client.get(ISSUES, token="ada", if_none_match=tag).status == 304
    assert client.get(ISSUES, token="bo", if_none_match=tag).status == 200
    client.post(f"{ISSUES}/1/reactions", {"content": "+1"}, token="bo")
    assert client.get(ISSUES, token="ada", if_none_match=tag).status == 200


def test_a_full_last_page_answers_304_although_a_next_page_has_appeared(play):
    client = play(seed(issue(1), issue(2)))
    path = f"{ISSUES}?per_page=2&direction=asc"
    tag = client.get(path, token="ada").headers["etag"]
    client.post("/repos/town/ideas/issues", {"title": "Third", "body": "x"}, token="bo")
    unchanged = client.get(path, token="ada", if_none_match=tag)
    assert unchanged.status == 304
    assert "link" not in unchanged.headers


def test_what_was_asked_is_counted(play):
    client = play(seed(issue(1), issue(2)))
    tag = client.get(ISSUES).headers["etag"]
    client.get(ISSUES, if_none_match=tag)
    client.post("/graphql", QUERY)
    client.get("/rate_limit")
    told = client.get("/_rehearsal/requests").json
    assert [told[name] for name in ("requests", "unchanged", "queries", "points")] == [1, 1, 1, 1]
    assert told["log"][0] == f"GET {ISSUES}"
    assert client.server.counts.total == 2
    client.send("DELETE", "/_rehearsal/requests")
    assert client.get("/_rehearsal/requests").json["log"] == []


def test_a_broken_request_is_refused_and_the_server_goes_on(play):
    client = play(seed(issue(1)))
    other = HTTPConnection(client.server.url.removeprefix("http://"), timeout=5)
    other.request("POST", f"{ISSUES}/1/comments", headers={"content-length": "many"})
    assert other.getresponse().status == 400
    other.close()
    assert client.post(f"{ISSUES}/1/comments", b"{", token="ada").status == 400
    assert client.post(f"{ISSUES}/1/comments", {"body": ""}, token="ada").status == 422
    assert client.get("/nothing/here/at/all").status == 404


def test_two_faults_at_once_spoil_what_there_is_to_spoil(play):
    html = event(FIRST, action="fail", status=503, body="<html>", content_type="text/html")
    client = play(seed(issue(1), html, event(FIRST, action="unknown_fields"), event(FIRST, action="truncate")))
    assert client.get(ISSUES).text == b"<ht"
    client.server.add_events(*(json.dumps(event(FIRST, action=fault)) for fault in ("truncate", "unknown_fields")))
    with pytest.raises(json.JSONDecodeError):
        client.get(ISSUES).json  # noqa: B018  # reading it is the test
    assert client.get(ISSUES).status == 200
