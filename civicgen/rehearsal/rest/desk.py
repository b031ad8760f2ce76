"""What a handler of the REST API works with: the world, the request, the moment, and who asks. No I/O."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from civicgen.model.times import Instant
from civicgen.rehearsal.acts import AnyAct
from civicgen.rehearsal.changes import perform
from civicgen.rehearsal.entities import Account, Comment, Post, Repository, Thread
from civicgen.rehearsal.exchange import RefusedError, Request
from civicgen.rehearsal.rest.shapes import Shaper
from civicgen.rehearsal.world import ImpossibleError, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`place` is the repository that the path names: the world's own, or one that an issue was transferred to.

    `rest` is the path within it, `names` what the path's pattern caught.
    """

    world: World
    request: Request
    now: Instant
    place: Repository
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
        account = self.world.citizen(self.request.token)
        if account is None:
            raise RefusedError(403, "Resource not accessible by personal access token")
        return account

    def perform(self, act: AnyAct) -> Any:
        """Do it now, in the words of the forge when it cannot be done."""
        try:
            return perform(self.world, act, self.now)
        except ImpossibleError as problem:
            raise RefusedError(problem.status, str(problem)) from problem

    def sent(self, name: str) -> str:
        """A text of the request's JSON body.

        Raises:
            RefusedError: the body is no JSON object, or has no such text.
        """
        try:
            body = msgspec.json.decode(self.request.body or b"{}")
        except msgspec.DecodeError:
            raise RefusedError(400, "Problems parsing JSON") from None
        text = body.get(name) if isinstance(body, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise RefusedError(422, f"Validation Failed: `{name}` is missing")
        return text


def unlocked(desk: Desk, post: Post) -> None:
    """Refuse when the thread of a post is locked."""
    number = post.thread if isinstance(post, Comment) else post.number if isinstance(post, Thread) else 0
    if desk.world.threads[number].locked:
        raise RefusedError(403, "Unable to create comment because issue is locked.")
