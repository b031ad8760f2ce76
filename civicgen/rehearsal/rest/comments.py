"""REST handlers of comments, of the thread and of a pull request's lines. No I/O."""

from collections.abc import Iterable
from operator import attrgetter

from civicgen.rehearsal.acts import AddComment, DeleteComment, EditComment
from civicgen.rehearsal.entities import Comment
from civicgen.rehearsal.exchange import Answer, json_answer
from civicgen.rehearsal.rest.desk import Desk, checked_text, unlocked
from civicgen.rehearsal.rest.paging import in_order, page_of, since
from civicgen.rehearsal.rest.shapes import shape_of

_ORDERS = {"created": attrgetter("created_at"), "updated": attrgetter("updated_at")}


def list_all(desk: Desk) -> Answer:
    """Every comment of the repository's threads, oldest first unless told otherwise."""
    return _listed(desk, desk.world.comments.values(), is_sorted=True)


def list_all_of_reviews(desk: Desk) -> Answer:
    return _listed(desk, desk.world.review_comments.values(), is_sorted=True)


def list_of_issue(desk: Desk) -> Answer:
    """The comments of one thread, always by id."""
    return _listed(desk, desk.thread().comments.values(), is_sorted=False)


def list_of_pull(desk: Desk) -> Answer:
    return _listed(desk, desk.pull().review_comments.values(), is_sorted=True)


def get_comment(desk: Desk) -> Answer:
    return json_answer(desk.shaper.comment(desk.comment(is_review=False)))


def get_review_comment(desk: Desk) -> Answer:
    return json_answer(desk.shaper.review_comment(desk.comment(is_review=True)))


def add_comment(desk: Desk) -> Answer:
    thread, citizen = desk.thread(), desk.citizen()
    unlocked(desk, thread)
    body = _body(desk)
    comment = desk.perform(AddComment(issue=thread.number, user=citizen.id, body=body))
    return json_answer(desk.shaper.comment(comment), status=201)


def edit_comment(desk: Desk) -> Answer:
    comment = _own(desk)
    desk.perform(EditComment(on=comment.on, body=_body(desk)))
    return json_answer(desk.shaper.comment(comment))


def delete_comment(desk: Desk) -> Answer:
    desk.perform(DeleteComment(on=_own(desk).on))
    return Answer(status=204)


def _body(desk: Desk) -> str:
    """The text sent for a comment."""
    return checked_text(desk.sent("body", resource="IssueComment"), resource="IssueComment") or ""


def _own(desk: Desk) -> Comment:
    """The comment that the path names, which its author and whoever may write can change."""
    comment = desk.comment(is_review=False)
    desk.author_or_editor(comment)
    return comment


def _listed(desk: Desk, comments: Iterable[Comment], *, is_sorted: bool) -> Answer:
    after = since(desk.request)
    found = [comment for comment in comments if comment.updated_at >= after and desk.is_here(comment)]
    found.sort(key=attrgetter("id"))
    if is_sorted:
        found = in_order(found, desk.request, keys=_ORDERS, default="created", descending=False)
    page = page_of(len(found), desk.request, path=desk.path)
    shapes = [shape_of(desk.shaper, comment) for comment in found[page.start : page.end]]
    return json_answer(shapes, headers={"link": page.link})
