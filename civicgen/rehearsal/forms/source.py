"""Where forms come from: the default branch of the Git repository beside the server, or a folder. Only reads."""

from pathlib import Path

from civicgen.errors import ConfigurationError
from civicgen.rehearsal.commits import Commits
from civicgen.rehearsal.forms.reading import FOLDER, LARGEST, Chooser, read_chooser


def chooser_of(commits: Commits, root: Path | None) -> Chooser:
    """What there is to choose from now: `root` is looked at first, where it is given."""
    return read_chooser(commits.files(FOLDER) if root is None else _files(root))


def checked_root(root: Path) -> Path:
    """The folder, if it is one. Raises ConfigurationError."""
    if not root.is_dir():
        raise ConfigurationError(f"--root {root}: is no folder; give the folder that holds {FOLDER}")
    return root


def _files(root: Path) -> dict[str, bytes]:
    folder = root / FOLDER
    if not folder.is_dir():
        return {}
    found = {}
    for file in sorted(folder.iterdir()):
        if file.suffix in (".yml", ".yaml") and file.is_file():
            with file.open("rb") as stream:
                found[file.name] = stream.read(LARGEST + 1)
    return found
