"""A small sound portal on disk and in memory, in which buttons are pressed."""

from collections.abc import Iterable, Mapping

from civicgen.app.pressing import Pressed, overlaid, press
from civicgen.content.read import read_content
from civicgen.model.content import Content, Dossier, SourceFile
from civicgen.model.desk import DeskFile
from civicgen.site.catalogue import load_catalogue
from civicgen.starting.buttons import BUTTONS
from civicgen.starting.plans import Refused

HOME = "content/consultations/bright-streets"
CONSULTATION = f"{HOME}/consultation.md"
LAMPS = f"{HOME}/proposals/lamps-in-mill-lane.md"
ZEBRA = f"{HOME}/proposals/zebra.md"
OPEN, OVER = "2026-09-15T08:00:00Z", "2026-10-20T08:00:00Z"

PORTAL = """\
name: Oakford takes part
repository: oakford/consultations
site_url: https://takepart.oakford.example/
languages: [en, de]
timezone: Europe/Berlin
authorities:
  - id: town-council
    name: Oakford Town Council
"""
STREETS = """\
---
# Written by the works department
title: 'Bright streets'
summary: Which streets need better light?
question: Where should Oakford change its street lighting?
decided_by: Committee for Works   # as agreed
influence: involve
authority: town-council
contact: works@oakford.example
phases:
  - name: Support
    kind: propose-and-support
    opens: 2026-09-01
    closes: 2026-10-01 # a Thursday
---
The introduction.
"""
SOUND = {
    "content/portal.yml": PORTAL,
    CONSULTATION: STREETS,
    LAMPS: "---\ntitle: Lamps in Mill Lane # by Ada\nthread: 12\n---\nThe way to school is dark.\n",
    ZEBRA: "---\ntitle: A zebra crossing\nthread: 13\nstatus: open\n---\nCars are fast here.\n",
}


class Shelf:
    """Files in memory, as a portal's folder gives them."""

    def __init__(self, texts: Mapping[str, str | None] = {}) -> None:
        self.texts = {path: text for path, text in {**SOUND, **texts}.items() if text is not None}

    def read(self) -> Iterable[SourceFile]:
        return [SourceFile(path=path, data=text.encode()) for path, text in sorted(self.texts.items())]

    def put(self, files: Iterable[DeskFile]) -> None:
        self.texts = {source.path: source.data.decode() for source in overlaid(self.read(), tuple(files))}

    def content(self, *, at: str) -> Content:
        return read_content(self.read(), at=at)

    def streets(self, *, at: str) -> Dossier:
        return next(dossier for dossier in self.content(at=at).dossiers if dossier.consultation.file == CONSULTATION)


def pressed(button: str, shelf: Shelf, *, now: str, **inputs: str) -> Pressed | Refused:
    words = load_catalogue("en").entries
    return press(BUTTONS[button], inputs, shelf, words_of=lambda language: words, at=now)


def done(button: str, shelf: Shelf, *, now: str, **inputs: str) -> Pressed:
    """Press a button and put its files on the shelf."""
    outcome = pressed(button, shelf, now=now, **inputs)
    assert isinstance(outcome, Pressed), outcome
    assert outcome.errors == 0, outcome.findings
    shelf.put(outcome.plan.files)
    return outcome


def refused(button: str, shelf: Shelf, *, now: str, **inputs: str) -> list[tuple[str, str]]:
    """Which inputs are doubted, with the messages."""
    outcome = pressed(button, shelf, now=now, **inputs)
    assert isinstance(outcome, Refused), outcome
    return [(doubt.input, doubt.message) for doubt in outcome.doubts]
