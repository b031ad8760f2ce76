"""What a handler of the REST API works with: the world, the request, the moment, and who asks.

Of the outside world only the Git repository beside the server, where there is one.
"""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import AnyAct
from civicgen.rehearsal.changes import perform
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.entities import Account, Comment, Post, Repository, Thread
from civicgen.rehearsal.exchange import RefusedError, Request, invalid
from civicgen.rehearsal.rest.shapes import Shaper
from civicgen.rehearsal.world import ImpossibleError, World

T = TypeVar("T")
LONGEST_TEXT = 65_536
NOT_YOURS = "Must have admin rights to Repository."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`place` is the repository that the path names: the world's own, or one that an issue was transferred to.

    `rest` is the path within it, `names` what the path's pattern caught.
    """

    world: World
    request: Request
    now: Instant
    place: Repository
    commits: Commits
    rest: str = ""
    names: tuple[str, ...] = ()

    @property
    def shaper(self) -> Shaper:
        return Shaper(
            base=self.request.base,
            site=self.request.site,
            home=f"{self.request.base}/repos/{self.place.full_name}",
            page=f"{self.request.site}/{self.place.full_name}",
            owner=self.world.owner,
        )

    @property
    def path(self) -> str:
        """The path by the repository's id, as Link headers have it."""
        return f"/repositories/{self.place.id}{self.rest}"

    @property
    def number(self) -> int:
        """The first number in the path."""
        return int(self.names[0])

    def thread(self) -> Thread:
        """The thread that the path names.

        Raises:
            RefusedError: 404 where there is none, 410 where it was deleted, 301 where it was transferred.
        """
        if self.place.id != self.world.repository.id:
            return self._thread_elsewhere()
        thread = self.world.threads.get(self.number)
        if thread is None:
            raise RefusedError(404, "Not Found")
        if thread.moved_to is not None:
            rest = self.rest.replace(f"/{thread.number}", f"/{thread.moved_to.number}", 1)
            where = f"{self.request.base}/repositories/{thread.moved_to.repository_id}{rest}"
            raise RefusedError(301, "Moved Permanently", headers={"location": where})
        if thread.is_deleted:
            raise RefusedError(410, "This issue was deleted")
        return thread

    def _thread_elsewhere(self) -> Thread:
        for thread in self.world.threads.values():
            moved = thread.moved_to
            if moved is not None and (moved.repository_id, moved.number) == (self.place.id, self.number):
                return replace(thread, number=moved.number)
        raise RefusedError(404, "Not Found")

    def pull(self) -> Thread:
        thread = self.thread()
        if not thread.is_pull:
            raise RefusedError(404, "Not Found")
        return thread

    def comment(self, *, is_review: bool) -> Comment:
        held = self.world.review_comments if is_review else self.world.comments
        comment = held.get(self.number)
        if comment is None or not self.is_here(comment):
            raise RefusedError(404, "Not Found")
        return comment

    def is_here(self, comment: Comment) -> bool:
        """Whether the comment's thread is still in the repository."""
        return self.world.threads[comment.thread].is_here

    def citizen(self) -> Account:
        """Who acts: the account whose login is the token.

        Raises:
            RefusedError: no token, or one that is no login of the seed's.
        """
        if not self.request.token:
            raise RefusedError(401, "Requires authentication")
        account = self.world.asker(self.request.token)
        if account is None:
            raise RefusedError(403, "Resource not accessible by personal access token")
        return account

    def editor(self, *, status: int = 403) -> Account:
        """Who acts, provided that the account may write.

        Raises:
            RefusedError: nobody, or one that may only read; 404 is what the forge says where it hides the thing.
        """
        citizen = self.citizen()
        if not self.world.may_write(citizen):
            raise RefusedError(status, NOT_YOURS if status == 403 else "Not Found")
        return citizen

    def author_or_editor(self, post: Post) -> Account:
        """Who acts, provided that the account wrote the post or may write.

        Raises:
            RefusedError: neither.
        """
        citizen = self.citizen()
        return citizen if post.author is citizen else self.editor()

    def perform(self, act: AnyAct) -> Any:
        """Do it now, in the words of the forge when it cannot be done."""
        try:
            return perform(self.world, act, self.now)
        except ImpossibleError as problem:
            raise RefusedError(problem.status, str(problem)) from problem

    def sent(self, name: str, *, resource: str) -> str:
        """A text of the request's JSON body that must not be empty.

        Raises:
            RefusedError: the body is no JSON object, or has no such text.
        """
        text = self.body(dict[str, Any]).get(name)
        if not isinstance(text, str) or not text.strip():
            raise invalid(resource, "missing_field", field=name)
        return text

    def body(self, kind: type[T]) -> T:
        """The request's JSON body.

        Raises:
            RefusedError: it is no JSON, or not of this kind.
        """
        try:
            return msgspec.json.decode(self.request.body or b"{}", type=kind)
        except msgspec.ValidationError as problem:
            raise RefusedError(422, f"Invalid request.\n\n{problem}") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RefusedError(400, "Problems parsing JSON") from None


def checked_text(text: str | None, *, resource: str) -> str | None:
    """The text of a post, if it may be so long. Raises RefusedError."""
    if text is not None and len(text) > LONGEST_TEXT:
        message = f"body is too long (maximum is {LONGEST_TEXT} characters)"
        raise invalid(resource, "custom", field="body", message=message)
    return text


def unlocked(desk: Desk, post: Post) -> None:
    """Refuse when the thread of a post is locked, unless the asker is a person who may write.

    A workflow's account is no collaborator: the forge refuses it, though it may lock and unlock.
    """
    number = post.thread if isinstance(post, Comment) else post.number if isinstance(post, Thread) else 0
    if not desk.world.threads[number].locked:
        return
    citizen = desk.citizen()
    if citizen.kind == "Bot" or not desk.world.may_write(citizen):
        raise RefusedError(403, "Unable to create comment because issue is locked.")
