"""What the use cases need from outside, as Protocols; `store/` and `forges/` provide them, tests fake them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from civicgen.app.progress import Progress
from civicgen.model.content import SourceFile
from civicgen.model.ledger import Cost, HarvestRow, Ledger, LedgerMeta, OpenedText, Row
from civicgen.model.names import ConsultationSlug, Digest
from civicgen.model.observation import KnownThread, Sweep
from civicgen.model.proposal import WordingSeen
from civicgen.model.times import Instant

Item = TypeVar("Item")
Result = TypeVar("Result")


class Share(Protocol):
    """Does the same work on each of several items, maybe in several processes; gives the results in order."""

    def __call__(self, items: Sequence[Item], work: Callable[[Item], Result]) -> Iterator[Result]: ...


def alone(items: Sequence[Item], work: Callable[[Item], Result]) -> Iterator[Result]:
    """Do it here."""
    return map(work, items)


class ContentFiles(Protocol):
    """The files below `content/`, in the order of their paths."""

    def read(self) -> Iterable[SourceFile]: ...


class Forge(Protocol):
    """The service that hosts the conversation."""

    @property
    def cost(self) -> Cost:
        """What was asked of it so far, failed requests too."""
        ...

    @property
    def clock(self) -> Instant | None:
        """The forge's time when it first answered, even if it refused; None where it has not answered."""
        ...

    def now(self) -> Instant:
        """The forge's own clock. Raises TemporaryError where it does not answer."""
        ...

    def is_same(self, repository: str) -> bool:
        """Whether `repository` (owner/name) is a former name of the repository that is observed. Raises as `sweep`."""
        ...

    def sweep(self, threads: Sequence[KnownThread], *, received_since: Instant | None, progress: Progress) -> Sweep:
        """Observe these threads, and what was proposed: the issues with the label PROPOSAL.

        A thread that could not be read whole has its `problem` set. Of what was proposed only those are looked at that
        changed after `received_since`; None is all.

        Raises:
            TemporaryError: nothing could be observed, or waiting would take longer than allowed.
            ConfigurationError: the token or the repository is wrong.
        """
        ...


class LedgerStore(Protocol):
    """The ledger's folder. Everything is written whole or not at all."""

    def read(self) -> Ledger: ...

    def lock(self) -> AbstractContextManager[None]:
        """Keep a second harvest out. Raises ConfigurationError when one is running."""
        ...

    def begin(self, meta: LedgerMeta) -> None:
        """Write `ledger.json` of an empty ledger."""
        ...

    def append(
        self,
        *,
        rows: Mapping[ConsultationSlug, Sequence[Row]],
        texts: Mapping[ConsultationSlug, Sequence[OpenedText]],
        erased: Mapping[ConsultationSlug, Collection[Digest]],
        harvest: HarvestRow,
    ) -> None:
        """Write and erase texts, then write rows, then the harvest row, whose append is the commit point.

        `erased` are all texts that may not be kept, those that earlier harvests erased, too.
        """
        ...


class Wordings(Protocol):
    """The versions of the proposals' texts in Git."""

    def read(self) -> tuple[Mapping[str, tuple[WordingSeen, ...]], str]:
        """The wordings by the proposal's file, oldest first, and why they are incomplete ('' when they are not)."""
        ...


class PublishedFiles(Protocol):
    """A published site, as far as single files of it are read."""

    def read(self, path: str) -> bytes:
        """The bytes of a file, by its path in the site. Raises TemporaryError where it cannot be had now."""
        ...
