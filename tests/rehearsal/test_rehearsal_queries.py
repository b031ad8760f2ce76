"""Every query that a harvest sends is one that GitHub's own schema takes."""

import json

import pytest
from fetch_descriptions import GRAPHQL, FetchError, fetch
from graphql import build_schema, parse, validate
from rehearsal_town import reaction, town, user

from civicgen.forges.github import GithubForge
from civicgen.model.observation import KnownComment, KnownThread, ThreadState
from civicgen.model.times import Instant

ASKED = (1, 2, 3, 4, 5, 6, 7, 8, 99)


class _Memory:
    """Keeps node ids for as long as the test runs."""

    def __init__(self):
        self.kept = {}

    def load(self, repository):
        return self.kept

    def save(self, repository, node_ids):
        self.kept = dict(node_ids)


def _unknown(number):
    return KnownThread(number=number, as_of=None, state=ThreadState.OPEN, reactions=frozenset(), comments={})


def _known(seen, at):
    """What a ledger would hold after a sweep."""
    comments = {
        one.ref: KnownComment(
            ref=one.ref,
            reactions=frozenset(reaction.id for reaction in one.reactions or ()),
            is_hidden=one.hidden is not None,
            edited_at=one.edited_at,
        )
        for one in seen.comments
    }
    reactions = frozenset(one.id for one in seen.reactions or ())
    return KnownThread(number=seen.number, as_of=at, state=seen.state, reactions=reactions, comments=comments)


def test_every_query_of_two_sweeps_is_valid_in_the_official_schema(play):
    try:
        official = build_schema(fetch(GRAPHQL).read_text("utf-8"), assume_valid=True, assume_valid_sdl=True)
    except FetchError as problem:
        pytest.skip(f"no official schema: {problem}")
    crowd = [user(number, f"citizen-{number}") for number in range(100, 250)]
    crowd += [reaction("issue:3", number) for number in range(100, 250)]
    client = play([*town(), *(json.dumps(line) for line in crowd)])
    forge = GithubForge(
        "town/ideas", "a token", client.server.url, 60, node_ids=_Memory(), sleep=lambda _: None, monotonic=lambda: 0.0
    )
    first = forge.sweep([_unknown(number) for number in ASKED], received_since=None, progress=lambda *_: None)
    assert len(first.threads[3].reactions) == 150
    for number in range(100, 115):
        client.post("/repos/town/ideas/issues/1/reactions", {"content": "heart"}, token=f"citizen-{number}")
    client.server.advance("2026-11-21T09:00:00Z")
    known = [_known(seen, Instant(first.at)) for seen in first.threads.values()]
    second = forge.sweep(known, received_since=None, progress=lambda *_: None)
    assert second.threads[1].reactions is not None

    queries = [
        line.removeprefix("POST /graphql ") for line in client.server.counts.log if line.startswith("POST /graphql")
    ]
    assert len(queries) >= 4
    for query in queries:
        assert validate(official, parse(query)) == []
