"""What was read of proposals' files, remembered for the next reading. No I/O.

Reading a file gives the same for the same bytes in the same surroundings. A process that reads content again and again
(a preview) keeps a memory, and reads anew only what changed; what must hold between files is checked every time.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from civicgen.content.drafts import Draft
from civicgen.content.layout import TranslatedFile
from civicgen.model.names import ConsultationSlug
from civicgen.model.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """All that reading a proposal's file depends on besides the file. `language` is its consultation's."""

    consultation: ConsultationSlug
    language: str
    languages: tuple[str, ...]


class DraftMemory(Protocol):
    """Keeps drafts of proposals by the keys of what they were read from."""

    def get(self, key: bytes) -> Draft[Proposal] | None:
        """The draft that was put under a key; None where it is not known."""

    def put(self, key: bytes, draft: Draft[Proposal]) -> None:
        """Remember a draft."""

    def turn(self) -> None:
        """One reading is over."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read yet."""


class LastDrafts:
    """A memory within the process: what the last reading did not ask for is forgotten."""

    def __init__(self) -> None:
        self._before: dict[bytes, Draft[Proposal]] = {}
        self._now: dict[bytes, Draft[Proposal]] = {}

    def get(self, key: bytes) -> Draft[Proposal] | None:
        draft = self._before.get(key)
        if draft is not None:
            self._now[key] = draft
        return draft

    def put(self, key: bytes, draft: Draft[Proposal]) -> None:
        self._now[key] = draft

    def turn(self) -> None:
        self._before, self._now = self._now, {}

    @property
    def is_empty(self) -> bool:
        return not self._before


def key_of(text: TranslatedFile, name: str, around: Surroundings) -> bytes:
    """A key that is the same for the same files in the same surroundings, and for no others."""
    files = (("", text.original), *sorted(text.translations.items()))
    head = [(language, source and (source.path, source.problem, len(source.data))) for language, source in files]
    known = repr((around.consultation, around.language, around.languages, name, head))
    digest = hashlib.sha256(known.encode("utf-8", "surrogatepass"))
    for _, source in files:
        if source is not None:
            digest.update(source.data)
    return digest.digest()
