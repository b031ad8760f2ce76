"""Content and words for the desk's tests: a small portal with one consultation, changed where a test needs it."""

from functools import cache
from pathlib import Path
from typing import Any

from civicgen.cli.desk_words import desk_words
from civicgen.content.read import read_content
from civicgen.desk.words import DeskWords
from civicgen.desk.yaml_text import quoted_yaml
from civicgen.model.content import Content, SourceFile
from civicgen.model.times import Instant

AT = Instant("2026-09-15T10:00:00Z")
"""A moment at which the sample's consultation is open."""

PORTAL = """
name: Oakford takes part
repository: oakford/consultations
site_url: https://takepart.oakford.example/
languages: [{languages}]
timezone: Europe/London
licence: {{name: {licence}, url: 'https://creativecommons.org/licenses/by/4.0/'}}
minimum_age: {age}
authorities:
  - {{id: council, name: Oakford Town Council, email: council@oakford.example}}
"""
CONSULTATION = """---
title: {title}
summary: Which streets need better light?
question: {question}
decided_by: Committee for Works
influence: involve
authority: council
contact: works@oakford.example
area: {area}
phases:
{phases}
{more}
---
The introduction.
"""
PHASES = "  - {name: Collecting, kind: propose-and-support, opens: 2026-09-01, closes: 2026-10-08}"


@cache
def english() -> DeskWords:
    return desk_words("en", Path("nowhere"))


@cache
def german() -> DeskWords:
    return desk_words("de", Path("nowhere"))


def portal_texts(
    *,
    slug: str = "bright-streets",
    title: str = "Bright streets",
    question: str = "Where should Oakford change its lights?",
    area: str = "All of Oakford",
    phases: str = PHASES,
    more: str = "",
    languages: str = "en, de",
    licence: str = "CC BY 4.0",
    age: int = 14,
    files: dict[str, str] | None = None,
) -> dict[str, str]:
    """The files of the sample portal by path. Texts are quoted as YAML wants it, so that a test may give any."""
    consultation = CONSULTATION.format(
        title=quoted_yaml(title), question=quoted_yaml(question), area=quoted_yaml(area), phases=phases, more=more
    )
    return {
        "content/portal.yml": PORTAL.format(languages=languages, licence=quoted_yaml(licence), age=age),
        f"content/consultations/{slug}/consultation.md": consultation,
        **(files or {}),
    }


def content_with(**changes: Any) -> Content:
    """The sample portal as it is read; the changes are those of `portal_texts`."""
    texts = portal_texts(**changes)
    return read_content([SourceFile(path=path, data=text.encode("utf-8")) for path, text in sorted(texts.items())])
