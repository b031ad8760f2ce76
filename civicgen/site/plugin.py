"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` make the same civic pages as `civicgen build`.

Thin: it hands the engine's events to skin and publish. When `civicgen build` is the caller it only dresses the engine.
`mkdocs serve` makes its site in a folder of the portal's cache, where only what changed is made again; the engine's own
folder is emptied before each of its builds.
"""

import gc
import shutil
from collections.abc import Container
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from civicgen.errors import CivicgenError
from civicgen.model.content import Content
from civicgen.site.addresses import CivicAddresses
from civicgen.site.catalogue import Catalogue, catalogue_of
from civicgen.site.content_memory import ContentMemory
from civicgen.site.ground import Ground, open_ground
from civicgen.site.matter import Matter, read_matter
from civicgen.site.ordinary import keep_publishable
from civicgen.site.publish import publish
from civicgen.site.skin import add_placeholders, collect, configure
from civicgen.store.build_cache import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

    from civicgen.site.watching import Watcher

SERVED = "served"
"""The folder below `.civicgen/` that `mkdocs serve` shows."""

log = get_plugin_logger("civicgen")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """`ledger` is the folder of the public record, relative to mkdocs.yml."""

    ledger = config_options.Type(str, default="ledger")


class CivicgenPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Composes the civic pages after the engine has made its own. `named` are the addresses that these name."""

    named: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._outline: Content | None = None
        self._catalogue: Catalogue | None = None
        self._addresses: Container[str] = ()
        self._open = ExitStack()
        self._ground: Ground | None = None
        self._matter: Matter | None = None
        self._memory = ContentMemory()
        self._is_called = False
        self._is_serving = False
        self._is_building = False
        self._watcher: Watcher | None = None

    def be_called_with(self, outline: Content, catalogue: Catalogue, addresses: Container[str]) -> None:
        """Dress the engine for `civicgen build`, which composes by itself afterwards."""
        self._outline, self._catalogue, self._addresses, self._is_called = outline, catalogue, addresses, True

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """That this is here keeps the plugin, and what it remembers, from build to build."""
        self._is_serving = command == "serve"
        if self._is_serving:
            gc.set_threshold(200_000, 20, 100)  # as the command line does, and for the same reason

    def on_config(self, config: "MkDocsConfig") -> "MkDocsConfig":
        self._is_building = True
        if not self._is_called:
            self._read(config)
        assert self._outline is not None
        assert self._catalogue is not None
        return configure(config, self._outline, self._catalogue)

    def on_files(self, files: "Files", *, config: "MkDocsConfig") -> "Files":
        assert self._catalogue is not None
        for refused in keep_publishable(files, Path(config.docs_dir)):
            log.warning("%s", refused)
        self.named = add_placeholders(files, config, self._catalogue, self._addresses)
        return files

    def on_post_build(self, *, config: "MkDocsConfig") -> None:
        if self._is_called:
            return
        assert self._ground is not None
        assert self._matter is not None
        assert self._catalogue is not None
        try:
            with self._open:
                if not self._is_serving:
                    self._ground.folder.look()  # the engine emptied its folder and wrote into it
                publish(self._ground, self._matter, self._catalogue, collect(Path(config.site_dir)))
            if self._is_serving:
                _show(_served(_root(config)), Path(config.site_dir))
        except CivicgenError as problem:
            raise PluginError(str(problem)) from problem
        self._is_building = False

    def on_build_error(self, *, error: Exception) -> None:
        """What was begun is given up, and what the last build kept stays."""
        self._open.__exit__(type(error), error, error.__traceback__)
        self._is_building = False

    def on_serve(self, server: "LiveReloadServer", /, *, config: "MkDocsConfig", builder: object) -> "LiveReloadServer":
        from civicgen.site.watching import Watcher  # here, because only this needs it

        root = _root(config)
        if Path(config.docs_dir).resolve().is_relative_to(root / "content"):
            server.unwatch(config.docs_dir)  # or each change there would be built twice
        engines, self._watcher = server.observer, Watcher(lambda: self._is_building)
        server.observer = self._watcher  # type: ignore[assignment]  # for these two folders, by which it goes as well
        for folder in (root / "content", root / self.config.ledger):
            if folder.is_dir():
                server.watch(str(folder))
        server.observer = engines
        self._watcher.start()
        return server

    def on_shutdown(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()

    def _read(self, config: "MkDocsConfig") -> None:
        root = _root(config)
        site = _served(root) if self._is_serving else Path(config.site_dir)
        if self._is_serving:
            _empty(Path(config.site_dir))  # the engine would write through the links of the last build
        self._open = ExitStack()
        try:
            self._ground = self._open.enter_context(
                open_ground(root, ledger=root / self.config.ledger, site=site, at=None, progress=_log_nothing)
            )
            self._matter = read_matter(self._ground, memory=self._memory)
        except CivicgenError as problem:
            self._open.__exit__(type(problem), problem, problem.__traceback__)
            raise PluginError(str(problem)) from problem
        self._outline = self._matter.outline
        self._catalogue = catalogue_of(self._outline.portal.languages, root)
        self._addresses = CivicAddresses(self._matter)
        for finding in self._outline.findings:
            log.warning("%s: %s %s", finding.place, finding.message, finding.hint)


def _root(config: "MkDocsConfig") -> Path:
    return Path(config.config_file_path).resolve().parent


def _served(root: Path) -> Path:
    return root / FOLDER / SERVED


def _show(site: Path, folder: Path) -> None:
    """Let the engine's folder, which its server shows, be made of links to the site."""
    _empty(folder)
    for path in site.iterdir():
        (folder / path.name).symlink_to(path, target_is_directory=path.is_dir())


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _log_nothing(what: str, done: int, total: int | None) -> None:
    """MkDocs has its own words for how far it is."""
