"""What a consultation's rows add up to: the last known picture of it. Types only; reads nothing, writes nothing."""

from collections.abc import Mapping

import msgspec

from civicgen.model.ledger import Row
from civicgen.model.names import Digest, ProposalId
from civicgen.model.observation import ThreadState
from civicgen.model.times import Instant


class CommentKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as last observed. `hidden` is the forge's reason, None when it is shown."""

    ref: str
    proposal: ProposalId
    text: Digest | None
    edited_at: Instant | None = None
    hidden: str | None = None
    is_gone: bool = False


class WordingKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A wording as last published. `thread` is the thread that its proposal had then."""

    number: int
    digest: Digest
    thread: int | None
    commit: str
    made_at: Instant | None
    is_editorial: bool


class ThreadKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A thread as last observed, where it is or was anything but open and unlocked."""

    number: int
    state: ThreadState = ThreadState.OPEN
    is_locked: bool = False
    moved_to: str = ""


class ConsultationState(msgspec.Struct, frozen=True, kw_only=True):
    """The last known picture of a consultation.

    Attributes:
        rows: how many rows it is folded from.
        terms: the facts of the settings in force, None before the opening is recorded.
        changes: the announced changes recorded so far, each as (made_at, field, before, after, phase).
        closed: the closings whose tallies are recorded.
        reactions: the `reaction-cast` rows of live reactions, by ref; a ref is live once in a consultation.
        comments: by ref, the gone ones too.
        wordings: by proposal, oldest first.
        threads: by number.
        received: whether the issues by which something was proposed are open, by number.
        notices: the refs of the portal's own comments, by thread and event; those that are gone too.
        receipts: the last `contribution` row of each receipt, by ref; `count` 0 means taken back.
        redacted: refs whose texts were removed on request; none that they had or will have is kept.
    """

    rows: int = 0
    terms: Mapping[str, object] | None = None
    changes: frozenset[tuple[str, ...]] = frozenset()
    closed: frozenset[Instant] = frozenset()
    reactions: Mapping[str, Row] = msgspec.field(default_factory=dict)
    comments: Mapping[str, CommentKnown] = msgspec.field(default_factory=dict)
    wordings: Mapping[ProposalId, tuple[WordingKnown, ...]] = msgspec.field(default_factory=dict)
    threads: Mapping[int, ThreadKnown] = msgspec.field(default_factory=dict)
    received: Mapping[int, bool] = msgspec.field(default_factory=dict)
    notices: Mapping[tuple[int, str], str] = msgspec.field(default_factory=dict)
    receipts: Mapping[str, Row] = msgspec.field(default_factory=dict)
    redacted: frozenset[str] = frozenset()

    def thread_of(self, proposal: ProposalId) -> int | None:
        """The thread under which a proposal was last published."""
        wordings = self.wordings.get(proposal, ())
        return wordings[-1].thread if wordings else None
