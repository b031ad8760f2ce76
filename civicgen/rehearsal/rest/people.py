"""Accounts in the shapes of the REST API. Pure."""

from typing import Any

from civicgen.rehearsal.entities import Account, shown
from civicgen.rehearsal.node_ids import node_id

Shape = dict[str, Any]
_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}


def person(account: Account | None, *, base: str, site: str) -> Shape | None:
    """An account within another thing (`simple-user`); None for nobody and for a deleted account."""
    account = shown(account)
    if account is None:
        return None
    url = f"{base}/users/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": node_id("user", account.id),
        "avatar_url": f"{site}/_rehearsal/avatar/{account.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{site}/{account.login}",
        **{name: url + path for name, path in _LINKS.items()},
        "type": account.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def profile(account: Account, *, base: str, site: str) -> Shape:
    """An account on its own (`public-user`)."""
    told = person(account, base=base, site=site)
    assert told is not None
    unknown = ("name", "company", "location", "email", "hireable", "bio")
    return {
        **told,
        **dict.fromkeys(unknown),
        "blog": "",
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": account.created_at,
        "updated_at": account.created_at,
    }
