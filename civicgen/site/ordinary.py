"""Which files of `content/pages` go out: regular ones, of kinds that carry no program. Reads the disk, writes nothing.

The engine itself follows links and publishes whatever lies there.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

PUBLISHABLE = frozenset({".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".csv", ".json", ".txt", ".ics"})


def keep_publishable(files: "Files", docs_dir: Path) -> list[str]:
    """Take everything else off the engine's list; gives a sentence for each file that does not go out."""
    refused: list[str] = []
    for file in list(files):
        if file.src_dir is None or Path(file.src_dir) != docs_dir:
            continue  # the theme's, or made by us
        reason = _reason(file, docs_dir)
        if reason:
            files.remove(file)
            refused.append(f"content/pages/{file.src_uri} is not published: {reason}")
    return refused


def _reason(file: "File", docs_dir: Path) -> str:
    path = docs_dir / file.src_uri
    steps = [path, *path.parents]
    if any(step.is_symlink() for step in steps[: steps.index(docs_dir)]):
        return "it is a link or lies behind one; put the file itself there"
    if not path.is_file():
        return "it is not a regular file"
    if path.suffix.lower() not in PUBLISHABLE:
        return f"files of the kind {path.suffix or path.name} may carry programs; use a picture, a PDF or a table"
    return ""
