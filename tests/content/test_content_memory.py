"""A memory of an earlier reading saves work and changes nothing."""

import pytest
from content_samples import ANSWER, CONSULTATION, HOME, OTHER, PROPOSAL, SOUND, portal_with

from civicgen.content.drafts import Draft
from civicgen.content.layout import TranslatedFile
from civicgen.content.memory import DraftMemory, Surroundings
from civicgen.content.read import read_content
from civicgen.model.proposal import Proposal

LINKED = SOUND[PROPOSAL] + "\nLike [the crossing](zebra-at-the-school.md#why) and http://intranet/map.\n"
GERMAN = f"{HOME}/proposals/lamps-in-mill-lane.de.md"
CHANGES = {
    "nothing": {},
    "a proposal": {PROPOSAL: SOUND[PROPOSAL]},
    "what a link leads to": {OTHER: SOUND[OTHER] + "\n## Why\n"},
    "the target of a link goes": {OTHER: None, ANSWER: None},
    "a thread that becomes another's too": {OTHER: SOUND[OTHER].replace("13", "12")},
    "an id that becomes another's too": {OTHER: SOUND[OTHER].replace("thread", "id: lamps-in-mill-lane\nthread")},
    "the answer": {ANSWER: SOUND[ANSWER].replace("zebra-at-the-school", "lamps-in-mill-lane")},
    "the consultation's language": {CONSULTATION: SOUND[CONSULTATION].replace("title:", "language: de\ntitle:", 1)},
    "the portal's languages": {"content/portal.yml": SOUND["content/portal.yml"].replace("[en, de]", "[en]")},
    "a translation": {GERMAN: "---\ntitle: Laternen\n---\nDunkel.\n"},
    "a translation goes": {f"{HOME}/proposals/zebra-at-the-school.de.md": None},
    "a file's name": {OTHER: None, f"{HOME}/proposals/zebra.md": SOUND[OTHER]},
    "a file that cannot be read": {PROPOSAL: b"\xff"},
}
BEFORE = {PROPOSAL: LINKED, f"{HOME}/proposals/zebra-at-the-school.de.md": "---\ntitle: Zebrastreifen\n---\nSchnell.\n"}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_content_is_the_same_with_a_memory_of_what_was_before(change: dict[str, str | bytes | None]) -> None:
    memory = DraftMemory()
    at = "2026-09-15T00:00:00Z"
    read_content(portal_with(BEFORE), at=at, memory=memory)
    files = portal_with({**BEFORE, **change})
    assert read_content(files, at=at, memory=memory) == read_content(files, at=at)
    assert read_content(portal_with(BEFORE), at=at, memory=memory) == read_content(portal_with(BEFORE), at=at)


class Counting(DraftMemory):
    """Counts what had to be read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def keep(self, path: str, text: TranslatedFile, around: Surroundings, draft: Draft[Proposal]) -> None:
        self.read += 1
        super().keep(path, text, around, draft)


def test_only_files_that_changed_are_read_again() -> None:
    memory = Counting()
    counts = []
    for files in ({}, {}, {PROPOSAL: LINKED}, {PROPOSAL: LINKED, CONSULTATION: SOUND[CONSULTATION] + "More.\n"}):
        read_content(portal_with(files), memory=memory)
        counts.append(memory.read)
    assert counts == [2, 2, 3, 3]


def test_what_the_last_reading_did_not_see_is_forgotten() -> None:
    memory = Counting()
    for files in ({}, {PROPOSAL: None}, {}):
        read_content(portal_with(files), memory=memory)
    assert memory.read == 3
