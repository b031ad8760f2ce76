"""Nobody has to ask what became of their proposal: every issue that came in by the form stands in a public register."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from portal_run import Portal

from civicgen.rehearsal.server import RehearsalServer

CONSULTATION = """\
---
title: Benches
summary: Where should there be more benches?
question: Where should there be more benches?
authority: council
contact: benches@portal.example
influence: consult
decided_by: The council
phases:
  - {name: All of it, kind: propose-and-support, opens: 2026-09-01, closes: 2026-12-01}
---
Tell us.
"""
MODERATION = """\
rules:
  - {id: one-place, title: One place a proposal}
appeal: Write to the clerk within four weeks.
record:
  - {date: 2026-09-14, item: "thread:4", rule: one-place, role: editor, outcome: refused, consultation: benches}
"""
LABELS = ["proposal", "consultation: benches"]
REGISTER = "consultations/benches/intake.html"


def issue(number: int, *, labels: list[str] = LABELS, **more: Any) -> str:
    made = f"2026-09-{number + 10}T08:00:00Z"
    line = {"type": "issue", "number": number, "title": f"<b>{number}</b>", "user": 1, "created_at": made}
    return json.dumps(line | {"labels": labels} | more)


SEED = [
    json.dumps(line)
    for line in (
        {"type": "repository", "owner": "town", "name": "talk", "id": 7, "created_at": "2026-01-01T00:00:00Z"}
        | {"now": "2026-10-01T12:00:00Z"},
        {"type": "user", "id": 1, "login": "ada", "created_at": "2020-01-01T00:00:00Z"},
    )
] + [
    issue(1),
    issue(2),
    issue(3, closed_at="2026-09-20T08:00:00Z"),
    issue(4, closed_at="2026-09-14T08:00:00Z"),
    issue(5, closed_at="2026-09-16T08:00:00Z"),
    issue(6, labels=["report"]),
    issue(7, labels=["proposal", "consultation: lamps"]),
    issue(8, type="pull", head="somebody/one-line-better"),
]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = Portal(root=tmp_path)
    portal.begin(name="Benches for all", repository="town/talk", words="Welcome.")
    portal.write("content/consultations/benches/consultation.md", CONSULTATION)
    portal.write(
        "content/consultations/benches/proposals/at-the-mill.md",
        "---\ntitle: A bench at the mill\nthread: 1\njoined: [3]\n---\nWhere people wait.\n",
    )
    portal.write("content/moderation.yml", MODERATION)
    portal.commit("2026-09-15T08:00:00Z")
    return portal


def lines_of(portal: Portal) -> list[str]:
    page = (portal.site / REGISTER).read_text(encoding="utf-8")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_every_issue_that_came_in_has_its_line_and_its_fate(portal: Portal) -> None:
    with RehearsalServer(SEED) as server:
        assert server.url
        portal.harvest(server.url)
        portal.build()
        portal.verify()
        assert [re.sub(r" 1\d September 2026", "", line) for line in lines_of(portal)] == [
            "Issue 1 Published: A bench at the mill",
            "Issue 2 Waiting for an editor",
            "Issue 3 Joined with: A bench at the mill",
            "Issue 4 Refused under the rule: One place a proposal",
            "Issue 5 Closed; no reason is entered yet",
        ]
        assert [(row["thread"], row["outcome"], row["rule"]) for row in portal.table("benches", "intake.csv")] == [
            ("1", "published", ""),
            ("2", "waiting", ""),
            ("3", "joined", ""),
            ("4", "refused", "one-place"),
            ("5", "closed", ""),
        ]
        assert portal.figures(REGISTER)["benches//received-waiting"] == {1}
        assert "Write to the clerk" in (portal.site / REGISTER).read_text(encoding="utf-8")
        close = {"action": "close_issue", "issue": 2}
        server.add_events(json.dumps({"type": "event", "when": {"request": 1}, "do": close}))
        server.advance("2026-10-02T12:00:00Z")
        portal.harvest(server.url)
        server.advance("2026-10-03T12:00:00Z")
        assert portal.harvest(server.url)["consultations"]["benches"]["added"] == 0
    portal.build()
    portal.verify()
    assert lines_of(portal)[1].endswith("Closed; no reason is entered yet")


def test_verify_notices_a_register_that_was_touched(portal: Portal) -> None:
    with RehearsalServer(SEED) as server:
        portal.harvest(server.url)
    portal.build()
    table = portal.site / "data/benches/intake.csv"
    table.write_bytes(table.read_bytes().replace(b'"waiting"', b'"published"'))
    assert "intake.csv" in portal.verify(expect=1)


def test_what_nobody_has_looked_at_shows_no_title(portal: Portal) -> None:
    with RehearsalServer(SEED) as server:
        portal.harvest(server.url)
    portal.build()
    page = (portal.site / REGISTER).read_text(encoding="utf-8")
    assert "ada" not in re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL).split("<main")[1]
    assert not [path for path in portal.site.rglob("*") if path.is_file() and b"<b>2</b>" in path.read_bytes()]
