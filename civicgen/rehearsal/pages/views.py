"""The world -> frozen data that one web page shows. Pure."""

from collections import Counter
from dataclasses import dataclass

from civicgen.rehearsal.entities import Account, Comment, Post, Thread, shown
from civicgen.rehearsal.world import World

NOBODY = "ghost"
LISTED_CITIZENS = 300
PAGE_SIZE = 50
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
    at: str
    body: str
    note: str
    hidden: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    number: int
    title: str
    kind: str
    state: str
    address: str
    labels: tuple[str, ...]
    is_locked: bool
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thread in the list."""

    number: int
    title: str
    address: str
    state: str
    author: str
    at: str
    comments: int
    reactions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    state: str
    entries: tuple[Entry, ...]
    page: int
    pages: int
    total: int


def thread_view(world: World, thread: Thread, citizen: Account | None) -> ThreadView:
    """A thread as this citizen (or, for None, anybody) sees it: its text first, then the comments, oldest first."""
    posts: list[Post] = [thread, *thread.comments.values(), *thread.review_comments.values()]
    posts[1:] = sorted(posts[1:], key=lambda post: (post.created_at, post.id))
    return ThreadView(
        number=thread.number,
        title=thread.title,
        kind="Pull request" if thread.is_pull else "Issue",
        state=state_of(thread),
        address=address_of(world, thread),
        labels=tuple(label.name for label in thread.labels),
        is_locked=thread.locked,
        posts=tuple(_post_view(world, post, citizen) for post in posts),
    )


def list_view(world: World, *, state: str, page: int) -> ListView:
    """A page of the list of threads, newest first."""
    threads = [thread for thread in world.threads_here() if state == "all" or state_of(thread) == state]
    threads.reverse()
    pages = max(1, -(-len(threads) // PAGE_SIZE))
    page = min(max(1, page), pages)
    shown_here = threads[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    entries = tuple(_entry(world, thread) for thread in shown_here)
    return ListView(state=state, entries=entries, page=page, pages=pages, total=len(threads))


def citizens(world: World) -> tuple[str, ...]:
    """Logins to choose from; with very many citizens only some, the others are typed."""
    people = (account.login for account in world.logins.values() if account.kind == "User")
    return tuple(sorted(people, key=str.lower)[:LISTED_CITIZENS])


def state_of(thread: Thread) -> str:
    return "open" if thread.closed_at is None else "closed"


def address_of(world: World, thread: Thread) -> str:
    kind = "pull" if thread.is_pull else "issues"
    return f"/{world.repository.full_name}/{kind}/{thread.number}"


def anchor_of(post: Post) -> str:
    """The post's place within its page."""
    if not isinstance(post, Comment):
        return "post"
    return f"discussion_r{post.id}" if post.is_review else f"issuecomment-{post.id}"


def _entry(world: World, thread: Thread) -> Entry:
    return Entry(
        number=thread.number,
        title=thread.title,
        address=address_of(world, thread),
        state=state_of(thread),
        author=_name(thread.author),
        at=thread.created_at,
        comments=len(thread.comments) + len(thread.review_comments),
        reactions=len(thread.reactions),
    )


def _post_view(world: World, post: Post, citizen: Account | None) -> PostView:
    notes = ["edited"] if post.edited_at is not None else []
    hidden = ""
    if isinstance(post, Comment):
        hidden = post.hidden or ""
        notes += [f"on {post.path}, line {post.line}"] if post.is_review else []
    return PostView(
        on=post.on,
        anchor=anchor_of(post),
        author=_name(post.author),
        at=post.created_at,
        body=post.body,
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


def _name(account: Account | None) -> str:
    living = shown(account)
    return NOBODY if living is None else living.login
