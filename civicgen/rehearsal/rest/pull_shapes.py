"""Pull requests and what they change in the shapes of the REST API. Asks the Git repository, where there is one."""

from urllib.parse import quote

from civicgen.rehearsal.changed_files import ChangedFile
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.rest.people import Shape
from civicgen.rehearsal.rest.shapes import Shaper

_AS_ISSUE = (
    *("id", "node_id", "number", "state", "locked", "title", "user", "body", "labels", "milestone"),
    *("active_lock_reason", "created_at", "updated_at", "closed_at", "assignee", "assignees", "author_association"),
)
_MERGEABLE_STATES = {None: "unknown", True: "clean", False: "dirty"}


def pull(shaper: Shaper, thread: Thread, place: Shape, commits: Commits) -> Shape:
    """A pull request as in lists (`pull-request-simple`), which have no roll-ups. `place` is the repository's shape."""
    branches = thread.branches
    assert branches is not None
    issue, head = shaper.thread(thread), commits.head_of(thread)
    url = f"{shaper.home}/pulls/{thread.number}"
    links = {
        "self": url,
        "html": issue["html_url"],
        "issue": issue["url"],
        "comments": issue["comments_url"],
        "review_comments": f"{url}/comments",
        "review_comment": f"{shaper.home}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{shaper.home}/statuses/{head}",
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
        "merge_commit_sha": commits.merge_of(thread),
        "requested_reviewers": [],
        "requested_teams": [],
        "head": _side(shaper, branches.head, head, place),
        "base": _side(shaper, branches.base, commits.base_of(thread), place),
        "_links": {name: {"href": href} for name, href in links.items()},
        "auto_merge": None,
        "draft": False,
    }


def full_pull(shaper: Shaper, thread: Thread, place: Shape, commits: Commits) -> Shape:
    """A pull request on its own (`pull-request`)."""
    branches = thread.branches
    assert branches is not None
    changes, is_mergeable = commits.changes_of(thread), commits.is_mergeable(thread)
    return {
        **pull(shaper, thread, place, commits),
        "merged": branches.merged_at is not None,
        "mergeable": is_mergeable,
        "rebaseable": None,
        "mergeable_state": _MERGEABLE_STATES[is_mergeable],
        "merged_by": shaper.person(branches.merged_by),
        "comments": len(thread.comments),
        "review_comments": len(thread.review_comments),
        "maintainer_can_modify": False,
        "commits": 1,
        "additions": sum(change.additions for change in changes),
        "deletions": sum(change.deletions for change in changes),
        "changed_files": len(changes),
    }


def changed_file(shaper: Shaper, change: ChangedFile, head: str) -> Shape:
    """A file of a pull request (`diff-entry`)."""
    path = quote(change.path)
    told: Shape = {
        "sha": change.blob,
        "filename": change.path,
        "status": change.status,
        "additions": change.additions,
        "deletions": change.deletions,
        "changes": change.changes,
        "blob_url": f"{shaper.page}/blob/{head}/{path}",
        "raw_url": f"{shaper.page}/raw/{head}/{path}",
        "contents_url": f"{shaper.home}/contents/{path}?ref={head}",
    }
    return told if change.patch is None else {**told, "patch": change.patch}


def _side(shaper: Shaper, branch: str, commit: str, place: Shape) -> Shape:
    label = f"{shaper.owner.login}:{branch}"
    return {"label": label, "ref": branch, "sha": commit, "user": shaper.person(shaper.owner), "repo": place}
