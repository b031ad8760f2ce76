"""The repository and pull requests in the shapes of the REST API. Pure."""

from civicgen.rehearsal.entities import Repository, Thread
from civicgen.rehearsal.node_ids import node_id
from civicgen.rehearsal.object_ids import head_commit, sha
from civicgen.rehearsal.rest.people import Shape
from civicgen.rehearsal.rest.shapes import Shaper

DEFAULT_BRANCH = "main"
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
_AS_ISSUE = (
    *("id", "node_id", "number", "state", "locked", "title", "user", "body", "labels", "milestone"),
    *("active_lock_reason", "created_at", "updated_at", "closed_at", "assignee", "assignees", "author_association"),
)
_FEATURES = {
    "has_issues": True,
    "has_projects": False,
    "has_wiki": False,
    "has_pages": False,
    "has_downloads": False,
    "has_discussions": False,
}


def repository(shaper: Shaper, place: Repository, *, open_issues: int) -> Shape:
    """The repository, in full (`full-repository`)."""
    counts = dict.fromkeys(
        ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size", "network_count"), 0
    )
    return {
        "id": place.id,
        "node_id": node_id("repository", place.id),
        "name": place.name,
        "full_name": place.full_name,
        "private": False,
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
        **counts,
        "subscribers_count": 0,
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        "archived": False,
        "disabled": False,
        "visibility": "public",
        "default_branch": DEFAULT_BRANCH,
        "created_at": place.created_at,
        "updated_at": place.created_at,
        "pushed_at": place.created_at,
    }


def pull(shaper: Shaper, thread: Thread, place: Shape) -> Shape:
    """A pull request as in lists (`pull-request-simple`), which have no roll-ups. `place` is the repository's shape."""
    branches = thread.branches
    assert branches is not None
    issue = shaper.thread(thread)
    url = f"{shaper.home}/pulls/{thread.number}"
    links = {
        "self": url,
        "html": issue["html_url"],
        "issue": issue["url"],
        "comments": issue["comments_url"],
        "review_comments": f"{url}/comments",
        "review_comment": f"{shaper.home}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{shaper.home}/statuses/{head_commit(thread.number)}",
    }
    return {
        **{name: issue[name] for name in _AS_ISSUE},
        "url": url,
        "html_url": links["html"],
        "diff_url": f"{links['html']}.diff",
        "patch_url": f"{links['html']}.patch",
        "issue_url": links["issue"],
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": links["statuses"],
        "merged_at": branches.merged_at,
        "merge_commit_sha": None if branches.merged_at is None else sha(f"merge:{thread.number}"),
        "requested_reviewers": [],
        "requested_teams": [],
        "head": _side(shaper, branches.head, head_commit(thread.number), place),
        "base": _side(shaper, branches.base, sha("base"), place),
        "_links": {name: {"href": href} for name, href in links.items()},
        "auto_merge": None,
        "draft": False,
    }


def full_pull(shaper: Shaper, thread: Thread, place: Shape) -> Shape:
    """A pull request on its own (`pull-request`)."""
    branches = thread.branches
    assert branches is not None
    return {
        **pull(shaper, thread, place),
        "merged": branches.merged_at is not None,
        "mergeable": None,
        "rebaseable": None,
        "mergeable_state": "unknown",
        "merged_by": None,
        "comments": len(thread.comments),
        "review_comments": len(thread.review_comments),
        "maintainer_can_modify": False,
        "commits": 1,
        "additions": sum(text.count("\n") for _, text in branches.files),
        "deletions": 0,
        "changed_files": len(branches.files),
    }


def changed_files(shaper: Shaper, thread: Thread) -> list[Shape]:
    """The files of a pull request's head (`diff-entry`), as if all were new."""
    branches = thread.branches
    assert branches is not None
    head = head_commit(thread.number)
    return [
        {
            "sha": sha(text),
            "filename": path,
            "status": "added",
            "additions": text.count("\n"),
            "deletions": 0,
            "changes": text.count("\n"),
            "blob_url": f"{shaper.page}/blob/{head}/{path}",
            "raw_url": f"{shaper.page}/raw/{head}/{path}",
            "contents_url": f"{shaper.home}/contents/{path}?ref={head}",
        }
        for path, text in branches.files
    ]


def _side(shaper: Shaper, branch: str, commit: str, place: Shape) -> Shape:
    label = f"{shaper.owner.login}:{branch}"
    return {"label": label, "ref": branch, "sha": commit, "user": shaper.person(shaper.owner), "repo": place}
