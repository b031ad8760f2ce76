"""Beginnings of files, for editors who write them on the forge's page: each key that is needed, and what belongs there.

Values in, files out; no I/O. What is left empty is a finding of the check, so nobody publishes a skeleton by mistake.
"""

from collections.abc import Callable, Mapping

import msgspec

from civicgen.desk.words import DeskWords
from civicgen.desk.yaml_text import quoted_yaml
from civicgen.model.consultation import Consultation
from civicgen.model.portal import Portal


class Skeleton(msgspec.Struct, frozen=True, kw_only=True):
    """A file that begins: the folder in which it goes, its name, which its writer changes, and its text."""

    folder: str
    name: str
    text: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a file begins. `today` is written like 2026-11-28."""

    portal: Portal
    consultation: Consultation
    today: str

    @property
    def folder(self) -> str:
        return self.consultation.file.rpartition("/")[0]


_PROPOSAL = """---
title:
thread: # number of its issue; needed once the consultation is open
summary: # a sentence or two
cost: # such as 12000 EUR
place:
  address: # such as Mill Lane, at the bridge
---

"""
_ANSWER = """---
title:
proposals: [] # names of the proposals' files, such as [lamps-in-mill-lane]
outcome: # accepted, partly, rejected, deferred, out-of-scope or duplicate
answered_by: # a body or a role, such as Committee for Works
answered_on: {today}
---

"""
_UPDATE = """---
title:
---

"""
_CONSULTATION = """---
title:
summary: # what it is about, in at most 100 words
question: # the question that you put to the public
authority: {authority}
contact: # a role, an e-mail address, a telephone number
influence: # inform, consult, involve, collaborate or empower
decided_by: # who decides in the end
zone: {zone}
phases:
  - name: {phase}
    kind: propose-and-support
    opens: # such as 2027-03-01 09:00
    closes: # such as 2027-04-15; the whole of that day
---

"""
_CONTRIBUTIONS = "receipt,batch,received,channel,proposal,stance,count,text,may_publish,evidence,checked_by\n"
_TRANSLATION = """---
title:
summary:
question:
---

"""


def _proposal(place: Place) -> Skeleton:
    return Skeleton(folder=f"{place.folder}/proposals", name="name-of-the-proposal.md", text=_PROPOSAL)


def _answer(place: Place) -> Skeleton:
    text = _ANSWER.format(today=place.today)
    return Skeleton(folder=f"{place.folder}/answers", name="name-of-the-answer.md", text=text)


def _update(place: Place) -> Skeleton:
    return Skeleton(folder=f"{place.folder}/updates", name=f"{place.today}-what-is-new.md", text=_UPDATE)


def _contributions(place: Place) -> Skeleton:
    return Skeleton(folder=f"{place.folder}/contributions", name=f"letters-{place.today}.csv", text=_CONTRIBUTIONS)


def _translation(place: Place) -> Skeleton | None:
    """Of the consultation's own text, into the first language that it lacks."""
    has = {place.consultation.language, *place.consultation.translations}
    language = next((each for each in place.portal.languages if each not in has), "")
    if not language:
        return None
    return Skeleton(folder=place.folder, name=f"consultation.{language}.md", text=_TRANSLATION)


OF_A_CONSULTATION: Mapping[str, Callable[[Place], Skeleton | None]] = {
    "proposal": _proposal,
    "answer": _answer,
    "update": _update,
    "contributions": _contributions,
    "translation": _translation,
}
"""The kinds of files of a consultation that is there, and how each begins; None where none of the kind is missing."""


def new_consultation(portal: Portal, words: DeskWords) -> Skeleton:
    """How a consultation begins."""
    only = next(iter(portal.authorities)) if len(portal.authorities) == 1 else ""
    authority = only or f"# one of {', '.join(portal.authorities) or 'those in portal.yml'}"
    phase = quoted_yaml(words.text("desk.starting.phase_propose_and_support"))
    text = _CONSULTATION.format(authority=authority, zone=portal.timezone, phase=phase)
    return Skeleton(folder="content/consultations", name="name-of-the-consultation/consultation.md", text=text)
