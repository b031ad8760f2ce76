"""Files by their paths -> which file is what. Reads nothing, writes nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from civicgen.content.source_text import unread_hint
from civicgen.model.content import SourceFile
from civicgen.model.findings import Finding, Place, Severity

CONTENT = "content/"
_TEXTS = (".md", ".markdown", ".yml", ".yaml", ".csv")
_TRANSLATED = re.compile(r"(?P<name>[^.]+)\.(?P<language>[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?)\.md")


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """A Markdown file with the files of the same name in other languages, by language."""

    original: SourceFile | None
    translations: dict[str, SourceFile] = field(default_factory=dict)


@dataclass(slots=True)
class ConsultationFolder:
    """The files of one consultation, by kind; texts by the name that their translations share."""

    slug: str
    consultation: TranslatedFile = field(default_factory=lambda: TranslatedFile(None))
    proposals: dict[str, TranslatedFile] = field(default_factory=dict)
    answers: dict[str, TranslatedFile] = field(default_factory=dict)
    updates: dict[str, TranslatedFile] = field(default_factory=dict)
    documents: list[SourceFile] = field(default_factory=list)
    contributions: list[SourceFile] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{CONTENT}consultations/{self.slug}/"


@dataclass(slots=True)
class Inventory:
    """All files of a portal, each in its place; `strays` are those that have none."""

    portal: SourceFile | None = None
    moderation: SourceFile | None = None
    pages: list[SourceFile] = field(default_factory=list)
    folders: dict[str, ConsultationFolder] = field(default_factory=dict)
    strays: list[SourceFile] = field(default_factory=list)


def take_inventory(files: Iterable[SourceFile]) -> Inventory:
    """Sort the files below `content/` by what they are. Hidden files (`.gitkeep`) are nobody's business."""
    inventory = Inventory()
    for source in files:
        if "/." in source.path or source.path.startswith("."):
            continue
        if not _shelve(inventory, source):
            inventory.strays.append(source)
    return inventory


def _shelve(inventory: Inventory, source: SourceFile) -> bool:
    match source.path.removeprefix(CONTENT).split("/"):
        case ["portal.yml"]:
            inventory.portal = source
        case ["moderation.yml"]:
            inventory.moderation = source
        case ["pages", _, *_]:
            inventory.pages.append(source)
        case ["consultations", slug, *rest] if rest:
            folder = inventory.folders.setdefault(slug, ConsultationFolder(slug))
            return _shelve_in(folder, rest, source)
        case _:
            return False
    return True


def _shelve_in(folder: ConsultationFolder, rest: list[str], source: SourceFile) -> bool:
    match rest:
        case [name] if name.split(".")[0] == "consultation" and name.endswith(".md"):
            shelf = {"consultation": folder.consultation}
            _add_text(shelf, name, source)
            folder.consultation = shelf["consultation"]
        case [("proposals" | "answers" | "updates") as kind, name] if name.endswith(".md"):
            _add_text(getattr(folder, kind), name, source)
        case ["documents", _]:
            folder.documents.append(source)
        case ["contributions", name] if name.endswith(".csv"):
            folder.contributions.append(source)
        case _:
            return False
    return True


def _add_text(shelf: dict[str, TranslatedFile], name: str, source: SourceFile) -> None:
    translated = _TRANSLATED.fullmatch(name)
    if translated is None:
        stem = name.removesuffix(".md")
        shelf[stem] = TranslatedFile(source, shelf[stem].translations if stem in shelf else {})
    else:
        shelf.setdefault(translated["name"], TranslatedFile(None)).translations[translated["language"]] = source


def check_strays(inventory: Inventory) -> Iterator[Finding]:
    """Each file is of a kind that is read; a text in the wrong place would be lost to readers."""
    for source in inventory.strays:
        is_text = source.path.lower().endswith(_TEXTS) or "/contributions/" in source.path
        yield Finding(
            code="not-a-regular-file" if source.problem else "unknown-file",
            place=Place(file=source.path),
            message=f"not read: {source.problem or 'no file of this name belongs here'}",
            hint=unread_hint(source.problem)
            or "docs/content.md shows which file belongs where; move it, rename it or delete it.",
            severity=Severity.ERROR if is_text or source.problem else Severity.WARNING,
        )
