"""A small sound portal in memory, of which a test replaces what it wants to see go wrong."""

from civicgen.content.read import read_content
from civicgen.model.content import Content, SourceFile
from civicgen.model.findings import Finding

HOME = "content/consultations/bright-streets"
CONSULTATION = f"{HOME}/consultation.md"
PROPOSAL = f"{HOME}/proposals/lamps-in-mill-lane.md"
OTHER = f"{HOME}/proposals/zebra-at-the-school.md"
ANSWER = f"{HOME}/answers/zebra.md"

SOUND = {
    "content/portal.yml": """\
name: Oakford takes part
repository: oakford/consultations
site_url: https://takepart.oakford.example/
languages: [en, de]
timezone: Europe/Berlin
authorities:
  - id: town-council
    name: Oakford Town Council
""",
    CONSULTATION: """\
---
title: Bright streets
summary: Which streets need better light?
question: Where should Oakford change its street lighting?
decided_by: Committee for Works
influence: involve
authority: town-council
contact: works@oakford.example
phases:
  - name: Support
    kind: propose-and-support
    opens: 2026-09-01
    closes: 2026-10-01
---
The introduction.
""",
    PROPOSAL: """\
---
title: Lamps in Mill Lane
thread: 12
---
The way to school is dark.
""",
    OTHER: """\
---
title: A zebra crossing at the school
thread: 13
status: answered
---
Cars are fast here.
""",
    ANSWER: """\
---
title: The zebra crossing
proposals: [zebra-at-the-school]
outcome: accepted
answered_by: Committee for Works
answered_on: 2026-11-12
---
It will be painted in spring.
""",
}


def portal_with(files: dict[str, str | bytes | None] | None = None) -> list[SourceFile]:
    """The sound portal with some files replaced or added; None takes a file away."""
    texts = {**SOUND, **(files or {})}
    return [
        SourceFile(path=path, data=text if isinstance(text, bytes) else text.encode())
        for path, text in sorted(texts.items())
        if text is not None
    ]


def read_with(files: dict[str, str | bytes | None] | None = None, *, at: str | None = None) -> Content:
    return read_content(portal_with(files), at=at)


def findings_with(files: dict[str, str | bytes | None], *, at: str | None = None) -> list[Finding]:
    return list(read_with(files, at=at).findings)


def only_finding(files: dict[str, str | bytes | None], *, at: str | None = None) -> Finding:
    """The one finding that a change to the sound portal makes."""
    findings = findings_with(files, at=at)
    assert len(findings) == 1, [str(finding.place) + " " + finding.message for finding in findings]
    return findings[0]


def consultation_with(**keys: str) -> str:
    """The sound consultation with keys replaced or added, each as the text below or behind the key."""
    head, body = SOUND[CONSULTATION].removeprefix("---\n").split("\n---\n")
    lines, kept = head.split("\n"), []
    skipping = False
    for line in lines:
        if not line.startswith(" "):
            skipping = line.split(":")[0] in keys
        if not skipping:
            kept.append(line)
    kept += [f"{key}: {value}" if not value.startswith("\n") else f"{key}:{value}" for key, value in keys.items()]
    return "---\n" + "\n".join(kept) + "\n---\n" + body
