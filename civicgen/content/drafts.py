"""What was read of each file, together with where it stands in the file: what checks work on. No I/O."""

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from civicgen.content.layout import ConsultationFolder
from civicgen.content.links import NO_LINKS, Links
from civicgen.content.sheet import Sheet
from civicgen.model.answer import Answer, Document, Update
from civicgen.model.consultation import Consultation
from civicgen.model.contribution import Contribution
from civicgen.model.findings import Finding, Place
from civicgen.model.proposal import Proposal


class HasFile(Protocol):
    """Anything that was read from a file of its own."""

    @property
    def file(self) -> str: ...


Read = TypeVar("Read", bound=HasFile)


@dataclass(frozen=True, slots=True)
class Draft(Generic[Read]):
    """A thing with the sheet that it was read from.

    `name` is the file's name without its ending. `links` are those of its body, which begins on `body_line`.
    """

    item: Read
    sheet: Sheet
    name: str
    body_line: int = 1
    links: Links = NO_LINKS

    def place(self, *path: str | int) -> Place:
        """Where a key stands, or the nearest one around it."""
        return Place(file=self.item.file, line=self.sheet.line_of(path))

    @property
    def is_read(self) -> bool:
        """Whether there are keys: of a file that cannot be read, nothing can be said to be missing."""
        return bool(self.sheet.value)

    def written(self, key: str) -> str | None:
        """The text of a top key as it was written."""
        value = self.sheet.value.get(key) if isinstance(self.sheet.value, dict) else None
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDraft:
    """A consultation and all that was read of its folder. `findings` are those of files that are no items."""

    folder: ConsultationFolder
    consultation: Draft[Consultation]
    proposals: tuple[Draft[Proposal], ...]
    answers: tuple[Draft[Answer], ...]
    updates: tuple[Draft[Update], ...]
    documents: tuple[Document, ...]
    contributions: tuple[Contribution, ...]
    findings: tuple[Finding, ...] = field(default=())
