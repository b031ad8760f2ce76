"""Somebody asks that their data be removed: it is gone from everything, every number stays, and it never comes back."""

import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

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
SECRET = "my sister Rosalind of Mill Lane"
IN_A_LETTER = "my neighbour Bartholomew"
LETTERS = """\
receipt,batch,received,channel,proposal,stance,count,text,may_publish,evidence,checked_by
P-1,market,2026-09-12,paper,at-the-mill,support,3,{first},yes,,clerk
P-2,market,2026-09-13,paper,at-the-mill,oppose,1,I said so at the fair.,yes,,clerk
"""
REQUESTS = """\
redactions:
  - {date: 2026-10-02, item: "comment:50", basis: Article 17 GDPR, role: data protection officer}
  - date: 2026-10-02
    item: receipt:P-1
    basis: Article 17 GDPR
    role: data protection officer
    consultation: benches
"""
PAGE = "consultations/benches/proposals/at-the-mill.html"
SEED = [
    json.dumps(line)
    for line in (
        {"type": "repository", "owner": "town", "name": "talk", "id": 7, "created_at": "2026-01-01T00:00:00Z"}
        | {"now": "2026-10-01T12:00:00Z"},
        {"type": "user", "id": 1, "login": "ada", "created_at": "2020-01-01T00:00:00Z"},
        {"type": "issue", "number": 1, "title": "A bench", "user": 1, "created_at": "2026-09-02T08:00:00Z"},
        {"type": "comment", "id": 50, "issue": 1, "user": 1, "created_at": "2026-09-03T08:00:00Z"}
        | {"body": f"Ask {SECRET}."},
        {"type": "comment", "id": 51, "issue": 1, "user": 1, "created_at": "2026-09-03T09:00:00Z", "body": "Two!"},
        {"type": "reaction", "on": "issue:1", "user": 1, "content": "+1", "created_at": "2026-09-03T08:00:00Z"},
        {"type": "reaction", "on": "comment:50", "user": 1, "content": "+1", "created_at": "2026-09-03T08:00:00Z"},
    )
]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = Portal(root=tmp_path)
    portal.begin(name="Benches for all", repository="town/talk", words="Welcome.")
    portal.write("content/consultations/benches/consultation.md", CONSULTATION)
    text = "---\ntitle: A bench at the mill\nthread: 1\n---\nWhere people wait.\n"
    portal.write("content/consultations/benches/proposals/at-the-mill.md", text)
    write_letters(portal, f'"Ask {IN_A_LETTER}."')
    portal.commit("2026-09-15T08:00:00Z")
    return portal


@pytest.fixture
def server() -> Iterator[RehearsalServer]:
    with RehearsalServer(SEED) as server:
        yield server


def write_letters(portal: Portal, first: str) -> None:
    portal.write("content/consultations/benches/contributions/letters.csv", LETTERS.format(first=first))


def day(portal: Portal, server: RehearsalServer, at: str = "") -> None:
    """What a workflow does: collect, build, check."""
    if at:
        server.advance(at)
    portal.harvest(server.url)
    portal.build()
    portal.verify()


def places_of(portal: Portal, words: str, *, beside: tuple[str, ...] = ("content", ".git")) -> list[str]:
    """Every file of the portal that holds these words, its caches too."""
    files = (path for path in portal.root.rglob("*") if path.is_file())
    named = ((path.relative_to(portal.root), path) for path in files)
    return sorted(
        str(name) for name, path in named if name.parts[0] not in beside and words.encode() in path.read_bytes()
    )


def words_of(portal: Portal) -> str:
    page = (portal.site / PAGE).read_text(encoding="utf-8").partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@portal.example"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_b15_what_is_to_go_is_gone_from_site_data_record_and_caches_and_every_number_stays(
    portal: Portal, server: RehearsalServer
) -> None:
    day(portal, server)
    assert f"site/{PAGE}" in places_of(portal, SECRET)
    assert f"site/{PAGE}" in places_of(portal, IN_A_LETTER)
    before = portal.figures(PAGE)
    portal.write("content/moderation.yml", REQUESTS)
    write_letters(portal, "")
    day(portal, server, "2026-10-02T12:00:00Z")
    assert places_of(portal, SECRET) == []
    assert places_of(portal, IN_A_LETTER, beside=(".git",)) == []
    assert portal.figures(PAGE) == before
    shown = words_of(portal)
    trace = "the text, on 2 October 2026 by: data protection officer. Legal basis: Article 17 GDPR."
    assert shown.count(trace) == 2
    assert "Two!" in shown
    assert "I said so at the fair." in shown
    assert "issuecomment-50" not in (portal.site / PAGE).read_text(encoding="utf-8")
    comments = {line["comment"]: line for line in portal.table("benches", "comments.csv")}
    assert (comments["comment:50"]["text"], comments["comment:50"]["redacted"]) == ("", "Article 17 GDPR")
    assert (comments["comment:51"]["text"], comments["comment:51"]["redacted"]) == ("Two!", "")
    letters = portal.table("benches", "contributions.csv")
    assert {line["text"] for line in letters if line["receipt"] == "P-1"} == {""}
    assert {line["redacted"] for line in letters if line["receipt"] == "P-1"} == {"Article 17 GDPR"}


def test_it_does_not_come_back_while_the_forge_still_shows_it_nor_when_the_request_is_deleted(
    portal: Portal, server: RehearsalServer
) -> None:
    day(portal, server)
    portal.write("content/moderation.yml", REQUESTS)
    day(portal, server, "2026-10-02T12:00:00Z")
    (portal.root / "content/moderation.yml").unlink()
    edit = {"action": "edit_comment", "on": "comment:50", "body": f"Really: ask {SECRET}!"}
    server.add_events(json.dumps({"type": "event", "when": {"request": 1}, "do": edit}))
    day(portal, server, "2026-10-03T12:00:00Z")
    day(portal, server, "2026-10-04T12:00:00Z")
    assert places_of(portal, SECRET) == []
    assert places_of(portal, IN_A_LETTER, beside=("content", ".git", ".civicgen")) == []
    assert "Legal basis: Article 17 GDPR" in words_of(portal)
    said = portal.run("check", "--root", str(portal.root)).stdout
    assert "comment:50" in said
    assert "[redaction-gone]" in said


def test_a_portal_that_lost_its_texts_does_not_read_it_again(portal: Portal, server: RehearsalServer) -> None:
    """In a workflow the texts come from the published site, and what is missing there from the forge."""
    portal.write("content/moderation.yml", REQUESTS)
    day(portal, server)
    (portal.root / "ledger/texts/benches.jsonl").unlink()
    day(portal, server, "2026-10-02T12:00:00Z")
    assert places_of(portal, SECRET) == []
    assert "Two!" in words_of(portal)


def test_git_never_saw_it(portal: Portal, server: RehearsalServer) -> None:
    ledger = portal.root / "ledger"
    ledger.mkdir()
    git(ledger, "init", "--quiet")
    for request in ("", REQUESTS):
        portal.write("content/moderation.yml", request)
        portal.harvest(server.url)
        git(ledger, "add", "--all")
        git(ledger, "commit", "--quiet", "--no-gpg-sign", "--message", "Collect")
        server.advance("2026-10-02T12:00:00Z")
    history = git(ledger, "log", "--patch")
    assert "comment:50" in history
    assert "redaction" in history
    assert SECRET not in history
    assert IN_A_LETTER not in history


def test_the_check_says_where_it_still_stands_and_what_nobody_knows(portal: Portal, server: RehearsalServer) -> None:
    portal.harvest(server.url)
    portal.write("content/moderation.yml", REQUESTS.replace("comment:50", "comment:404"))
    said = portal.run("check", "--root", str(portal.root)).stdout
    assert "letters.csv:2: warning: the text of receipt P-1 is to be removed, and still stands here" in said
    assert "comment:404" in said
    assert "[unknown-item]" in said
    assert IN_A_LETTER not in said
