"""What was read of proposals' files, remembered for the next reading. No I/O.

Reading a file gives the same for the same bytes in the same surroundings. A process that reads content again and again
(a preview) keeps a memory, and reads anew only what changed; what must hold between files is checked every time.
"""

from dataclasses import dataclass

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


class DraftMemory:
    """The drafts of the last reading, by their files' paths, with all that they were read from.

    What a reading did not ask for is forgotten with its `turn`.
    """

    def __init__(self) -> None:
        self._before: dict[str, tuple[TranslatedFile, Surroundings, Draft[Proposal]]] = {}
        self._now: dict[str, tuple[TranslatedFile, Surroundings, Draft[Proposal]]] = {}

    def recall(self, path: str, text: TranslatedFile, around: Surroundings) -> Draft[Proposal] | None:
        """What was read of the file at a path, if it was read from equal bytes in equal surroundings."""
        known = self._before.get(path)
        if known is None or known[0] != text or known[1] != around:
            return None
        self._now[path] = known
        return known[2]

    def keep(self, path: str, text: TranslatedFile, around: Surroundings, draft: Draft[Proposal]) -> None:
        """Remember a draft."""
        self._now[path] = text, around, draft

    def turn(self) -> None:
        """One reading is over."""
        self._before, self._now = self._now, {}
