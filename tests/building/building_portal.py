"""A small portal with one consultation, of which a test replaces what it is about."""

from pathlib import Path

from civicgen.app.building.sources import sources_of
from civicgen.app.building.targets import all_targets
from civicgen.content.read import read_content
from civicgen.model.content import Content, SourceFile
from civicgen.model.leaf import ProposalSource
from civicgen.store.content_files import ContentFolder

REPOSITORY = Path(__file__).resolve().parents[2]
HOME = "content/consultations/bright-streets"
LAMPS = f"{HOME}/proposals/lamps.md"
ZEBRA = f"{HOME}/proposals/zebra.md"
CONSULTATION = f"{HOME}/consultation.md"

FILES = {
    "content/portal.yml": """\
name: Oakford takes part
repository: oakford/consultations
site_url: https://takepart.oakford.example/
timezone: Europe/Berlin
authorities:
  - {id: works, name: Department of Works}
  - {id: council, name: Town Council}
""",
    "content/pages/about.md": "# About us\n",
    CONSULTATION: """\
---
title: Bright streets
summary: Which streets need better light?
question: Where should Oakford change its street lighting?
decided_by: Committee for Works
influence: involve
authority: council
contact: works@oakford.example
phases:
  - {name: Support, kind: support, opens: 2026-09-01, closes: 2026-10-01}
  - {name: Decide, kind: decide, opens: 2026-10-02, closes: 2026-11-01}
counting:
  threshold: {consequence: The council debates it., share: 2/3}
changes:
  - {at: 2026-09-20, field: closes, phase: Support, before: 2026-09-25, after: 2026-10-01, reason: Late posters.}
---
The introduction.
""",
    LAMPS: "---\ntitle: Lamps in Mill Lane\nthread: 12\ntopics: [light]\n---\nThe way to school is dark.\n",
    ZEBRA: "---\ntitle: A zebra crossing\nthread: 13\nstatus: answered\n---\nCars are fast here.\n",
    f"{HOME}/proposals/crossing.md": "---\ntitle: A crossing\nstatus: merged\nmerged_into: zebra\n---\nPlease.\n",
    f"{HOME}/proposals/signs.md": "---\ntitle: Signs\nthread: 14\nsplit_from: lamps\n---\nSigns at the mill.\n",
    f"{HOME}/answers/zebra.md": """\
---
title: The zebra crossing
proposals: [zebra, signs]
outcome: accepted
answered_by: Committee for Works
answered_on: 2026-11-12
follow_ups:
  - {date: 2027-04-02, text: "Painted; see [the plan](../documents/plan.txt)."}
---
It will be painted in spring, like [the other one](../proposals/crossing.md#why).
""",
    f"{HOME}/documents/plan.txt": "A plan.\n",
    f"{HOME}/documents/documents.yml": "- {file: plan.txt, title: The plan}\n",
    f"{HOME}/contributions/letters.csv": """\
receipt,received,channel,proposal,stance,text,may_publish,checked_by
L-1,2026-09-04 10:00,paper,lamps,support,It is dark.,yes,clerk
L-2,2026-09-05 10:00,paper,lamps,oppose,Not for the public.,no,clerk
""",
}


def portal_with(files: dict[str, str | None] | None = None, *, at: str | None = None) -> Content:
    """The portal with some files replaced or added; None takes a file away."""
    texts = {**FILES, **(files or {})}
    return read_content(
        [SourceFile(path=path, data=text.encode()) for path, text in sorted(texts.items()) if text is not None], at=at
    )


def example_town() -> Content:
    return read_content(ContentFolder(REPOSITORY).read(), at="2026-10-20T12:00:00Z")


def sources(content: Content) -> dict[str, ProposalSource]:
    """All sources by their proposals' ids."""
    targets = all_targets(content)
    return {str(each.proposal.id): each for dossier in content.dossiers for each in sources_of(dossier, targets)}
