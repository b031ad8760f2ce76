"""Threads, comments and reactions in the shapes of the REST API. Pure.

Roll-ups are counted from the reactions themselves each time, so that they can never differ from the lists.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from civicgen.rehearsal.entities import KINDS, Account, Comment, Label, Post, Reaction, Thread
from civicgen.rehearsal.node_ids import node_id
from civicgen.rehearsal.object_ids import head_commit
from civicgen.rehearsal.rest.people import Shape, person


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaper:
    """Gives things their REST shape. `home` is the API address of the repository, `page` that of its web pages."""

    base: str
    site: str
    home: str
    page: str
    owner: Account

    def person(self, account: Account | None) -> Shape | None:
        return person(account, base=self.base, site=self.site)

    def thread(self, thread: Thread) -> Shape:
        """An issue as in lists; a pull request has the key `pull_request`."""
        url = f"{self.home}/issues/{thread.number}"
        kind = "pull" if thread.is_pull else "issues"
        told: Shape = {
            "url": url,
            "repository_url": self.home,
            "labels_url": url + "/labels{/name}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "html_url": f"{self.page}/{kind}/{thread.number}",
            "id": thread.id,
            "node_id": node_id("pull" if thread.is_pull else "issue", thread.number),
            "number": thread.number,
            "title": thread.title,
            "user": self.person(thread.author),
            "labels": [self.label(label) for label in thread.labels],
            "state": "open" if thread.closed_at is None else "closed",
            "locked": thread.locked,
            "assignee": None,
            "assignees": [],
            "milestone": None,
            "comments": len(thread.comments),
            "created_at": thread.created_at,
            "updated_at": thread.updated_at,
            "closed_at": thread.closed_at,
            "author_association": self.association(thread.author),
            "active_lock_reason": thread.lock_reason,
            "body": thread.body or None,
            "reactions": self.rollup(thread, url),
            "timeline_url": f"{url}/timeline",
            "performed_via_github_app": None,
            "state_reason": thread.state_reason,
            "closed_by": None,
            "type": None,
        }
        if thread.branches is not None:
            pull = f"{self.home}/pulls/{thread.number}"
            page = f"{self.page}/pull/{thread.number}"
            told["draft"] = False
            told["pull_request"] = {
                "url": pull,
                "html_url": page,
                "diff_url": f"{page}.diff",
                "patch_url": f"{page}.patch",
                "merged_at": thread.branches.merged_at,
            }
        else:
            told["sub_issues_summary"] = {"total": 0, "completed": 0, "percent_completed": 0}
        return told

    def full_thread(self, thread: Thread) -> Shape:
        """An issue on its own."""
        return self.thread(thread) | {"closed_by": self.person(thread.closed_by)}

    def comment(self, comment: Comment) -> Shape:
        url = f"{self.home}/issues/comments/{comment.id}"
        return {
            "url": url,
            "html_url": f"{self.page}/issues/{comment.thread}#issuecomment-{comment.id}",
            "issue_url": f"{self.home}/issues/{comment.thread}",
            "id": comment.id,
            "node_id": node_id("comment", comment.id),
            "user": self.person(comment.author),
            "created_at": comment.created_at,
            "updated_at": comment.updated_at,
            "body": comment.body,
            "author_association": self.association(comment.author),
            "reactions": self.rollup(comment, url),
            "performed_via_github_app": None,
            "minimized": None if comment.hidden is None else {"reason": comment.hidden},
        }

    def review_comment(self, comment: Comment) -> Shape:
        url = f"{self.home}/pulls/comments/{comment.id}"
        pull = f"{self.home}/pulls/{comment.thread}"
        page = f"{self.page}/pull/{comment.thread}#discussion_r{comment.id}"
        told: Shape = {
            "url": url,
            "pull_request_review_id": comment.id,
            "id": comment.id,
            "node_id": node_id("review_comment", comment.id),
            "diff_hunk": f"@@ -{comment.line} +{comment.line} @@",
            "path": comment.path,
            "position": comment.line,
            "original_position": comment.line,
            "commit_id": head_commit(comment.thread),
            "original_commit_id": head_commit(comment.thread),
            "user": self.person(comment.author),
            "body": comment.body,
            "created_at": comment.created_at,
            "updated_at": comment.updated_at,
            "html_url": page,
            "pull_request_url": pull,
            "author_association": self.association(comment.author),
            "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": pull}},
            "start_line": None,
            "original_start_line": None,
            "start_side": None,
            "line": comment.line,
            "original_line": comment.line,
            "side": "RIGHT",
            "subject_type": "line",
            "reactions": self.rollup(comment, url),
        }
        return told if comment.reply_to is None else {**told, "in_reply_to_id": comment.reply_to}

    def reaction(self, reaction: Reaction) -> Shape:
        return {
            "id": reaction.id,
            "node_id": node_id("reaction", reaction.id),
            "user": self.person(reaction.account),
            "content": reaction.content,
            "created_at": reaction.made_at,
        }

    def rollup(self, post: Post, url: str) -> Shape:
        counts = Counter(reaction.content for reaction in post.reactions.values())
        told = {"url": f"{url}/reactions", "total_count": len(post.reactions)}
        return told | {content: counts[content] for content in KINDS}

    def label(self, label: Label) -> Shape:
        return {
            "id": label.id,
            "node_id": node_id("label", label.id),
            "url": f"{self.home}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "description": label.description,
            "color": label.color,
            "default": False,
        }

    def association(self, account: Account | None) -> str:
        return "OWNER" if account is self.owner else "NONE"


def shape_of(shaper: Shaper, post: Post) -> Any:
    """A post in its own shape."""
    if isinstance(post, Thread):
        return shaper.thread(post)
    assert isinstance(post, Comment)
    return shaper.review_comment(post) if post.is_review else shaper.comment(post)
