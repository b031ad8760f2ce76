"""What the doctor needs from outside, as Protocols: each of them looks, and none changes anything."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

from civicgen.app.ports import ContentFiles, PublishedFiles
from civicgen.model.content import Content, SourceFile
from civicgen.model.desk import DeskFile, Label
from civicgen.model.health import (
    CheckoutSeen,
    KeySeen,
    PagesSetting,
    ProgramsSeen,
    Run,
    Setting,
    TokenKind,
    Unseen,
    Workflow,
)
from civicgen.model.ledger import Ledger


class ForgeHealth(Protocol):
    """The forge's settings. What it refuses comes back as Unseen, with its status: 401, 403, 404.

    Everything may raise TemporaryError where it does not answer.
    """

    def repository(self) -> Setting | Unseen: ...

    def may_read(self, part: str) -> Unseen | None:
        """Whether a part of the repository, `issues` or `pulls`, can be read; None where it can."""
        ...

    def pages(self) -> PagesSetting | Unseen: ...

    def workflows(self) -> tuple[Workflow, ...] | Unseen: ...

    def last_run(self, workflow: int, *, branch: str) -> Run | Unseen | None: ...

    def may_workflows_open_pulls(self) -> bool | Unseen: ...

    def labels(self) -> tuple[Label, ...] | Unseen: ...


class Checkout(Protocol):
    def look(self, settings: Sequence[str]) -> CheckoutSeen:
        """The state of the checkout; `settings` are the files and folders of the portal.

        Raises:
            NoRepositoryError: there is none, or there is no git.
            ConfigurationError: git refuses, as where the folder belongs to somebody else.
        """
        ...


class SettingsFiles(Protocol):
    def read(self) -> Iterable[SourceFile]:
        """`mkdocs.yml` and the files below `.github/`, in the order of their paths."""
        ...


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """All of them.

    `forge` and `published` make what asks the repository of this name and the site at this address; `forge` is Unseen
    and `published` None where nobody is to be asked. `token_problem` says why GITHUB_TOKEN is no token, '' where it
    looks like one. `labels` and `forms` make what content needs at the forge. `programs` loads the engine, which takes
    a while.
    """

    content: ContentFiles
    settings: SettingsFiles
    checkout: Checkout
    key: Callable[[], KeySeen]
    record: Callable[[], Ledger]
    published: Callable[[str], PublishedFiles] | None
    forge: Callable[[str], ForgeHealth] | Unseen
    token_kind: TokenKind
    token_problem: str
    labels: Callable[[Content], tuple[Label, ...]]
    forms: Callable[[Content], tuple[DeskFile, ...]]
    programs: Callable[[], ProgramsSeen]
