"""The redline of each changed text, folded away under the file's name. Changed files in, Markdown out; no I/O."""

import html
from collections.abc import Iterable, Iterator, Mapping

from civicgen.app.check import FileChange
from civicgen.model.content import Content, SourceFile
from civicgen.text.redline import redline
from civicgen.text.redline_markdown import redline_as_markdown
from civicgen.text.terminal import show_controls

_TEXTS = (".md", ".yml", ".yaml", ".csv")


def redlines(changed: Iterable[FileChange], moved: Mapping[str, str]) -> Iterator[str]:
    """A folded block for each text that was there before; `moved` are files with the names that they had before."""
    by_path = {change.path: change for change in changed}
    for path, change in by_path.items():
        former = by_path.get(moved.get(path, ""))
        before = change.before or (former.before if former is not None else None)
        difference = _difference(before, change.after)
        if difference:
            title = f"What changes in <code>{_name(path)}</code>"
            yield f"<details><summary>{title}</summary>\n\n{difference}\n\n</details>"


def moved_files(base: Content, content: Content) -> Mapping[str, str]:
    """Files of proposals that have another name on the base branch, which is given."""
    was = {(each.consultation, each.id): each.file for dossier in base.dossiers for each in dossier.proposals}
    return {
        each.file: was[each.consultation, each.id]
        for dossier in content.dossiers
        for each in dossier.proposals
        if was.get((each.consultation, each.id), each.file) != each.file
    }


def _difference(before: SourceFile | None, after: SourceFile | None) -> str:
    if before is None or after is None or not after.path.lower().endswith(_TEXTS):
        return ""
    try:
        return redline_as_markdown(redline(before.data.decode("utf-8"), after.data.decode("utf-8")))
    except UnicodeDecodeError:
        return ""


def _name(path: str) -> str:
    return html.escape(show_controls(" ".join(path.split())))
