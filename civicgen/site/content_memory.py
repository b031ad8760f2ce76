"""What `mkdocs serve` remembers of the content from build to build. Reads nothing, writes nothing.

It saves work and changes nothing: what comes of it is what reading everything anew would give.
"""

from civicgen.app.building.keeping import KeptSource, keep_source
from civicgen.content.memory import DraftMemory
from civicgen.model.leaf import ProposalSource
from civicgen.store.content_files import FileMemory


class ContentMemory:
    """The files of the last reading, what was read of them, and what leaves were made from."""

    def __init__(self) -> None:
        self.files = FileMemory()
        self.drafts = DraftMemory()
        self._sources: dict[str, tuple[ProposalSource, KeptSource]] = {}

    def keep(self, source: ProposalSource) -> KeptSource:
        """A source as it is kept: made of an equal one before, or made now."""
        known = self._sources.get(source.facts.page)
        if known is None or known[0] != source:
            self._sources[source.facts.page] = known = source, keep_source(source)
        return known[1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read yet."""
        return not self._sources
