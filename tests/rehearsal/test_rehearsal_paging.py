"""Lists come in pages as GitHub's do."""

from rehearsal_town import comment, issue, pull, reaction, seed, user


def _all_pages(client, path):
    found = []
    while path:
        reply = client.get(path)
        assert reply.status == 200
        found += reply.json
        path = reply.link("next")
    return found


def test_a_list_has_thirty_on_a_page_and_never_more_than_a_hundred(play):
    client = play(seed(*(issue(number) for number in range(1, 121))))
    assert len(client.get("/repos/town/ideas/issues").json) == 30
    assert len(client.get("/repos/town/ideas/issues?per_page=100").json) == 100
    assert len(client.get("/repos/town/ideas/issues?per_page=500").json) == 100


def test_a_hundred_and_one_of_everything_are_found_by_following_the_links(play):
    citizens = [user(number, f"citizen-{number}") for number in range(100, 201)]
    client = play(
        seed(
            *citizens,
            *(issue(number) for number in range(1, 102)),
            *(comment(1000 + number, 1) for number in range(101)),
            *(reaction("issue:1", citizen["id"]) for citizen in citizens),
        )
    )
    for path in ("issues", "issues/1/comments", "issues/comments", "issues/1/reactions"):
        found = _all_pages(client, f"/repos/town/ideas/{path}?per_page=100")
        assert len({one["id"] for one in found}) == 101


def test_links_lead_to_the_number_of_the_repository_and_keep_the_query(play):
    client = play(seed(*(issue(number) for number in range(1, 6))))
    reply = client.get("/repos/town/ideas/issues?state=all&per_page=2")
    assert reply.link("next") == "repositories/1001/issues?state=all&per_page=2&page=2"
    assert reply.link("last") == "repositories/1001/issues?state=all&per_page=2&page=3"
    last = client.get(reply.link("last"))
    assert last.link("next") == ""
    assert last.link("prev").endswith("page=2")
    assert last.link("first").endswith("page=1")


def test_links_keep_the_prefix_of_github_enterprise(play):
    client = play(seed(issue(1), issue(2)))
    reply = client.get("/api/v3/repos/town/ideas/issues?per_page=1")
    assert reply.link("next").startswith("api/v3/repositories/1001/issues?")
    assert "/api/v3/repos/town/ideas/" in reply.json[0]["url"]


def test_a_page_beyond_the_last_is_empty(play):
    client = play(seed(issue(1)))
    assert client.get("/repos/town/ideas/issues?page=7").json == []


def test_issues_are_open_ones_with_pull_requests_among_them_newest_first(running_town):
    found = running_town.get("/repos/town/ideas/issues").json
    assert [one["number"] for one in found] == [4, 3, 1]
    assert ["pull_request" in one for one in found] == [True, False, False]


def test_closed_ones_are_listed_when_asked_for(running_town):
    found = running_town.get("/repos/town/ideas/issues?state=all&direction=asc").json
    assert [one["number"] for one in found] == [1, 2, 3, 4, 5, 8]
    found = running_town.get("/repos/town/ideas/issues?state=closed&direction=asc").json
    assert [one["number"] for one in found] == [2, 5, 8]


def test_since_finds_what_was_changed_and_not_what_was_reacted_to(play):
    client = play(
        seed(
            issue(1),
            issue(2),
            comment(501, 1, edits=[{"at": "2026-10-02T08:00:00Z", "body": "Other"}]),
            comment(502, 2),
            reaction("issue:2", 1, created_at="2026-10-02T08:00:00Z"),
            reaction("comment:502", 1, created_at="2026-10-02T08:00:00Z"),
        )
    )
    since = "since=2026-10-01T10:00:00%2B02:00"
    assert [one["id"] for one in client.get(f"/repos/town/ideas/issues/comments?{since}").json] == [501]
    assert client.get(f"/repos/town/ideas/issues?state=all&{since}").json == []
    assert client.get("/repos/town/ideas/issues?since=yesterday").status == 422


def test_reactions_to_a_pull_request_are_those_of_its_issue(play):
    client = play(seed(pull(4), reaction("issue:4", 3)))
    assert len(client.get("/repos/town/ideas/issues/4/reactions").json) == 1
    assert client.get("/repos/town/ideas/pulls/4/reactions").status == 404
