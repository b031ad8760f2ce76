"""How a portal is set up around its content, at the forge, in Git and here: what `civicgen doctor` looks at."""

from enum import StrEnum

import msgspec

from civicgen.model.desk import RepositoryFacts
from civicgen.model.ledger import LedgerMeta
from civicgen.model.times import Instant


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be looked at.

    `why` ends a sentence that begins "this could not be looked at:". `status` is the forge's answer, 0 where it gave
    none; `wanted` are the permissions that it names as needed, in its own words.
    """

    why: str
    status: int = 0
    wanted: str = ""
    is_unreachable: bool = False


class TokenKind(StrEnum):
    """What sort of token asks: GitHub shows in different ways what they may do."""

    CLASSIC = "classic"
    FINE_GRAINED = "fine-grained"
    INSTALLATION = "of a workflow or an app"
    OTHER = "other"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """The repository at the forge, as this token sees it.

    `scopes` are those of a classic token; None where the forge names none, as with every other kind. `at` is the
    forge's clock, None where it does not tell.
    """

    facts: RepositoryFacts
    scopes: frozenset[str] | None
    at: Instant | None


class PagesSetting(msgspec.Struct, frozen=True, kw_only=True):
    """Where the forge publishes the site; `address` is '' where it does not tell.

    `is_by_workflow`: a workflow hands it over, no branch is published. `is_failed`: the last time it went wrong.
    """

    address: str
    is_by_workflow: bool
    is_https_enforced: bool
    is_public: bool
    is_failed: bool = False


class Workflow(msgspec.Struct, frozen=True, kw_only=True):
    """A workflow at the forge. `state` is the forge's word: `active`, `disabled_inactivity`, `disabled_manually` ..."""

    id: int
    path: str
    name: str
    state: str


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run of a workflow. `conclusion` is the forge's word, '' while it goes on."""

    at: Instant
    conclusion: str
    address: str


class CheckoutSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The portal's folder as Git sees it.

    `remote` is the remote's address without anything secret, '' where there is none; `changed` are the portal's files
    that are not committed as they stand. `may_commit_key`: Git would take the file of the key for one to be committed.
    """

    is_shallow: bool
    is_partial: bool
    remote: str
    changed: tuple[str, ...]
    has_key_committed: bool
    may_commit_key: bool


class KeySeen(msgspec.Struct, frozen=True, kw_only=True):
    """The key of the pseudonyms, without the key.

    `source` is the variable or file that holds it, '' where there is none; `problem` says why it cannot be read.
    `is_open`: others than its owner may read the file.
    """

    source: str = ""
    length: int = 0
    fingerprint: str = ""
    is_open: bool = False
    problem: str = ""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt to collect, as the public record has it."""

    at: Instant
    outcome: str
    reason: str = ""


class RecordSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A public record, in the folder or on the published site.

    `meta` is None where none was begun; `last` and `last_complete` are the latest attempts. `damage` says where and how
    it is not what was written, '' where it is whole. `rows`, `texts` and `missing_texts` are numbers; those of a
    published one are not counted.
    """

    meta: LedgerMeta | None
    last: Attempt | None = None
    last_complete: Attempt | None = None
    rows: int = 0
    texts: int = 0
    missing_texts: int = 0
    damage: str = ""


class ProgramsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What is installed here. `commit` is the one that civicgen was installed from, '' where that is not known.

    `engine` and `theme` are versions, '' where they are missing; `engine_problem` says why no site can be made.
    """

    civicgen: str
    commit: str
    python: str
    engine: str
    theme: str
    engine_problem: str = ""
