"""What stands at the forge, for those who work there on an editor's behalf: threads with their texts, labels, pulls."""

import msgspec

from civicgen.model.times import Instant

PROPOSAL = "proposal"
"""The label of every issue by which somebody proposes something."""


class Poster(msgspec.Struct, frozen=True, kw_only=True):
    """The account that wrote something. `id` is None where it was deleted; `is_bot` as the forge says."""

    login: str = ""
    id: int | None = None
    is_bot: bool = False


class ThreadText(msgspec.Struct, frozen=True, kw_only=True):
    """An issue or pull request with its first post. Title, body and labels are untrusted text, as people wrote them."""

    number: int
    title: str
    body: str
    poster: Poster
    labels: tuple[str, ...]
    is_open: bool
    is_locked: bool
    is_pull_request: bool
    made_at: Instant
    changed_at: Instant
    address: str


class CommentText(msgspec.Struct, frozen=True, kw_only=True):
    """A comment of a thread, with its text."""

    id: int
    body: str
    poster: Poster
    made_at: Instant
    address: str


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A label of the repository. `colour` is six hexadecimal digits."""

    name: str
    colour: str
    description: str = ""


class Pull(msgspec.Struct, frozen=True, kw_only=True):
    """A pull request from branch `head` into `base`, both in the portal's own repository."""

    number: int
    title: str
    body: str
    head: str
    base: str
    is_open: bool
    is_merged: bool
    address: str


class RepositoryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the forge says of the repository to this token. `permissions` are the token's, such as `push`; empty
    where the forge does not say."""

    full_name: str
    default_branch: str
    is_private: bool
    has_issues: bool
    has_pages: bool
    is_archived: bool
    permissions: frozenset[str]


class DeskFile(msgspec.Struct, frozen=True, kw_only=True):
    """A text file to be written below the portal's root; `text` None removes it."""

    path: str
    text: str | None
