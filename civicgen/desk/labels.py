"""The labels that civicgen uses at the forge. Content and words in, labels out; no I/O.

`proposal`, `report` and a consultation's label come from the forms; editors set `accepted` and `refused`; civicgen sets
`published`, `joined` and `needs a look`.
"""

import hashlib
from collections.abc import Iterable, Mapping

from civicgen.desk.words import DeskWords
from civicgen.model.content import Content
from civicgen.model.desk import PROPOSAL, Label
from civicgen.model.names import ConsultationSlug

REPORT = "report"
ACCEPTED = "accepted"
REFUSED = "refused"
PUBLISHED = "published"
JOINED = "joined"
NEEDS_A_LOOK = "needs a look"

COLOURS: Mapping[str, str] = {
    PROPOSAL: "1d76db",
    REPORT: "b60205",
    ACCEPTED: "0e8a16",
    REFUSED: "5c5c5c",
    PUBLISHED: "5319e7",
    JOINED: "6f42c1",
    NEEDS_A_LOOK: "fbca04",
}
"""Every label with a fixed name, and its colour."""
CONSULTATION_COLOUR = "006b75"

LONGEST_NAME = 50
LONGEST_DESCRIPTION = 100
"""Characters; the forge takes no longer ones."""

_PREFIX = "consultation: "
_HASH_LENGTH = 8


def consultation_label(slug: str) -> str:
    """The name of a consultation's label; a long slug is cut and told apart by a hash of all of it."""
    room = LONGEST_NAME - len(_PREFIX)
    if len(slug) <= room:
        return _PREFIX + slug
    digest = hashlib.sha256(slug.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    return f"{_PREFIX}{slug[: room - _HASH_LENGTH - 1].rstrip('-')}-{digest}"


def consultations_of(labels: Iterable[str], slugs: Iterable[ConsultationSlug]) -> tuple[ConsultationSlug, ...]:
    """Those of the slugs whose label is among a thread's; labels differ by more than capitals at the forge."""
    names = {label.casefold() for label in labels}
    return tuple(slug for slug in slugs if consultation_label(slug).casefold() in names)


def labels_of(content: Content, words: DeskWords) -> tuple[Label, ...]:
    """All labels that the portal needs, with their descriptions in the words' language."""
    fixed = [
        Label(name=name, colour=colour, description=_short(words.text(f"desk.label.{name.replace(' ', '-')}")))
        for name, colour in COLOURS.items()
    ]
    of_consultations = [
        Label(
            name=consultation_label(dossier.consultation.slug),
            colour=CONSULTATION_COLOUR,
            description=_short(words.text("desk.label.consultation", title=dossier.consultation.title)),
        )
        for dossier in content.dossiers
    ]
    return (*fixed, *of_consultations)


def _short(text: str) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= LONGEST_DESCRIPTION else words[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
