"""The shapes of GitHub's answers, as far as the desk needs them, and the model's values made of them. No I/O."""

import msgspec

from civicgen.forges.decode import Moment, RestUser
from civicgen.model.desk import CommentText, Label, Poster, Pull, RepositoryFacts, ThreadText
from civicgen.model.times import instant


class DeskLabel(msgspec.Struct):
    name: str
    color: str = ""
    description: str | None = None

    def as_label(self) -> Label:
        return Label(name=self.name, colour=self.color.lower(), description=self.description or "")


class DeskIssue(msgspec.Struct):
    """An issue or pull request in REST's shape; where it was transferred, of another repository."""

    number: int
    title: str
    repository_url: str
    html_url: str
    state: str
    created_at: Moment
    updated_at: Moment
    body: str | None = None
    user: RestUser | None = None
    locked: bool = False
    labels: list[DeskLabel] = []
    pull_request: dict[str, object] | None = None

    @property
    def repository(self) -> str:
        return "/".join(self.repository_url.rsplit("/", 2)[-2:])

    @property
    def is_pull_request(self) -> bool:
        return self.pull_request is not None

    def as_thread(self) -> ThreadText:
        return ThreadText(
            number=self.number,
            title=self.title,
            body=self.body or "",
            poster=poster_of(self.user),
            labels=tuple(label.name for label in self.labels),
            is_open=self.state == "open",
            is_locked=self.locked,
            is_pull_request=self.is_pull_request,
            made_at=instant(self.created_at),
            changed_at=instant(self.updated_at),
            address=self.html_url,
        )


class DeskComment(msgspec.Struct):
    id: int
    html_url: str
    created_at: Moment
    body: str | None = None
    user: RestUser | None = None

    def as_comment(self) -> CommentText:
        return CommentText(
            id=self.id,
            body=self.body or "",
            poster=poster_of(self.user),
            made_at=instant(self.created_at),
            address=self.html_url,
        )


class Branch(msgspec.Struct):
    ref: str


class DeskPull(msgspec.Struct):
    number: int
    title: str
    html_url: str
    state: str
    head: Branch
    base: Branch
    body: str | None = None
    merged_at: str | None = None

    def as_pull(self) -> Pull:
        return Pull(
            number=self.number,
            title=self.title,
            body=self.body or "",
            head=self.head.ref,
            base=self.base.ref,
            is_open=self.state == "open",
            is_merged=self.merged_at is not None,
            address=self.html_url,
        )


class DeskRepository(msgspec.Struct):
    full_name: str
    default_branch: str = "main"
    private: bool = False
    has_issues: bool = True
    has_pages: bool = False
    archived: bool = False
    permissions: dict[str, bool] = {}

    def as_facts(self) -> RepositoryFacts:
        return RepositoryFacts(
            full_name=self.full_name,
            default_branch=self.default_branch,
            is_private=self.private,
            has_issues=self.has_issues,
            has_pages=self.has_pages,
            is_archived=self.archived,
            permissions=frozenset(name for name, is_given in self.permissions.items() if is_given),
        )


def poster_of(user: RestUser | None) -> Poster:
    """Who wrote it; nobody where the account was deleted."""
    return Poster() if user is None else Poster(login=user.login, id=user.id, is_bot=user.type == "Bot")
