"""Real issues, pull requests and comments: what is stored and published equals the source's objects."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from portal_run import Portal
from rust_issues import KINDS, SLUG, Source, read_source, seed_of, thread_of, write_content

from civicgen.rehearsal.server import RehearsalServer

pytestmark = pytest.mark.real_data


@dataclass(frozen=True, slots=True)
class Collected:
    portal: Portal
    source: Source
    summary: dict[str, Any]
    again: dict[str, Any]


@pytest.fixture(scope="module")
def rust(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Collected:
    """The issues, harvested twice from a rehearsal server and built, once for all tests of this file."""
    portal = Portal(tmp_path_factory.mktemp("rust"))
    source = read_source(real_data)
    write_content(portal, source)
    with RehearsalServer(list(seed_of(source))) as server:
        summary = portal.harvest(server.url)
        again = portal.harvest(server.url)
    portal.build()
    return Collected(portal, source, summary, again)


def test_reactions_of_each_kind_on_each_issue_are_those_of_the_source(rust: Collected) -> None:
    table = {line["id"]: line for line in rust.portal.table(SLUG, "proposals.csv")}
    assert len(table) == len(rust.source.issues)
    for issue in rust.source.issues:
        line = table[f"issue-{issue['number']}"]
        assert {kind: int(line[f"kind-{kind}"]) for kind in KINDS} == {kind: issue["reactions"][kind] for kind in KINDS}


def test_every_comment_is_stored_with_its_text_and_its_reactions(rust: Collected) -> None:
    stored = {comment["comment"]: comment for comment in rust.portal.document(SLUG, "comments.json")["comments"]}
    assert len(stored) == len(rust.source.comments)
    for comment in rust.source.comments:
        found = stored[f"comment:{comment['id']}"]
        assert found["text"] == comment["body"]
        assert found["proposal"] == f"issue-{thread_of(comment)}"
        told = {kind: comment["reactions"][kind] for kind in KINDS if comment["reactions"][kind]}
        assert {kind: count for kind, count in found["reactions"].items() if count} == told


def test_the_number_of_comments_is_that_of_the_objects_and_not_of_the_sources_own_field(rust: Collected) -> None:
    objects = Counter(thread_of(comment) for comment in rust.source.comments)
    assert any(objects[issue["number"]] != issue["comments"] for issue in rust.source.issues), "the field is wrong"
    table = rust.portal.table(SLUG, "proposals.csv")
    assert {line["id"]: int(line["comments"]) for line in table} == {
        f"issue-{issue['number']}": objects[issue["number"]] for issue in rust.source.issues
    }


def test_what_deleted_accounts_wrote_is_stored_and_belongs_to_nobody(rust: Collected) -> None:
    ghosts = [comment for comment in rust.source.comments if comment["user"]["login"] == "ghost"]
    stored = {comment["comment"]: comment for comment in rust.portal.document(SLUG, "comments.json")["comments"]}
    assert ghosts
    for comment in ghosts:
        assert stored[f"comment:{comment['id']}"]["person"] is None
        assert stored[f"comment:{comment['id']}"]["account"] == "deleted"


def test_a_second_harvest_adds_no_row(rust: Collected) -> None:
    assert _new_rows(rust.summary)[SLUG] > 0
    assert _new_rows(rust.again) == {SLUG: 0}


def _new_rows(summary: dict[str, Any]) -> dict[str, int]:
    return {name: told["added"] for name, told in summary["consultations"].items()}


def test_the_site_can_be_verified(rust: Collected) -> None:
    assert "Everything agrees" in rust.portal.verify()
