"""Issues and comments of rust-lang/rust as GitHub gave them, as content and seed. Reads the data, writes a portal.

Real are: issues and pull requests with their numbers, titles, texts, authors and times, the comments, and how often
each kind of reaction was set on each of them. The source does not say **who** reacted nor when: the accounts
`reactor-1`, `reactor-2` ... and their moments are **made up here**. `ghost` is what GitHub writes for a deleted
account, so it is nobody.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal_run import Portal, line_of, quoted

from civicgen.model.names import ReactionKind

FOLDER = "github-rust-issues"
NOW = "2025-12-30T12:00:00Z"
REPOSITORY = "rust-lang/rust"
SLUG = "rust"
KINDS = tuple(kind.value for kind in ReactionKind)
REACTORS_FROM = 2_000_000_000
_CONSULTATION = """\
---
title: Issues of a compiler
summary: Real issues, pull requests and comments. Who reacted is made up, how often is not.
question: What should be mended?
authority: council
contact: council@portal.example
influence: consult
decided_by: The compiler's team
phases:
  - name: Support
    kind: propose-and-support
    opens: 2010-06-01
    closes: 2025-12-31
---

As on GitHub.
"""
_PROPOSAL = """\
---
title: {title}
thread: {number}
---

The text of this issue is the first post of its conversation.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The source's own objects, as they came."""

    issues: list[dict[str, Any]]
    comments: list[dict[str, Any]]


def read_source(data: Path) -> Source:
    return Source(_objects(data / FOLDER / "issues.jsonl.gz"), _objects(data / FOLDER / "comments.jsonl.gz"))


def _objects(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def thread_of(comment: dict[str, Any]) -> int:
    """The number of the issue that a comment belongs to."""
    return int(comment["issue_url"].rsplit("/", 1)[1])


def write_content(portal: Portal, source: Source) -> None:
    portal.begin(name="Issues", repository=REPOSITORY, words="Real issues; who reacted is made up.")
    folder = f"content/consultations/{SLUG}"
    portal.write(f"{folder}/consultation.md", _CONSULTATION)
    for issue in source.issues:
        text = _PROPOSAL.format(title=quoted(issue["title"]), number=issue["number"])
        portal.write(f"{folder}/proposals/issue-{issue['number']}.md", text)
    portal.commit("2010-05-01T12:00:00Z")


def seed_of(source: Source) -> Iterator[str]:
    """The lines of the seed, object by object; roll-ups become reactions of as many made-up accounts."""
    owner, name = REPOSITORY.split("/")
    yield line_of(type="repository", owner=owner, name=name, id=724712, created_at="2010-06-16T20:39:03Z", now=NOW)
    yield from _users(source)
    for issue in source.issues:
        yield _thread(issue)
        yield from _reactions(f"issue:{issue['number']}", issue)
    for comment in source.comments:
        body, at = comment["body"], comment["created_at"]
        number = thread_of(comment)
        yield line_of(type="comment", id=comment["id"], issue=number, user=_author(comment), body=body, created_at=at)
        yield from _reactions(f"comment:{comment['id']}", comment)


def _users(source: Source) -> Iterator[str]:
    everything = [*source.issues, *source.comments]
    authors = {one["user"]["id"]: one["user"] for one in everything if _author(one) is not None}
    for number, user in sorted(authors.items()):
        yield line_of(type="user", id=number, login=user["login"], kind=user["type"], created_at="2009-01-01T00:00:00Z")
    most = max(one["reactions"][kind] for one in everything for kind in KINDS)
    for place in range(1, most + 1):
        yield line_of(
            type="user", id=REACTORS_FROM + place, login=f"reactor-{place}", created_at="2009-01-01T00:00:00Z"
        )


def _author(told: dict[str, Any]) -> int | None:
    user = told["user"]
    return None if user is None or user["login"] == "ghost" else int(user["id"])


def _thread(issue: dict[str, Any]) -> str:
    fields = {name: issue[name] for name in ("number", "title", "body", "created_at")}
    fields["user"] = _author(issue)
    fields["labels"] = [label["name"] for label in issue["labels"]]
    if issue["closed_at"]:
        fields["closed_at"] = issue["closed_at"]
    if issue["locked"]:
        fields["locked_at"] = issue["updated_at"]
    if "pull_request" not in issue:
        return line_of(type="issue", **fields)
    if issue["pull_request"].get("merged_at"):
        fields["merged_at"] = issue["pull_request"]["merged_at"]
    return line_of(type="pull", head=f"branch-{issue['number']}", **fields)


def _reactions(on: str, told: dict[str, Any]) -> Iterator[str]:
    began = datetime.fromisoformat(told["created_at"])
    for kind in KINDS:
        for place in range(1, told["reactions"][kind] + 1):
            at = (began + timedelta(seconds=place)).strftime("%Y-%m-%dT%H:%M:%SZ")
            yield line_of(type="reaction", on=on, user=REACTORS_FROM + place, content=kind, created_at=at)
