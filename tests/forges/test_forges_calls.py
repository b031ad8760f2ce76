"""One request after the other: what is retried, what is refused, and what it costs."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from civicgen.errors import ConfigurationError, TemporaryError
from civicgen.forges.batches import Absent, Failed, Question, ask_all
from civicgen.forges.calls import Calls, Missing
from civicgen.forges.decode import Owner, Total, hidden_of, kind_of
from civicgen.forges.listing import changed_since
from civicgen.forges.transport import GRAPHQL, Reply
from civicgen.forges.waiting import Patience
from civicgen.model.ledger import Cost
from civicgen.model.times import Instant

HERE = {"id": 1, "full_name": "town/talk"}


class Script:
    """A forge that gives the answers of a list, one after the other, and notes what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.slept: list[float] = []

    def __call__(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
        self.asked.append(path if body is None else str(body["query"]))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Reply) else answered(answer)

    def calls(self) -> Calls:
        return Calls(self, Patience(600, sleep=self.slept.append, monotonic=lambda: 0.0))


def answered(body: Any, status: int = 200, **headers: str) -> Reply:
    return Reply(status=status, headers=headers, text=body if isinstance(body, str) else json.dumps(body))


def totals(script: Script, things: list[str]) -> dict[str, Any]:
    question: Question[str, Total] = Question(operation="Totals", part=lambda name: name, shape=Total)
    return dict(ask_all(script.calls(), question, things, done=lambda count: None))


def test_a_broken_answer_is_asked_for_again_after_longer_and_longer_waits() -> None:
    script = Script(answered("", 502), answered("<html>", 503), answered("{"), answered(HERE))
    page = script.calls().get("/repos/town/talk", Owner)
    assert not isinstance(page, Missing)
    assert page.body.full_name == "town/talk"
    assert script.slept == [1, 2, 4]


def test_after_five_broken_answers_it_is_enough() -> None:
    script = Script(*[answered("", 502)] * 5)
    calls = script.calls()
    with pytest.raises(TemporaryError, match="502"):
        calls.get("/x", Owner)
    assert calls.cost == Cost(requests=5, points=0)


def test_an_unreachable_forge_is_not_asked_twice() -> None:
    script = Script(ConnectionRefusedError())
    with pytest.raises(TemporaryError, match="no network"):
        script.calls().get("/x", Owner)
    assert script.slept == []


def test_a_connection_that_breaks_later_is_tried_again() -> None:
    script = Script(HERE, TimeoutError(), HERE)
    calls = script.calls()
    calls.get("/x", Owner)
    calls.get("/x", Owner)
    assert script.slept == [1]


def test_a_forge_that_was_reached_but_kept_us_waiting_is_asked_again() -> None:
    script = Script(TimeoutError(), HERE)
    script.calls().get("/x", Owner)
    assert script.slept == [1]


@pytest.mark.parametrize("data", ['{"rateLimit": 7}', '{"repository": []}', '{"repository": {"i0": 3}}', "[]", '"x"'])
def test_a_query_answered_in_an_unknown_shape_has_failed_and_nothing_more(data: str) -> None:
    question: Question[str, Total] = Question(
        operation="Totals", part=lambda name: name, shape=Total, repository="town/talk"
    )
    script = Script(*[answered(f'{{"data": {data}}}')] * 9)
    found = ask_all(script.calls(), question, ["a"], done=lambda count: None)
    assert isinstance(found["a"], Failed)


def test_a_weak_token_is_said_with_the_permission_that_the_forge_names() -> None:
    headers = {"x-accepted-github-permissions": "issues=read"}
    script = Script(Reply(status=403, headers=headers, text='{"message": "Resource not accessible"}'))
    with pytest.raises(ConfigurationError, match="issues=read"):
        script.calls().get("/x", Owner)


def test_what_is_absent_and_what_failed_are_told_apart() -> None:
    errors = [
        {"type": "NOT_FOUND", "path": ["i0"], "message": "Could not resolve @somebody"},
        {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["i1"], "message": "too much"},
    ]
    partial = {"data": {"i0": None, "i1": None, "i2": {"totalCount": 3}}, "errors": errors}
    again = {"data": {"i0": None}, "errors": [{"type": "SOMEBODY <b>", "path": ["i0"]}]}
    script = Script(partial, again, again)
    found = totals(script, ["a", "b", "c"])
    assert found["a"] == Absent()
    assert found["b"] == Failed("the forge could not read it: without a reason")
    assert found["c"] == Total(total_count=3)


def test_null_without_a_word_is_no_proof_of_absence_where_something_went_wrong() -> None:
    answer = {"data": {"i0": None}, "errors": [{"type": "INTERNAL", "message": "oops"}]}
    found = totals(Script(answer, answer, answer), ["a"])
    assert isinstance(found["a"], Failed)


def test_a_batch_that_the_forge_chokes_on_is_halved_until_the_culprit_is_alone() -> None:
    class Choking(Script):
        def __call__(self, method: str, path: str, body: Mapping[str, object] | None) -> Reply:
            text = str((body or {})["query"])
            self.asked.append(text)
            names = [part for part in text.replace("}", " ").split() if part.startswith("thing")]
            if "thing7" in names:
                return answered("", 502)
            return answered({"data": {f"i{at}": {"totalCount": 1} for at in range(len(names))}})

    script = Choking()
    found = totals(script, [f"thing{number}" for number in range(16)])
    assert [name for name, answer in found.items() if isinstance(answer, Failed)] == ["thing7"]
    assert sum(script.slept) <= 60


def test_points_are_what_the_forge_says_and_at_least_one_a_query() -> None:
    script = Script({"data": {"rateLimit": {"cost": 3}}}, {"data": {}}, answered("", 502), {"data": {}})
    calls = script.calls()
    for _ in range(3):
        calls.query("query X { x }")
    assert calls.cost == Cost(requests=0, points=6)
    assert GRAPHQL not in script.asked


def comment(id_: int, second: int) -> dict[str, Any]:
    at = f"2026-09-05T10:00:{second:02}Z"
    url = "https://api.example/repos/town/talk/issues/1"
    return {"id": id_, "node_id": f"IC_{id_}", "created_at": at, "updated_at": at, "issue_url": url}


def listing(*comments: dict[str, Any], more: str = "") -> Reply:
    return answered(list(comments), link=f'<{more}>; rel="next"' if more else "")


def test_each_page_of_comments_begins_where_the_one_before_ended() -> None:
    script = Script(
        listing(comment(1, 10), comment(2, 20), more="https://api.example/page2"),
        listing(comment(2, 20), comment(3, 30)),
    )
    found = list(changed_since(script.calls(), "/comments", Instant("2026-09-05T10:00:00Z")))
    assert {each.id for each in found} == {1, 2, 3}
    assert "since=2026-09-05T10%3A00%3A19Z" in script.asked[1]


def test_a_page_of_comments_of_one_second_is_followed_by_the_forges_own_link() -> None:
    script = Script(
        listing(comment(1, 1), comment(2, 1), more="https://api.example/page2"),
        listing(comment(3, 1), comment(4, 1)),
    )
    found = list(changed_since(script.calls(), "/comments", Instant("2026-09-05T10:00:00Z")))
    assert [each.id for each in found] == [1, 2, 3, 4]
    assert script.asked[1] == "https://api.example/page2"


def test_a_list_that_leads_in_a_circle_ends() -> None:
    circle = listing(comment(1, 1), comment(2, 1), more="https://api.example/page2")
    script = Script(*[circle] * 5)
    with pytest.raises(TemporaryError, match="circle"):
        list(changed_since(script.calls(), "/comments", Instant("2026-09-05T10:00:00Z")))


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_t21_a_time_without_a_zone_is_refused(field: str) -> None:
    naive = comment(1, 1) | {field: "2026-09-05T10:00:00"}
    script = Script(*[listing(naive)] * 5)
    with pytest.raises(TemporaryError, match="shape"):
        list(changed_since(script.calls(), "/comments", None))


def test_words_of_the_forge_are_kept_only_as_plain_words() -> None:
    assert [kind_of(word) for word in ("THUMBS_UP", "ROCKET", "SPARKLES", "\x1b[31m<b>")] == [
        "+1",
        "rocket",
        "sparkles",
        "unknown",
    ]
    assert hidden_of(is_hidden=True, reason="OFF_TOPIC") == "off-topic"
    assert hidden_of(is_hidden=True, reason="@somebody said so") == "other"
    assert hidden_of(is_hidden=False, reason="spam") is None
