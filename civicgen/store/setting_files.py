"""The portal's files beside content: `mkdocs.yml` and what lies below `.github/`. Reads files, writes nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

from civicgen.model.content import SourceFile
from civicgen.store.content_files import ordinary_file

FILES = ("mkdocs.yml",)
FOLDERS = (".github",)


class SettingFiles:
    """Implements `app.doctoring.ports.SettingsFiles`. What is no ordinary file is passed over: no workflow is one."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self) -> Iterator[SourceFile]:
        for folder in FOLDERS:
            for here, folders, names in os.walk(self._root / folder):
                folders.sort()
                for name in sorted(names):
                    yield from self._file(Path(here) / name)
        for name in FILES:
            yield from self._file(self._root / name)

    def _file(self, path: Path) -> Iterator[SourceFile]:
        file = ordinary_file(path.relative_to(self._root).as_posix(), str(path))
        if not file.problem:
            yield file
