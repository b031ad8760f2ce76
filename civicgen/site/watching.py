"""Notices when files change while `mkdocs serve` runs. Looks at folders on disk, writes nothing.

The engine's own watcher does that too, but describes every file anew at each look, also while a build goes on: with ten
thousand files that takes a good part of the build's time. This one compares only what tells a change, and rests then.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

from civicgen.store.file_hashes import Signature, signature_of

PAUSE = 0.25
"""Seconds between two looks."""


class Watcher(BaseObserver):
    """Tells its handlers when a file below a folder changed.

    While `is_building` says so it does not look; what changed meanwhile it sees afterwards.
    """

    def __init__(self, is_building: Callable[[], bool]) -> None:
        super().__init__(partial(_Look, is_building), timeout=PAUSE)  # type: ignore[arg-type]  # it makes such a thing


class _Look(EventEmitter):
    """Looks at one folder again and again. Which file changed is nobody's question."""

    def __init__(self, is_building: Callable[[], bool], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._is_building = is_building
        self._seen: list[tuple[str, Signature]] = []

    def on_thread_start(self) -> None:
        self._seen = files_below(self.watch.path)

    def queue_events(self, timeout: float) -> None:
        if self.stopped_event.wait(timeout) or self._is_building():
            return
        seen = files_below(self.watch.path)
        if seen != self._seen:
            self._seen = seen
            self.queue_event(FileModifiedEvent(self.watch.path))


def files_below(folder: str) -> list[tuple[str, Signature]]:
    """Every file below a folder, with what is another when it changes. Links are not followed."""
    found: list[tuple[str, Signature]] = []
    folders = [folder]
    while folders:
        with suppress(OSError):  # what cannot be read, or is gone by now, is as if it were not there
            for entry in os.scandir(folders.pop()):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    with suppress(OSError):
                        found.append((entry.path, signature_of(entry.stat(follow_symlinks=False))))
    return found
