"""A person reads, reacts and comments on a web page, without JavaScript, as one of the seed's citizens."""

from urllib.parse import urlencode

import pytest
from page_reading import FORM, Elements, read, send
from rehearsal_town import comment, event, issue, pull, reaction, review_comment, seed

PAGE = "/town/ideas/issues/1"


def _send(client, path, **fields):
    return send(client, path, fields)


def _pressed(page, content):
    return [one["aria-pressed"] for one in page.all("button") if one.get("value") == content]


def test_the_whole_circle_by_hand(play):
    client = play(seed(issue(1, title="More benches"), comment(501, 1)))
    page = read(client, f"{PAGE}?as=ada")
    assert "More benches" in page.text
    assert "Remark 501" in page.text
    assert _pressed(page, "+1") == ["false", "false"]

    sent = _send(client, PAGE, **{"as": "ada", "on": "issue:1", "content": "+1"})
    assert (sent.status, sent.headers["location"]) == (303, f"{PAGE}?as=ada#post")
    assert client.get("/repos/town/ideas/issues/1").json["reactions"]["+1"] == 1
    assert _pressed(read(client, f"{PAGE}?as=ada"), "+1") == ["true", "false"]
    assert _pressed(read(client, f"{PAGE}?as=bo"), "+1") == ["false", "false"]

    _send(client, PAGE, **{"as": "ada", "on": "issue:1", "content": "+1"})
    assert client.get("/repos/town/ideas/issues/1").json["reactions"]["total_count"] == 0

    _send(client, PAGE, **{"as": "ada", "on": "comment:501", "content": "heart"})
    assert client.get("/repos/town/ideas/issues/comments/501").json["reactions"]["heart"] == 1

    sent = _send(client, PAGE, **{"as": "bo", "body": "I agree\r\nvery much"})
    made = client.get("/repos/town/ideas/issues/1/comments").json[1]
    assert (made["user"]["login"], made["body"]) == ("bo", "I agree\nvery much")
    assert sent.headers["location"].endswith(f"#issuecomment-{made['id']}")


def test_an_issue_is_opened_from_a_prefilled_link(play):
    client = play(seed(issue(1)))
    page = read(client, "/town/ideas/issues/new?title=A+%22new%22+one&body=Why%3C%2Ftextarea%3E")
    assert [one["value"] for one in page.all("input") if one.get("id") == "title"] == ['A "new" one']
    assert "Why</textarea>" in page.text
    sent = _send(client, "/town/ideas/issues", **{"as": "cy", "title": "Trees", "body": "Plant"})
    assert sent.headers["location"] == "/town/ideas/issues/2?as=cy"
    assert client.get("/repos/town/ideas/issues/2").json["title"] == "Trees"
    assert _send(client, "/town/ideas/issues", **{"as": "cy", "title": " "}).status == 422


def test_text_of_citizens_is_shown_as_text(play):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client = play(seed(issue(1, title=attack, body=attack, labels=[attack]), comment(501, 1, body=attack)))
    reply = client.get(PAGE)
    page = Elements(reply.text.decode())
    assert page.all("script") == page.all("img") == []
    assert page.text.count(attack) >= 4
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_the_list_leads_to_the_threads_in_every_state(play):
    client = play(seed(issue(1, labels=["streets"]), issue(2, closed_at="2026-10-01T08:00:00Z"), pull(3), issue(4)))

    def listed(path):
        return [one["href"] for one in read(client, path).all("a") if one.get("class") == "title"]

    assert listed("/town/ideas/issues") == ["/town/ideas/issues/4", "/town/ideas/issues/1"]
    assert listed("/town/ideas/issues?label=Streets") == ["/town/ideas/issues/1"]
    assert listed("/town/ideas/pulls?as=ada") == ["/town/ideas/pull/3?as=ada"]
    assert "Idea 2" in read(client, "/town/ideas/issues?state=closed").text
    assert "Idea 2" in read(client, "/town/ideas/issues?state=all&page=9").text


def test_a_pull_request_shows_the_comments_on_its_lines_and_what_is_hidden(play):
    hidden = {"at": "2026-09-03T08:00:00Z", "reason": "spam"}
    client = play(seed(pull(3), review_comment(601, 3), comment(501, 3, hidden=hidden), reaction("issue:3", 1)))
    page = read(client, "/town/ideas/pull/3")
    assert "on text.md, line 1" in page.text
    assert "Hidden as spam" in page.text
    _send(client, "/town/ideas/pull/3", **{"as": "ada", "on": "review_comment:601", "content": "eyes"})
    assert client.get("/repos/town/ideas/pulls/comments/601").json["reactions"]["eyes"] == 1


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"content": "+1"}, 422, "Choose first who you are"),
        ({"as": "nobody", "content": "+1"}, 422, "Choose first who you are"),
        ({"as": "counter[bot]", "content": "+1"}, 422, "Choose first who you are"),
        ({"as": "ada", "content": "thumbs"}, 422, "choose one of the reactions"),
        ({"as": "ada", "body": " "}, 422, "Write something first"),
        ({"as": "ada", "content": "+1", "on": "comment:9"}, 404, "there is no comment:9"),
    ],
)
def test_what_cannot_be_done_is_said(play, fields, status, said):
    reply = _send(play(seed(issue(1))), PAGE, **fields)
    assert reply.status == status
    assert said in reply.text.decode()


def test_a_locked_thread_takes_nothing(play):
    client = play(seed(issue(1, locked_at="2026-10-01T08:00:00Z")))
    assert _send(client, PAGE, **{"as": "ada", "content": "+1"}).status == 403


def test_forms_of_other_sites_are_refused(play):
    client = play(seed(issue(1)))
    body = urlencode({"as": "ada", "content": "+1"}).encode()
    assert client.post(PAGE, body, origin="https://elsewhere.example", **FORM).status == 403
    assert client.post(PAGE, body, origin=client.server.url, **FORM).status == 303


def test_addresses_lead_to_where_the_page_is(play):
    client = play(
        seed(issue(1), pull(3), event({"at": "2026-11-21T08:00:00Z"}, action="rename_repository", name="new"))
    )
    assert client.get("/", accept="text/html").headers["location"] == "/town/ideas/issues"
    assert client.get("/town/ideas").headers["location"] == "/town/ideas/issues"
    assert client.get("/town/ideas/issues/3").headers["location"] == "/town/ideas/pull/3"
    assert client.get("/town/ideas/issues/9").status == 404
    client.server.advance("2026-11-21T08:00:00Z")
    assert client.get("/town/ideas/issues/1").headers["location"] == "/town/new/issues/1"


def test_pages_are_not_counted_as_requests_to_the_api(play):
    client = play(seed(issue(1)))
    read(client, PAGE)
    assert client.get("/_rehearsal/page.css").headers["content-type"].startswith("text/css")
    assert client.server.counts.total == 0


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_person_with_a_phone_reacts_without_javascript(play, chromium, scheme):
    client = play(seed(issue(1, body="word " * 200), comment(501, 1, body="x" * 400)))
    phone = chromium.new_context(viewport={"width": 360, "height": 700}, java_script_enabled=False, color_scheme=scheme)
    page = phone.new_page()
    page.goto(client.server.url + PAGE)
    page.get_by_label("You are").fill("ada")
    page.get_by_role("button", name="Be this person").click()
    page.get_by_role("button", name="heart").first.click()
    assert page.get_by_role("button", name="heart 1").first.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.close()
    assert client.get("/repos/town/ideas/issues/1").json["reactions"]["heart"] == 1
