"""Whatever is sent, there is an answer, and the server goes on."""

from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TOWN = 'repository(owner: "town", name: "ideas")'
HERE = "/repos/town/ideas"
PATHS = (
    "/issues",
    "/issues/1",
    "/issues/comments",
    "/pulls/4",
    "/issues/1/reactions",
    "/issues/comments/501/reactions",
    "/issues/1/labels",
    "/issues/1/labels/streets",
    "/issues/1/lock",
    "/labels",
    "/labels/streets",
    "/pulls",
    "/pulls/4/merge",
)
NAMES = ("page", "per_page", "since", "state", "sort", "direction", "labels", "content", "as", "on", "title")
anything = st.text(max_size=12)
numbers = st.sampled_from(["0", "-1", "1", "100", "99999999999999999999", "²", "1e3"])
pairs = st.lists(st.tuples(st.sampled_from(NAMES), anything | numbers), max_size=3)
bodies = st.sampled_from(
    [
        *(
            b"",
            b"{",
            b"[]",
            b"null",
            b'{"labels": 5}',
            b'{"labels": [{}, ""]}',
            b'{"title": "\\u0000", "head": "x\\u0000"}',
        ),
        *(
            b'{"name": "\\u202e", "color": "g"}',
            b'{"content": 5}',
            b'{"query": 5}',
            b"\xff\xfe",
            b'{"body": "\\u0000"}',
        ),
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
    path=st.sampled_from([HERE + path for path in PATHS])
    | st.sampled_from(["/graphql", "/town/ideas/issues", "/town/ideas/issues/1", "/users/ada", "/_rehearsal/clock"])
    | st.builds(lambda text: "/" + quote(text), anything),
    query=pairs,
    body=bodies,
    token=st.sampled_from(["ada", "town", "actions", ""]),
)
def test_every_request_is_answered(running_town, method, path, query, body, token):
    target = path + "?" + "&".join(f"{name}={quote(value)}" for name, value in query)
    reply = running_town.send(method, target, body if method != "GET" else None, token=token)
    assert 200 <= reply.status < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(
        [
            "query($v: ID!) { node(id: $v) { id } }",
            "query($v: [ID!]!) { nodes(ids: $v) { id } }",
            f"query($v: String) {{ {TOWN} {{ issues(first: 5, after: $v) {{ totalCount }} }} }}",
            f"query($v: Int) {{ {TOWN} {{ issues(first: $v) {{ nodes {{ id }} }} }} }}",
            "query($v: String!) { user(login: $v) { id } }",
        ]
    ),
    value=anything
    | st.none()
    | st.integers()
    | st.lists(anything, max_size=3)
    | st.sampled_from(["I_wrI", "IC_MQ", "U_MQ"]),
)
def test_every_query_is_answered_in_graphqls_own_form(running_town, text, value):
    answer = running_town.query(text, v=value)
    assert "data" in answer or answer["errors"]
