"""What must change so that exactly the forms that are due lie in the repository. Files in, files out; no I/O."""

from collections.abc import Mapping, Sequence

import msgspec

from civicgen.desk.issue_forms import FOLDER, MARKER
from civicgen.model.desk import DeskFile


class FormChanges(msgspec.Struct, frozen=True, kw_only=True):
    """`changes` are to be written, or removed where they have no text. `foreign` are the paths of files that somebody
    else made where one of ours would go: they stay as they are."""

    changes: tuple[DeskFile, ...]
    foreign: tuple[str, ...]


def form_changes(due: Sequence[DeskFile], present: Mapping[str, str]) -> FormChanges:
    """The changes that lead from the files that are `present` in the forms' folder, by path, to those that are due.

    A file that nobody marked as civicgen's is left alone, whatever its name is.
    """
    wanted = {file.path: file for file in due}
    foreign = [path for path in wanted if path in present and not is_ours(present[path])]
    changes = [file for path, file in wanted.items() if path not in foreign and present.get(path) != file.text]
    changes += [
        DeskFile(path=path, text=None)
        for path, text in present.items()
        if path.startswith(f"{FOLDER}/") and path not in wanted and is_ours(text)
    ]
    return FormChanges(changes=tuple(sorted(changes, key=lambda file: file.path)), foreign=tuple(sorted(foreign)))


def is_ours(text: str) -> bool:
    """Whether civicgen made a file, and nobody took it over."""
    return text.startswith(MARKER)
