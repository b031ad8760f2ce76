"""What each act does to the world: one literal table, and here the acts of accounts, comments and reactions.

Changes the world in place, no I/O.
"""

from collections.abc import Callable
from typing import Any

from civicgen.model.times import Instant
from civicgen.rehearsal import acts
from civicgen.rehearsal import repository_changes as repository
from civicgen.rehearsal import thread_changes as threads
from civicgen.rehearsal.acts import AnyAct
from civicgen.rehearsal.entities import Account, Comment, Reaction, Thread
from civicgen.rehearsal.world import ImpossibleError, World


def perform(world: World, act: AnyAct, at: Instant) -> Any:
    """Do it; what comes back is what was made (thread, comment, reaction), or None.

    Raises:
        ImpossibleError: the forge would refuse it.
    """
    return _CHANGES[type(act)](world, act, at)


def advance(world: World, now: Instant) -> None:
    """Let everything happen that is due at `now`. What is impossible by then is noted in the world's problems."""
    while world.future and world.future[0].at <= now:
        happening = world.future.popleft()
        try:
            perform(world, happening.act, happening.at)
        except ImpossibleError as problem:
            world.problems.append((happening.line, str(problem)))


def _add_user(world: World, act: acts.AddUser, at: Instant) -> Account:
    if act.id in world.accounts or world.citizen(act.login) not in (None, world.organisation):
        raise ImpossibleError(f"user {act.id} or the login {act.login} is taken")
    created = Instant(act.created_at) if act.created_at else at
    account = Account(id=act.id, login=act.login, kind=act.kind, created_at=created)
    world.accounts[act.id] = account
    world.logins[act.login.lower()] = account
    return account


def _rename_user(world: World, act: acts.RenameUser, at: Instant) -> None:
    account = world.account(act.user)
    assert account is not None
    if world.citizen(act.login) not in (None, account):
        raise ImpossibleError(f"the login {act.login} is taken")
    world.logins.pop(account.login.lower(), None)
    account.login = act.login
    world.logins[act.login.lower()] = account


def _delete_user(world: World, act: acts.DeleteUser, at: Instant) -> None:
    account = world.account(act.user)
    assert account is not None
    account.is_deleted = True
    world.logins.pop(account.login.lower(), None)


def _add_comment(world: World, act: acts.AddComment, at: Instant) -> Comment:
    thread = world.thread(act.issue)
    comment = Comment(
        id=act.id or world.ids.next("comment"),
        on="",
        thread=act.issue,
        author=world.account(act.user),
        body=act.body,
        created_at=at,
        updated_at=at,
    )
    comment.on = f"comment:{comment.id}"
    return _posted(comment, thread, thread.comments, world.comments)


def _add_review_comment(world: World, act: acts.AddReviewComment, at: Instant) -> Comment:
    thread = world.thread(act.pull)
    if not thread.is_pull:
        raise ImpossibleError(f"{act.pull} is no pull request")
    comment = Comment(
        id=act.id or world.ids.next("review_comment"),
        on="",
        thread=act.pull,
        author=world.account(act.user),
        body=act.body,
        created_at=at,
        updated_at=at,
        path=act.path,
        line=act.line,
        reply_to=act.reply_to,
    )
    comment.on = f"review_comment:{comment.id}"
    return _posted(comment, thread, thread.review_comments, world.review_comments)


def _posted(comment: Comment, thread: Thread, here: dict[int, Comment], all_: dict[int, Comment]) -> Comment:
    if comment.id in all_:
        raise ImpossibleError(f"{comment.on} exists already")
    here[comment.id] = all_[comment.id] = comment
    thread.updated_at = comment.created_at
    return comment


def _edit_comment(world: World, act: acts.EditComment, at: Instant) -> None:
    comment = world.comment(act.on)
    comment.body = act.body
    comment.edited_at = comment.updated_at = at


def _hide_comment(world: World, act: acts.HideComment, at: Instant) -> None:
    world.comment(act.on).hidden = act.reason


def _show_comment(world: World, act: acts.ShowComment, at: Instant) -> None:
    world.comment(act.on).hidden = None


def _delete_comment(world: World, act: acts.DeleteComment, at: Instant) -> None:
    comment = world.comment(act.on)
    thread = world.threads[comment.thread]
    for held in (
        (thread.review_comments, world.review_comments)
        if comment.is_review
        else (
            thread.comments,
            world.comments,
        )
    ):
        held.pop(comment.id, None)
    for id_ in tuple(comment.reactions):
        world.drop(id_)
    thread.updated_at = at


def _add_reaction(world: World, act: acts.AddReaction, at: Instant) -> Reaction:
    """The new reaction, or the one that this account has already. A thread's `updated_at` stays."""
    post = world.post(act.on)
    account = world.account(act.user)
    if account is not None and (found := world.reaction_of(post, account, act.content)) is not None:
        return found
    reaction = Reaction(id=act.id or world.ids.next("reaction"), account=account, content=act.content, made_at=at)
    if reaction.id in world.reacted:
        raise ImpossibleError(f"reaction {reaction.id} exists already")
    world.keep(post, reaction)
    return reaction


def _remove_reaction(world: World, act: acts.RemoveReaction, at: Instant) -> None:
    id_ = act.id if act.id is not None else _reaction_meant(world, act)
    world.drop(id_)


def _reaction_meant(world: World, act: acts.RemoveReaction) -> int:
    if act.on is None or act.content is None:
        raise ImpossibleError("remove_reaction needs `id`, or `on`, `user` and `content`")
    found = world.reaction_of(world.post(act.on), world.account(act.user), act.content)
    if found is None:
        raise ImpossibleError(f"user {act.user} has no {act.content} on {act.on}", 404)
    return found.id


_CHANGES: dict[type[AnyAct], Callable[[World, Any, Instant], Any]] = {
    acts.AddUser: _add_user,
    acts.RenameUser: _rename_user,
    acts.DeleteUser: _delete_user,
    acts.OpenIssue: threads.open_issue,
    acts.EditIssue: threads.edit_issue,
    acts.CloseIssue: threads.close_issue,
    acts.ReopenIssue: threads.reopen_issue,
    acts.MergePull: threads.merge_pull,
    acts.LockIssue: threads.lock_issue,
    acts.UnlockIssue: threads.unlock_issue,
    acts.TransferIssue: threads.transfer_issue,
    acts.DeleteIssue: threads.delete_issue,
    acts.ConvertIssue: threads.convert_issue,
    acts.AddComment: _add_comment,
    acts.AddReviewComment: _add_review_comment,
    acts.EditComment: _edit_comment,
    acts.HideComment: _hide_comment,
    acts.ShowComment: _show_comment,
    acts.DeleteComment: _delete_comment,
    acts.AddReaction: _add_reaction,
    acts.RemoveReaction: _remove_reaction,
    acts.RenameRepository: repository.rename_repository,
    acts.MakeLabel: repository.make_label,
    acts.EditLabel: repository.edit_label,
    acts.DeleteLabel: repository.delete_label,
    acts.LabelIssue: threads.label_issue,
    acts.UnlabelIssue: threads.unlabel_issue,
    acts.ChangeSettings: repository.change_settings,
}
