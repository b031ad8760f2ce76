"""The repository, its pages and workflows in the shapes of the REST API. Pure."""

from zlib import crc32

from civicgen.rehearsal.acts import Workflow
from civicgen.rehearsal.entities import Repository
from civicgen.rehearsal.node_ids import node_id
from civicgen.rehearsal.rest.people import Shape
from civicgen.rehearsal.rest.shapes import Shaper

_LINKS = {
    "archive": "/{archive_format}{/ref}",
    "assignees": "/assignees{/user}",
    "blobs": "/git/blobs{/sha}",
    "branches": "/branches{/branch}",
    "collaborators": "/collaborators{/collaborator}",
    "comments": "/comments{/number}",
    "commits": "/commits{/sha}",
    "compare": "/compare/{base}...{head}",
    "contents": "/contents/{+path}",
    "contributors": "/contributors",
    "deployments": "/deployments",
    "downloads": "/downloads",
    "events": "/events",
    "forks": "/forks",
    "git_commits": "/git/commits{/sha}",
    "git_refs": "/git/refs{/sha}",
    "git_tags": "/git/tags{/sha}",
    "hooks": "/hooks",
    "issue_comment": "/issues/comments{/number}",
    "issue_events": "/issues/events{/number}",
    "issues": "/issues{/number}",
    "keys": "/keys{/key_id}",
    "labels": "/labels{/name}",
    "languages": "/languages",
    "merges": "/merges",
    "milestones": "/milestones{/number}",
    "notifications": "/notifications{?since,all,participating}",
    "pulls": "/pulls{/number}",
    "releases": "/releases{/id}",
    "stargazers": "/stargazers",
    "statuses": "/statuses/{sha}",
    "subscribers": "/subscribers",
    "subscription": "/subscription",
    "tags": "/tags",
    "teams": "/teams",
    "trees": "/git/trees{/sha}",
}
_FEATURES = dict.fromkeys(("has_projects", "has_wiki", "has_downloads", "has_discussions"), False)


def repository(shaper: Shaper, place: Repository, *, open_issues: int, default_branch: str) -> Shape:
    """The repository, in full (`full-repository`)."""
    counts = dict.fromkeys(
        ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size", "network_count"), 0
    )
    return {
        "id": place.id,
        "node_id": node_id("repository", place.id),
        "name": place.name,
        "full_name": place.full_name,
        "private": place.private,
        "owner": shaper.person(shaper.owner),
        "html_url": shaper.page,
        "description": None,
        "fork": False,
        "url": shaper.home,
        **{f"{name}_url": shaper.home + path for name, path in _LINKS.items()},
        "clone_url": f"{shaper.page}.git",
        "git_url": f"git://{shaper.page.partition('://')[2]}.git",
        "ssh_url": f"git@localhost:{place.full_name}.git",
        "svn_url": shaper.page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        **_FEATURES,
        "has_issues": place.has_issues,
        "has_pages": place.has_pages,
        **counts,
        "subscribers_count": 0,
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        "archived": place.archived,
        "disabled": False,
        "visibility": "private" if place.private else "public",
        "default_branch": default_branch,
        "created_at": place.created_at,
        "updated_at": place.created_at,
        "pushed_at": place.created_at,
    }


def pages(shaper: Shaper, place: Repository, *, default_branch: str) -> Shape:
    """Where the site is published (`page`)."""
    return {
        "url": f"{shaper.home}/pages",
        "status": "built",
        "cname": None,
        "custom_404": False,
        "html_url": f"https://{place.owner}.github.io/{place.name}/",
        "build_type": "workflow",
        "source": {"branch": default_branch, "path": "/"},
        "public": not place.private,
        "https_enforced": True,
    }


def workflow(shaper: Shaper, place: Repository, told: Workflow, *, default_branch: str) -> Shape:
    number = crc32(told.path.encode())
    _, _, file = told.path.rpartition("/")
    return {
        "id": number,
        "node_id": node_id("workflow", number),
        "name": told.name or told.path,
        "path": told.path,
        "state": told.state,
        "created_at": place.created_at,
        "updated_at": place.created_at,
        "url": f"{shaper.home}/actions/workflows/{number}",
        "html_url": f"{shaper.page}/blob/{default_branch}/{told.path}",
        "badge_url": f"{shaper.page}/actions/workflows/{file}/badge.svg",
    }
