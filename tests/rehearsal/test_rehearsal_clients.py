"""Two clients that others wrote read the rehearsal server well: what both believe is believable."""

import warnings

import pytest
from rehearsal_town import NOW, issue, pull, reaction, seed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own, on import
    import github
    from githubkit import GitHub


@pytest.fixture
def pygithub(running_town):
    client = github.Github(
        auth=github.Auth.Token("ada"), base_url=running_town.server.url, retry=None, seconds_between_writes=0
    )
    yield client
    client.close()


def test_pygithub_reads_threads_comments_and_reactions(pygithub):
    repository = pygithub.get_repo("town/ideas")
    threads = {thread.number: thread for thread in repository.get_issues(state="all")}
    assert sorted(threads) == [1, 2, 3, 4, 5, 8]
    assert [comment.id for comment in threads[1].get_comments()] == [501, 502]
    reactions = list(threads[1].get_reactions())
    assert [(one.content, one.user.login if one.user else None) for one in reactions] == [
        ("+1", "ada"),
        ("-1", "ada"),
        ("+1", None),
        ("+1", "counter[bot]"),
        ("+1", "bo"),
    ]
    assert [one.path for one in repository.get_pull(4).get_review_comments()] == ["text.md", "text.md"]
    assert str(repository.created_at.date()) < NOW


def test_pygithub_writes_as_the_citizen_whose_login_is_the_token(pygithub):
    thread = pygithub.get_repo("town/ideas").get_issue(3)
    made = thread.create_reaction("hooray")
    assert [(one.id, one.user.login) for one in thread.get_reactions()] == [(made.id, "ada")]
    thread.delete_reaction(made.id)
    assert list(thread.get_reactions()) == []
    assert thread.create_comment("Well said").user.login == "ada"


def test_pygithub_asks_by_graphql(pygithub):
    _, answer = pygithub.requester.graphql_query("query { viewer { login } rateLimit { cost } }", {})
    assert answer["data"] == {"viewer": {"login": "ada"}, "rateLimit": {"cost": 1}}


def test_githubkit_reads_the_same_into_its_typed_models(running_town):
    with GitHub("ada", base_url=running_town.server.url, http_cache=False, auto_retry=False) as client:
        threads = client.rest.issues.list_for_repo("town", "ideas", state="all").parsed_data
        assert sorted(thread.number for thread in threads) == [1, 2, 3, 4, 5, 8]
        assert client.rest.issues.list_comments("town", "ideas", 1).parsed_data[0].body == "Remark 501"
        reactions = client.rest.reactions.list_for_issue("town", "ideas", 1).parsed_data
        assert [one.content for one in reactions] == ["+1", "-1", "+1", "+1", "+1"]
        assert client.rest.pulls.get("town", "ideas", 4).parsed_data.head.ref == "better-wording"
        assert client.rest.pulls.list_review_comments("town", "ideas", 4).parsed_data[1].in_reply_to_id == 601
        answer = client.graphql('query { repository(owner: "town", name: "ideas") { nameWithOwner } }')
        assert answer == {"repository": {"nameWithOwner": "town/ideas"}}


def test_githubkit_follows_the_pages(play):
    town = play(seed(*(issue(number) for number in range(1, 36)), pull(40), reaction("issue:40", 1)))
    with GitHub("ada", base_url=town.server.url, http_cache=False, auto_retry=False) as client:
        pages = client.rest.paginate(client.rest.issues.list_for_repo, owner="town", repo="ideas", per_page=10)
        assert len({thread.number for thread in pages}) == 36
