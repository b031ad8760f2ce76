"""`pages/` -> the paths of the ordinary pages that may be published, their texts and findings. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass

from civicgen.content.characters import check_characters
from civicgen.content.source_text import source_text
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """`paths` are all files that may be published, pictures included; `texts` the Markdown by path."""

    paths: tuple[str, ...]
    texts: dict[str, str]
    findings: tuple[Finding, ...]


def read_pages(sources: Sequence[SourceFile]) -> Pages:
    """The ordinary pages. They are the editors' own: their front matter is the engine's business."""
    paths: list[str] = []
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for source in sources:
        text = source_text(source) if source.path.endswith(".md") or source.problem else ""
        if isinstance(text, Finding):
            findings.append(text)
            continue
        paths.append(source.path)
        if source.path.endswith(".md"):
            texts[source.path] = text
            findings.extend(check_characters(text, file=source.path, line=1, what="the page", is_short=False))
    return Pages(paths=tuple(paths), texts=texts, findings=tuple(findings))
