"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` make the same civic pages as `civicgen build`.

Thin: it hands the engine's events to skin and publish. When `civicgen build` is the caller it only dresses the engine.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from civicgen.errors import CivicgenError
from civicgen.model.edition import Edition
from civicgen.site.catalogue import Catalogue
from civicgen.site.ordinary import keep_publishable
from civicgen.site.publish import addresses_of, catalogue_of, publish
from civicgen.site.skin import add_placeholders, collect, configure
from civicgen.site.wiring import read_edition
from civicgen.site.writer import claim

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

log = get_plugin_logger("civicgen")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """`ledger` is the folder of the public record, relative to mkdocs.yml."""

    ledger = config_options.Type(str, default="ledger")


class CivicgenPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Composes the civic pages after the engine has made its own."""

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._catalogue: Catalogue | None = None
        self._is_called = False

    def be_called_with(self, edition: Edition, catalogue: Catalogue) -> None:
        """Dress the engine for `civicgen build`, which composes by itself afterwards."""
        self._edition, self._catalogue, self._is_called = edition, catalogue, True

    def on_config(self, config: "MkDocsConfig") -> "MkDocsConfig":
        root = _root(config)
        if not self._is_called:
            try:
                claim(Path(config.site_dir))
                self._edition = read_edition(root, ledger=root / self.config.ledger, at=None)
                self._catalogue = catalogue_of(self._edition, root)
            except CivicgenError as problem:
                raise PluginError(str(problem)) from problem
            for finding in self._edition.content.findings:
                log.warning("%s: %s %s", finding.place, finding.message, finding.hint)
        edition, catalogue = self._ready()
        return configure(config, edition, catalogue)

    def on_files(self, files: "Files", *, config: "MkDocsConfig") -> "Files":
        edition, catalogue = self._ready()
        for refused in keep_publishable(files, Path(config.docs_dir)):
            log.warning("%s", refused)
        add_placeholders(files, config, catalogue, addresses_of(edition))
        return files

    def on_post_build(self, *, config: "MkDocsConfig") -> None:
        if self._is_called:
            return
        edition, catalogue = self._ready()
        folder = Path(config.site_dir)
        try:
            publish(_root(config), folder, edition, catalogue, collect(folder))
        except CivicgenError as problem:
            raise PluginError(str(problem)) from problem

    def on_serve(self, server: "LiveReloadServer", /, *, config: "MkDocsConfig", builder: object) -> "LiveReloadServer":
        root = _root(config)
        for folder in (root / "content", root / self.config.ledger):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def _ready(self) -> tuple[Edition, Catalogue]:
        assert self._edition is not None
        assert self._catalogue is not None
        return self._edition, self._catalogue


def _root(config: "MkDocsConfig") -> Path:
    return Path(config.config_file_path).resolve().parent
