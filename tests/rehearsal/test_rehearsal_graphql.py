"""Queries are executed on a part of GitHub's own schema, with GitHub's limits and cost."""

import pytest
from fetch_descriptions import GRAPHQL, FetchError, fetch
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
)
from rehearsal_town import comment, event, issue, reaction, repository, seed, user

from civicgen.rehearsal.graph.execution import schema

HERE = 'repository(owner: "town", name: "ideas")'
NODES = "nodes {databaseId content createdAt user {databaseId login createdAt}}"


@pytest.fixture(scope="module")
def official():
    try:
        text = fetch(GRAPHQL).read_text(encoding="utf-8")
    except FetchError as problem:
        pytest.skip(f"no official schema: {problem}")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


def _ours():
    return [kind for name, kind in schema().type_map.items() if not name.startswith("__")]


def test_every_type_of_ours_is_one_of_githubs(official):
    for kind in _ours():
        theirs = official.type_map[kind.name]
        assert type(kind) is type(theirs), kind.name
        if isinstance(kind, GraphQLEnumType):
            assert set(kind.values) <= set(theirs.values), kind.name
        if isinstance(kind, GraphQLUnionType):
            assert {one.name for one in kind.types} <= {one.name for one in theirs.types}, kind.name


def test_every_field_of_ours_is_githubs_with_the_same_type_and_arguments(official):
    for kind in _ours():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            theirs = official.type_map[kind.name]
            assert {one.name for one in kind.interfaces} <= {one.name for one in theirs.interfaces}, kind.name
            for name, field in kind.fields.items():
                place = f"{kind.name}.{name}"
                assert str(field.type) == str(theirs.fields[name].type), place
                for argument, ours in field.args.items():
                    assert str(ours.type) == str(theirs.fields[name].args[argument].type), f"{place}({argument})"
                    assert ours.default_value == theirs.fields[name].args[argument].default_value, (
                        f"{place}({argument})"
                    )
        if isinstance(kind, GraphQLInputObjectType):
            for name, field in kind.fields.items():
                assert str(field.type) == str(official.type_map[kind.name].fields[name].type), f"{kind.name}.{name}"


def test_a_field_left_out_by_us_is_an_error_not_a_guess(running_town):
    answer = running_town.query(f"{{ {HERE} {{ stargazerCount }} }}")
    assert "stargazerCount" in answer["errors"][0]["message"]


def test_the_newest_reactions_come_first_when_asked_for(running_town):
    answer = running_town.query(
        f"{{ {HERE} {{ issue(number: 1) {{ reactions(first: 2, orderBy: {{field: CREATED_AT, direction: DESC}})"
        f" {{ totalCount {NODES} pageInfo {{ hasNextPage }} }} }} }} }}"
    )
    reactions = answer["data"]["repository"]["issue"]["reactions"]
    assert reactions["totalCount"] == 5
    assert reactions["pageInfo"]["hasNextPage"] is True
    assert reactions["nodes"][0]["createdAt"] == "2026-09-05T08:00:00Z"
    assert reactions["nodes"][0]["user"] == {"databaseId": 2, "login": "bo", "createdAt": "2020-01-01T00:00:00Z"}


def test_a_bot_and_a_deleted_account_are_nobody(running_town):
    answer = running_town.query(f"{{ {HERE} {{ issue(number: 1) {{ reactions(first: 9) {{ {NODES} }} }} }} }}")
    people = [one["user"] for one in answer["data"]["repository"]["issue"]["reactions"]["nodes"]]
    assert [person and person["login"] for person in people] == ["ada", "ada", None, None, "bo"]


def test_one_query_reads_posts_of_every_kind_by_their_ids(running_town):
    path = "/repos/town/ideas"
    ids = [
        running_town.get(f"{path}/{name}").json["node_id"]
        for name in ("issues/1", "issues/4", "issues/comments/502", "pulls/comments/601")
    ]
    answer = running_town.query(
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Reactable { reactions(first: 5) { totalCount } }"
        " ... on Minimizable { isMinimized minimizedReason } ... on Comment { lastEditedAt } } }",
        ids=[*ids, "IC_bm9uZQ"],
    )
    nodes = answer["data"]["nodes"]
    assert [node and node["__typename"] for node in nodes] == [
        "Issue",
        "PullRequest",
        "IssueComment",
        "PullRequestReviewComment",
        None,
    ]
    assert [node["reactions"]["totalCount"] for node in nodes[:4]] == [5, 1, 0, 1]
    assert nodes[0]["lastEditedAt"] == "2026-09-05T08:00:00Z"
    assert nodes[2]["isMinimized"] is True
    assert nodes[2]["minimizedReason"] == "spam"
    assert answer["errors"][0]["type"] == "NOT_FOUND"
    assert answer["errors"][0]["path"] == ["nodes", 4]


@pytest.mark.parametrize("number", [6, 7, 99])
def test_a_thread_that_is_gone_leaves_the_rest_of_the_data(running_town, number):
    answer = running_town.query(
        f"{{ {HERE} {{ a: issueOrPullRequest(number: {number}) {{ __typename }}"
        " b: issueOrPullRequest(number: 1) { ... on Issue { number } } } }"
    )
    assert answer["data"]["repository"] == {"a": None, "b": {"number": 1}}
    (error,) = answer["errors"]
    assert error["type"] == "NOT_FOUND"
    assert error["path"] == ["repository", "a"]
    assert error["message"] == f"Could not resolve to an issue or pull request with the number of {number}."


def test_an_unknown_repository_is_null_with_an_error(running_town):
    answer = running_town.query('{ repository(owner: "town", name: "none") { id } }')
    assert answer["data"] == {"repository": None}
    assert answer["errors"][0]["type"] == "NOT_FOUND"


def test_a_reaction_withdrawn_between_two_pages_moves_nothing(play):
    client = play(
        seed(
            *(user(number, f"citizen-{number}") for number in range(10, 16)),
            issue(1),
            *(
                reaction("issue:1", number, id=number, created_at=f"2026-09-03T08:00:{number}Z")
                for number in range(10, 16)
            ),
            event({"request": 2}, action="remove_reaction", id=10),
        )
    )
    text = (
        'query($after: String) { repository(owner: "town", name: "ideas") { issue(number: 1) {'
        " reactions(first: 3, after: $after) { nodes { databaseId } pageInfo { endCursor hasNextPage } } } } }"
    )
    first = client.query(text)["data"]["repository"]["issue"]["reactions"]
    second = client.query(text, after=first["pageInfo"]["endCursor"])["data"]["repository"]["issue"]["reactions"]
    assert [one["databaseId"] for one in first["nodes"] + second["nodes"]] == [10, 11, 12, 13, 14, 15]
    assert second["pageInfo"]["hasNextPage"] is False


def test_comments_and_review_threads_are_read_with_their_replies(running_town):
    answer = running_town.query(
        f"{{ {HERE} {{ pullRequest(number: 4) {{ comments(first: 5) {{ nodes {{ fullDatabaseId body }} }}"
        " reviewThreads(first: 5) { totalCount nodes { path comments(first: 5) { nodes { fullDatabaseId"
        " replyTo { fullDatabaseId } } } } } } } }"
    )
    found = answer["data"]["repository"]["pullRequest"]
    assert found["comments"]["nodes"] == [{"fullDatabaseId": "503", "body": "Said better"}]
    assert found["reviewThreads"]["totalCount"] == 1
    assert found["reviewThreads"]["nodes"][0]["comments"]["nodes"] == [
        {"fullDatabaseId": "601", "replyTo": None},
        {"fullDatabaseId": "602", "replyTo": {"fullDatabaseId": "601"}},
    ]


def test_issues_are_listed_without_pull_requests(running_town):
    answer = running_town.query(
        f"{{ {HERE} {{ issues(first: 9, states: [OPEN]) {{ nodes {{ number }} }}"
        " pullRequests(first: 9, states: [MERGED]) { edges { cursor node { number } } } } }"
    )
    assert answer["data"]["repository"]["issues"]["nodes"] == [{"number": 1}, {"number": 3}]
    assert [edge["node"]["number"] for edge in answer["data"]["repository"]["pullRequests"]["edges"]] == [5]


def test_a_conversion_to_a_discussion_is_in_the_timeline(running_town):
    answer = running_town.query(
        f"{{ {HERE} {{ issue(number: 8) {{ closed locked timelineItems(first: 1, itemTypes:"
        " [CONVERTED_TO_DISCUSSION_EVENT]) { nodes { ... on ConvertedToDiscussionEvent { createdAt } } } } } }"
    )
    found = answer["data"]["repository"]["issue"]
    assert (found["closed"], found["locked"]) == (True, True)
    assert found["timelineItems"]["nodes"] == [{"createdAt": "2026-10-01T08:00:00Z"}]


COSTS = (
    ("{ viewer { login } rateLimit { cost nodeCount } }", 1, 0),
    (f"{{ {HERE} {{ issues(first: 100) {{ nodes {{ number }} }} }} rateLimit {{ cost nodeCount }} }}", 1, 100),
    (
        f"{{ {HERE} {{ issues(first: 100) {{ nodes {{ comments(first: 100) {{ nodes {{ reactions(first: 1)"
        " { nodes { content } } } } } } } rateLimit { cost nodeCount } }",
        101,
        100 + 10_000 + 10_000,
    ),
)


@pytest.mark.parametrize(("text", "cost", "nodes"), COSTS)
def test_a_query_costs_what_the_published_formula_says(running_town, text, cost, nodes):
    answer = running_town.query(text)
    assert answer["data"]["rateLimit"] == {"cost": cost, "nodeCount": nodes}
    assert running_town.server.counts.points == cost


def test_a_hundred_threads_cost_one_point(play):
    client = play(seed(*(issue(number) for number in range(1, 101))))
    threads = " ".join(f"t{number}: issueOrPullRequest(number: {number}) {{ ...T }}" for number in range(1, 101))
    answer = client.query(
        f"{{ {HERE} {{ {threads} }} rateLimit {{ cost remaining used }} }}"
        f" fragment T on Reactable {{ reactions(first: 20) {{ totalCount {NODES} }} }}"
    )
    assert "errors" not in answer
    assert answer["data"]["rateLimit"] == {"cost": 1, "remaining": 4999, "used": 1}


REFUSED = (
    ("reactions { nodes { id } }", "MISSING_PAGINATION_BOUNDARIES"),
    ("reactions(first: 101) { nodes { id } }", "EXCESSIVE_PAGINATION"),
    ("reactions(last: 0) { nodes { id } }", "ARGUMENT_LIMIT"),
    ("reactions(first: $size) { nodes { id } }", "EXCESSIVE_PAGINATION"),
)


@pytest.mark.parametrize(("selection", "kind"), REFUSED)
def test_a_list_needs_a_size_between_one_and_a_hundred(running_town, selection, kind):
    answer = running_town.query(
        f"query($size: Int = 500) {{ {HERE} {{ issue(number: 1) {{ {selection} }} }} }}"
        if "$size" in selection
        else f"{{ {HERE} {{ issue(number: 1) {{ {selection} }} }} }}"
    )
    assert answer["errors"][0]["type"] == kind
    assert "data" not in answer


def test_more_than_half_a_million_nodes_are_refused(running_town):
    answer = running_town.query(
        f"{{ {HERE} {{ issues(first: 100) {{ nodes {{ comments(first: 100) {{ nodes {{ reactions(first: 100)"
        " { nodes { content } } } } } } } }"
    )
    assert answer["errors"][0]["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert "1,010,100 possible nodes" in answer["errors"][0]["message"]


def test_points_are_spent_until_none_remain(play):
    client = play(seed(repository()), hourly_limit=2)
    assert "data" in client.query("{ viewer { login } }")
    assert "data" in client.query("{ viewer { login } }")
    reply = client.post("/graphql", {"query": "{ viewer { login } }"})
    assert reply.status == 200
    assert reply.json["errors"][0]["type"] == "RATE_LIMITED"
    assert reply.headers["x-ratelimit-remaining"] == "0"


def test_a_renamed_repository_is_found_by_its_old_name_unless_told_not_to(play):
    client = play(seed(issue(1), event({"request": 1}, action="rename_repository", name="proposals")))
    assert client.query(f"{{ {HERE} {{ nameWithOwner }} }}")["data"]["repository"]["nameWithOwner"] == "town/proposals"
    strict = '{ repository(owner: "town", name: "ideas", followRenames: false) { id } }'
    assert client.query(strict)["data"] == {"repository": None}


def test_a_kind_of_reaction_that_nobody_knows_is_served(play):
    client = play(seed(issue(1), comment(501, 1), reaction("issue:1", 1, "sparkles")))
    answer = client.query(f"{{ {HERE} {{ issue(number: 1) {{ reactions(first: 1) {{ nodes {{ content }} }} }} }} }}")
    assert answer["data"]["repository"]["issue"]["reactions"]["nodes"] == [{"content": "SPARKLES"}]
    assert client.get("/repos/town/ideas/issues/1/reactions").json[0]["content"] == "sparkles"


def test_what_is_no_query_is_told_so(running_town):
    assert "errors" in running_town.query("{ repository(")
    assert "errors" in running_town.query("mutation { addStar { clientMutationId } }")
    assert "errors" in running_town.post("/graphql", b"no json").json


def test_a_variable_of_the_wrong_type_is_told(running_town):
    text = 'query($n: Int!) { repository(owner: "town", name: "ideas") { issues(first: $n) { nodes { number } } } }'
    answer = running_town.query(text, n="many")
    assert "$n" in answer["errors"][0]["message"]


def test_a_bot_is_called_without_its_suffix_as_an_author(play):
    client = play(seed(issue(1, user=4)))
    answer = client.query(f"{{ {HERE} {{ issue(number: 1) {{ author {{ __typename login }} }} }} }}")
    assert answer["data"]["repository"]["issue"]["author"] == {"__typename": "Bot", "login": "counter"}
    assert client.get("/repos/town/ideas/issues/1").json["user"]["login"] == "counter[bot]"


def test_a_sweep_of_a_thousand_threads_costs_ten_points(play):
    people = [user(number, f"citizen-{number}") for number in range(10, 30)]
    threads = range(1, 1001)
    client = play(
        seed(
            *people,
            *(issue(n) for n in threads),
            *(reaction(f"issue:{n}", one["id"]) for n in threads for one in people),
        )
    )
    seen = 0
    for first in range(1, 1001, 100):
        asked = " ".join(f"t{n}: issueOrPullRequest(number: {n}) {{ ...T }}" for n in range(first, first + 100))
        answer = client.query(
            f"{{ {HERE} {{ {asked} }} }} fragment T on Reactable {{ reactions(first: 20) {{ totalCount {NODES} }} }}"
        )
        seen += sum(one["reactions"]["totalCount"] for one in answer["data"]["repository"].values())
    assert seen == 20_000
    assert client.server.counts.points == 10
