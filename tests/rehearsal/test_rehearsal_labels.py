"""Labels: the repository's own, those on threads, and who may touch them."""

from urllib.parse import quote

import pytest
from rehearsal_town import event, issue, repository, seed

from civicgen.errors import ConfigurationError
from civicgen.rehearsal.reading import read_seed

HERE = "/repos/town/ideas"
LABEL = {"type": "label", "name": "proposal", "color": "0E8A16", "description": "Sent in by the form"}


@pytest.fixture
def town(play):
    """ada may only read, bo is an editor."""
    first = repository(editors=["bo"])
    return play(seed(first, LABEL, issue(1, labels=["Proposal", "streets"]), issue(2, labels=["streets"]), issue(3)))


def _names(reply):
    return [label["name"] for label in reply.json]


def test_an_issue_shows_its_labels_with_colour_and_description(town):
    labels = town.get(f"{HERE}/issues/1").json["labels"]
    assert [(one["name"], one["color"], one["description"]) for one in labels] == [
        ("proposal", "0e8a16", "Sent in by the form"),
        ("streets", "ededed", None),
    ]


def test_labels_are_listed_by_name_in_pages(town):
    assert _names(town.get(f"{HERE}/labels")) == ["proposal", "streets"]
    first = town.get(f"{HERE}/labels?per_page=1")
    assert _names(first) == ["proposal"]
    assert _names(town.get(first.link("next"))) == ["streets"]


def test_an_editor_makes_renames_and_deletes_a_label(town):
    name = "consultation: a/b & ü"
    made = town.post(f"{HERE}/labels", {"name": name, "color": "FBCA04", "description": "x"}, token="bo")
    assert (made.status, made.json["name"], made.json["color"]) == (201, name, "fbca04")
    address = f"{HERE}/labels/{quote(name, safe='')}"
    assert made.json["url"].endswith(address)
    assert town.get(address).json["description"] == "x"
    changed = town.send("PATCH", f"{HERE}/labels/streets", {"new_name": "Roads", "color": "000000"}, token="bo")
    assert (changed.status, changed.json["name"]) == (200, "Roads")
    assert _names(town.get(f"{HERE}/issues/2/labels")) == ["Roads"]
    assert town.get(f"{HERE}/labels/streets").status == 404
    assert town.send("DELETE", f"{HERE}/labels/roads", token="bo").status == 204
    assert _names(town.get(f"{HERE}/issues/2/labels")) == []


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"name": "PROPOSAL"}, "already_exists", "name"),
        ({"name": "x" * 51}, "custom", "name"),
        ({"name": " "}, "missing_field", "name"),
        ({}, "missing_field", "name"),
        ({"name": "x", "color": "#fff"}, "invalid", "color"),
        ({"name": "x", "description": "x" * 101}, "custom", "description"),
    ],
)
def test_a_label_that_cannot_be_is_refused_as_on_github(town, body, code, field):
    reply = town.post(f"{HERE}/labels", body, token="bo")
    assert (reply.status, reply.json["message"]) == (422, "Validation Failed")
    assert (reply.json["errors"][0]["code"], reply.json["errors"][0]["field"]) == (code, field)


def test_a_name_that_another_label_has_cannot_be_taken(town):
    path = f"{HERE}/labels/streets"
    assert town.send("PATCH", path, {"new_name": "Proposal"}, token="bo").json["errors"][0]["code"] == "already_exists"
    assert town.send("PATCH", path, {"new_name": "STREETS"}, token="bo").json["name"] == "STREETS"


def test_labels_are_put_on_and_taken_off_and_unknown_ones_are_made(town):
    before = town.get(f"{HERE}/issues/3").json["updated_at"]
    town.server.advance("2026-11-21T09:00:00Z")
    on = town.post(f"{HERE}/issues/3/labels", {"labels": ["PROPOSAL", "new"]}, token="bo")
    assert (on.status, _names(on)) == (200, ["proposal", "new"])
    assert town.get(f"{HERE}/labels/new").json["color"] == "ededed"
    assert town.get(f"{HERE}/issues/3").json["updated_at"] > before
    assert _names(town.post(f"{HERE}/issues/3/labels", ["streets"], token="actions")) == ["proposal", "new", "streets"]
    off = town.send("DELETE", f"{HERE}/issues/3/labels/Proposal", token="bo")
    assert (off.status, _names(off)) == (200, ["new", "streets"])
    assert town.send("DELETE", f"{HERE}/issues/3/labels/proposal", token="bo").status == 404


def test_who_may_only_read_can_touch_no_label(town):
    assert town.post(f"{HERE}/labels", {"name": "x"}, token="ada").status == 404
    assert town.send("PATCH", f"{HERE}/labels/streets", {"color": "000000"}, token="ada").status == 404
    assert town.send("DELETE", f"{HERE}/labels/streets", token="ada").status == 404
    assert town.post(f"{HERE}/issues/1/labels", {"labels": ["x"]}, token="ada").status == 403
    assert town.send("DELETE", f"{HERE}/issues/1/labels/streets", token="ada").status == 403
    assert town.post(f"{HERE}/labels", {"name": "x"}).status == 401
    assert _names(town.get(f"{HERE}/labels")) == ["proposal", "streets"]


def test_issues_are_found_by_all_of_the_labels_asked_for(town):
    def found(query):
        return sorted(one["number"] for one in town.get(f"{HERE}/issues?{query}").json)

    assert found("labels=streets") == [1, 2]
    assert found("labels=Streets,proposal") == [1]
    assert found("labels=streets,nothing") == []
    town.send("PATCH", f"{HERE}/issues/2", {"state": "closed"}, token="bo")
    assert found("labels=streets") == [1]
    assert found("labels=streets&state=all&sort=updated&direction=asc") == [1, 2]
    assert found("labels=streets&state=all&since=2026-11-20T00:00:00Z") == [2]


def test_labels_of_a_new_issue_are_dropped_silently_for_those_who_may_not_write(town):
    sent = {"title": "Trees", "labels": ["accepted", {"name": "streets"}]}
    assert town.post(f"{HERE}/issues", sent, token="ada").json["labels"] == []
    labels = town.post(f"{HERE}/issues", sent, token="bo").json["labels"]
    assert [one["name"] for one in labels] == ["accepted", "streets"]


def test_graphql_tells_the_same_labels(town):
    answer = town.query(
        '{ repository(owner: "town", name: "ideas") { issue(number: 1) { labels(first: 5) '
        "{ nodes { id name color description } } } issues(first: 5, labels: [STREETS]) { totalCount } } }".replace(
            "[STREETS]", '["STREETS"]'
        )
    )["data"]["repository"]
    first = answer["issue"]["labels"]["nodes"][0]
    assert (first["name"], first["color"], first["description"]) == ("proposal", "0e8a16", "Sent in by the form")
    assert answer["issues"]["totalCount"] == 2
    assert town.query("query($id: ID!) { node(id: $id) { ... on Label { name } } }", id=first["id"])["data"] == {
        "node": {"name": "proposal"}
    }


def test_events_change_labels_as_an_editor_would(play):
    at = {"at": "2026-11-21T08:00:00Z"}
    client = play(
        seed(
            issue(1, labels=["old"]),
            event(at, action="make_label", name="accepted", color="00ff00"),
            event(at, action="label_issue", issue=1, labels=["accepted"]),
            event(at, action="unlabel_issue", issue=1, label="old"),
            event(at, action="edit_label", label="accepted", name="taken up"),
            event(at, action="delete_label", label="old"),
        )
    )
    client.server.advance(at["at"])
    assert _names(client.get(f"{HERE}/issues/1/labels")) == ["taken up"]
    assert _names(client.get(f"{HERE}/labels")) == ["taken up"]
    assert client.get("/_rehearsal/clock").json["problems"] == []


def test_a_label_twice_and_an_unknown_editor_are_told():
    with pytest.raises(ConfigurationError, match="label:proposal is on line 6 already"):
        read_seed(seed(LABEL, LABEL | {"name": "Proposal"}))
    with pytest.raises(ConfigurationError, match="seed:1: `editors`: there is no user with the login zoe"):
        read_seed(seed(repository(editors=["zoe"])))
