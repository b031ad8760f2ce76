"""A small seed for the tests: a town with a few citizens, and the lines from which a test makes its own."""

import json
from typing import Any

NOW = "2026-11-20T09:00:00Z"
Line = dict[str, Any]


def repository(**more: Any) -> Line:
    plain = {"type": "repository", "owner": "town", "name": "ideas", "id": 1001, "created_at": "2026-01-01T00:00:00Z"}
    return plain | {"now": NOW} | more


def user(number: int, login: str, **more: Any) -> Line:
    return {"type": "user", "id": number, "login": login, "created_at": "2020-01-01T00:00:00Z"} | more


def issue(number: int, **more: Any) -> Line:
    plain = {"type": "issue", "number": number, "title": f"Idea {number}", "body": "A text.", "user": 1}
    return plain | {"created_at": "2026-09-01T08:00:00Z"} | more


def pull(number: int, **more: Any) -> Line:
    return issue(number, **more) | {"type": "pull", "head": "better-wording"}


def comment(number: int, on: int, **more: Any) -> Line:
    plain = {"type": "comment", "id": number, "issue": on, "user": 2, "body": f"Remark {number}"}
    return plain | {"created_at": "2026-09-02T08:00:00Z"} | more


def review_comment(number: int, on: int, **more: Any) -> Line:
    plain = {"type": "review_comment", "id": number, "pull": on, "user": 2, "body": "This line", "path": "text.md"}
    return plain | {"created_at": "2026-09-02T08:00:00Z"} | more


def reaction(on: str, by: int | None, content: str = "+1", **more: Any) -> Line:
    plain = {"type": "reaction", "on": on, "user": by, "content": content, "created_at": "2026-09-03T08:00:00Z"}
    return plain | more


def event(when: Line, **do: Any) -> Line:
    return {"type": "event", "when": when, "do": do}


def seed(*lines: Line) -> list[str]:
    """A seed with three citizens and a bot, and these lines."""
    people = [user(1, "ada"), user(2, "bo"), user(3, "cy"), user(4, "counter[bot]", kind="Bot")]
    first = [] if lines and lines[0]["type"] == "repository" else [repository()]
    rest = [*lines[:1], *people, *lines[1:]] if not first else [*people, *lines]
    return [json.dumps(line) for line in [*first, *rest]]


def town() -> list[str]:
    """Something of everything that the server serves."""
    return seed(
        issue(1, labels=["streets"], edits=[{"at": "2026-09-05T08:00:00Z", "body": "A better text."}]),
        issue(2, closed_at="2026-10-01T08:00:00Z", locked_at="2026-10-01T08:00:00Z", user=None),
        issue(3, body=None),
        pull(4, files=[{"path": "text.md", "text": "one\ntwo\n"}]),
        pull(5, merged_at="2026-10-01T08:00:00Z"),
        issue(6, deleted_at="2026-10-01T08:00:00Z"),
        issue(7, transferred={"at": "2026-10-01T08:00:00Z", "to": "county/ideas", "number": 70, "id": 2002}),
        issue(8, converted_at="2026-10-01T08:00:00Z"),
        comment(501, 1),
        comment(502, 1, user=None, hidden={"at": "2026-09-03T08:00:00Z", "reason": "spam"}),
        comment(503, 4, edits=[{"at": "2026-09-04T08:00:00Z", "body": "Said better"}]),
        comment(504, 1, deleted_at="2026-09-04T08:00:00Z"),
        comment(505, 7),
        review_comment(601, 4),
        review_comment(602, 4, reply_to=601, created_at="2026-09-03T08:00:00Z"),
        reaction("issue:1", 1),
        reaction("issue:1", 1, "-1"),
        reaction("issue:1", 2, removed_at="2026-09-04T08:00:00Z"),
        reaction("issue:1", 2, created_at="2026-09-05T08:00:00Z"),
        reaction("issue:1", None),
        reaction("issue:1", 4),
        reaction("issue:4", 3, "rocket"),
        reaction("comment:501", 3, "heart"),
        reaction("review_comment:601", 3, "eyes"),
    )
