"""A thread -> frozen data that its page shows. Pure."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from civicgen.rehearsal.entities import Account, Comment, Post, Thread
from civicgen.rehearsal.pages.markdown import shown
from civicgen.rehearsal.pages.people import LabelView, label_views, name_of
from civicgen.rehearsal.world import World

FACES = {
    "+1": ("👍", "thumbs up"),
    "-1": ("👎", "thumbs down"),
    "laugh": ("😄", "laugh"),
    "hooray": ("🎉", "hooray"),
    "confused": ("😕", "confused"),
    "heart": ("❤️", "heart"),
    "rocket": ("🚀", "rocket"),
    "eyes": ("👀", "eyes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A kind of reaction with its count. `is_mine`: the person who looks has it; pressing takes it back."""

    content: str
    face: str
    words: str
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    on: str
    anchor: str
    author: str
    is_bot: bool
    at: str
    text: Markup
    note: str
    hidden: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """`labels` are those on the thread, `choices` all of the repository, each with whether it is on. `may_close`: the
    person who looks may close it or open it again."""

    number: int
    title: str
    kind: str
    state: str
    author: str
    at: str
    address: str
    labels: tuple[LabelView, ...]
    choices: tuple[LabelView, ...]
    is_locked: bool
    is_pull: bool
    may_close: bool
    posts: tuple[PostView, ...]


def thread_view(world: World, thread: Thread, citizen: Account | None) -> ThreadView:
    """A thread as this citizen (or, for None, anybody) sees it: its text first, then the comments, oldest first."""
    posts: list[Post] = [thread, *thread.comments.values(), *thread.review_comments.values()]
    posts[1:] = sorted(posts[1:], key=lambda post: (post.created_at, post.id))
    everything = sorted(world.labels.values(), key=lambda label: label.name.lower())
    return ThreadView(
        number=thread.number,
        title=thread.title,
        kind="Pull request" if thread.is_pull else "Issue",
        state=state_of(thread),
        author=name_of(thread.author),
        at=thread.created_at,
        address=address_of(world, thread),
        labels=label_views(thread.labels),
        choices=label_views(everything, on=thread.labels),
        is_locked=thread.locked,
        is_pull=thread.is_pull,
        may_close=state_of(thread) != "merged" and may_close(world, thread, citizen),
        posts=tuple(_post_view(world, post, citizen) for post in posts),
    )


def may_close(world: World, thread: Thread, citizen: Account | None) -> bool:
    """Who may write; who wrote it, unless somebody else closed it."""
    if citizen is None or world.may_write(citizen):
        return citizen is not None
    return thread.author is citizen and thread.closed_by in (None, citizen)


def state_of(thread: Thread) -> str:
    if thread.branches is not None and thread.branches.merged_at is not None:
        return "merged"
    return "open" if thread.closed_at is None else "closed"


def address_of(world: World, thread: Thread) -> str:
    kind = "pull" if thread.is_pull else "issues"
    return f"/{world.repository.full_name}/{kind}/{thread.number}"


def anchor_of(post: Post) -> str:
    """The post's place within its page."""
    if not isinstance(post, Comment):
        return "post"
    return f"discussion_r{post.id}" if post.is_review else f"issuecomment-{post.id}"


def _post_view(world: World, post: Post, citizen: Account | None) -> PostView:
    notes = ["edited"] if post.edited_at is not None else []
    hidden = ""
    if isinstance(post, Comment):
        hidden = post.hidden or ""
        notes += [f"on {post.path}, line {post.line}"] if post.is_review else []
    return PostView(
        on=post.on,
        anchor=anchor_of(post),
        author=name_of(post.author),
        is_bot=post.author is not None and post.author.kind == "Bot",
        at=post.created_at,
        text=shown(post.body),
        note=", ".join(notes),
        hidden=hidden,
        buttons=tuple(_buttons(world, post, citizen)),
    )


def _buttons(world: World, post: Post, citizen: Account | None) -> list[Button]:
    counts = Counter(reaction.content for reaction in post.reactions.values())
    return [
        Button(
            content=content,
            face=face,
            words=words,
            count=counts[content],
            is_mine=citizen is not None and world.reaction_of(post, citizen, content) is not None,
        )
        for content, (face, words) in FACES.items()
    ]
