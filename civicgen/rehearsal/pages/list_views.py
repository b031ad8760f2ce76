"""The threads -> frozen data that a list shows. Pure."""

from dataclasses import dataclass

from civicgen.rehearsal.entities import Thread
from civicgen.rehearsal.pages.people import LabelView, label_views, name_of
from civicgen.rehearsal.pages.thread_views import address_of, state_of
from civicgen.rehearsal.world import World

PAGE_SIZE = 50
STATES = ("open", "closed", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list shows: pull requests or issues, in which state, with which label ('' for any), which page."""

    is_pull: bool
    state: str
    label: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thread in the list."""

    number: int
    title: str
    address: str
    state: str
    author: str
    at: str
    labels: tuple[LabelView, ...]
    comments: int
    reactions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    is_pull: bool
    state: str
    label: str
    entries: tuple[Entry, ...]
    page: int
    pages: int
    total: int


def list_view(world: World, wanted: Wanted) -> ListView:
    """A page of the list of threads, newest first."""
    threads = [thread for thread in world.threads_here() if _is_wanted(thread, wanted)]
    threads.reverse()
    pages = max(1, -(-len(threads) // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    shown_here = threads[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return ListView(
        is_pull=wanted.is_pull,
        state=wanted.state,
        label=wanted.label,
        entries=tuple(_entry(world, thread) for thread in shown_here),
        page=page,
        pages=pages,
        total=len(threads),
    )


def _is_wanted(thread: Thread, wanted: Wanted) -> bool:
    if thread.is_pull != wanted.is_pull:
        return False
    if wanted.state != "all" and (thread.closed_at is not None) != (wanted.state == "closed"):
        return False
    return not wanted.label or wanted.label.lower() in (label.name.lower() for label in thread.labels)


def _entry(world: World, thread: Thread) -> Entry:
    return Entry(
        number=thread.number,
        title=thread.title,
        address=address_of(world, thread),
        state=state_of(thread),
        author=name_of(thread.author),
        at=thread.created_at,
        labels=label_views(thread.labels),
        comments=len(thread.comments) + len(thread.review_comments),
        reactions=len(thread.reactions),
    )
