"""REST handlers of reactions on threads and on both kinds of comments. No I/O."""

from collections.abc import Callable

from civicgen.rehearsal.acts import AddReaction, RemoveReaction
from civicgen.rehearsal.entities import KINDS, Post
from civicgen.rehearsal.exchange import Answer, RefusedError, invalid, json_answer
from civicgen.rehearsal.rest.desk import Desk, unlocked
from civicgen.rehearsal.rest.paging import page_of

Handler = Callable[[Desk], Answer]


def on_thread(desk: Desk) -> Post:
    return desk.thread()


def on_comment(desk: Desk) -> Post:
    return desk.comment(is_review=False)


def on_review_comment(desk: Desk) -> Post:
    return desk.comment(is_review=True)


def listing(post_of: Callable[[Desk], Post]) -> Handler:
    """The handler that lists a post's reactions, oldest first; `content` keeps those of one kind."""

    def handle(desk: Desk) -> Answer:
        content = desk.request.query.get("content")
        found = [one for one in post_of(desk).reactions.values() if content in (None, one.content)]
        page = page_of(len(found), desk.request, path=desk.path)
        shapes = [desk.shaper.reaction(reaction) for reaction in found[page.start : page.end]]
        return json_answer(shapes, headers={"link": page.link})

    return handle


def adding(post_of: Callable[[Desk], Post]) -> Handler:
    """The handler that adds a reaction: 201, or 200 with the one that was there already."""

    def handle(desk: Desk) -> Answer:
        post, citizen, content = post_of(desk), desk.citizen(), desk.sent("content", resource="Reaction")
        unlocked(desk, post)
        if content not in KINDS:
            raise invalid("Reaction", "invalid", field="content")
        before = len(post.reactions)
        reaction = desk.perform(AddReaction(on=post.on, user=citizen.id, content=content))
        return json_answer(desk.shaper.reaction(reaction), status=201 if len(post.reactions) > before else 200)

    return handle


def removing(post_of: Callable[[Desk], Post]) -> Handler:
    """The handler that takes back the asker's own reaction."""

    def handle(desk: Desk) -> Answer:
        post, citizen = post_of(desk), desk.citizen()
        reaction = post.reactions.get(int(desk.names[1]))
        if reaction is None:
            raise RefusedError(404, "Not Found")
        if reaction.account is not citizen:
            raise RefusedError(403, "Must have admin rights to Repository.")
        desk.perform(RemoveReaction(id=reaction.id))
        return Answer(status=204)

    return handle
