"""The skin: MkDocs and Material make the ordinary pages and the frames. Only this file and the plugin know them.

In: the portal's root and its outline. Out: a Skin. Reads the portal's pages and overrides, writes the stage folder.
"""

import logging
import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import asdict

from civicgen.errors import ConfigurationError
from civicgen.model.content import Content
from civicgen.site.catalogue import Catalogue
from civicgen.site.frames import CIVIC_PAGES, DEEP_FRAMES, NOT_FOUND, Frame, is_frame, read_frame

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a banner about another program's plans

THEME = Path(__file__).parent / "theme"
CONFIGURATION = """\
site_name: Consultations
docs_dir: content/pages
site_dir: site
use_directory_urls: false
theme: {name: material, font: false}
plugins: [civicgen]
"""
_LINKED = re.compile(r"[\w./-]+\.(?:html|csv|json|pdf|jsonl|py)")
_UNWANTED = re.compile(r"\.map$|^sitemap\.xml|^_frames/|^assets/images/favicon\.png$")
_ONLY_IF_USED = ("assets/javascripts/", "assets/stylesheets/palette.")
"""Assets of the theme that go out only when a page refers to them."""

NavigationItem = dict[str, str] | dict[str, list[str]] | str
"""What the engine takes: a page, a page under a name, or several under one."""

LAST_PAGES = ("about.md", "privacy.md")
"""Ordinary pages that stand at the end of the navigation."""


class Skin(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine made. `frames` and `files` by their addresses, `warnings` in the engine's words.

    `named` are the addresses that ordinary pages name, whether they exist or not; `made_from` is a hash of all that the
    engine saw, b"" where nobody keeps its work.
    """

    frames: Mapping[str, Frame]
    files: Mapping[str, Path]
    warnings: tuple[str, ...]
    named: frozenset[str] = frozenset()
    made_from: bytes = b""


def run_engine(
    root: Path, workshop: Path, outline: Content, catalogue: Catalogue, *, addresses: Container[str]
) -> Skin:
    """Make frames and ordinary pages in `workshop`, an empty folder of ours. `addresses` are those of civic pages.

    Raises:
        ConfigurationError: the engine is missing, is another one, or refuses mkdocs.yml.
    """
    stage = workshop / "site"
    with _heard() as heard:
        try:
            # Imported here: the engine costs a third of a second, and a missing one deserves a message.
            from mkdocs.commands.build import build
            from mkdocs.config import load_config
            from mkdocs.exceptions import MkDocsException
        except ImportError as problem:
            raise ConfigurationError(
                f"the engine MkDocs 1.6 is not installed: {problem}; install civicgen again"
            ) from None
        try:
            options: dict[str, Any] = {"site_dir": str(stage), "strict": False} | _pages_if_none(root, workshop)
            config = load_config(config_file=_configuration(root), **options)
            plugin: Any = config.plugins.get("civicgen")
            if plugin is None:
                raise ConfigurationError("mkdocs.yml does not name the plugin; add `plugins: [civicgen]`")
            plugin.be_called_with(outline, catalogue, addresses)
            build(config)
        except MkDocsException as problem:
            said = [record.getMessage().strip() for record in heard if record.levelno >= logging.ERROR]
            what = " ".join([*said, str(problem)])
            raise ConfigurationError(f"MkDocs stopped: {what}; see mkdocs.yml and content/pages") from problem
    return collect(stage, warnings=tuple(record.getMessage() for record in heard), named=plugin.named)


def configure(config: "MkDocsConfig", outline: Content, catalogue: Catalogue) -> "MkDocsConfig":
    """Give the engine what it needs to know: names, languages, navigation, and our templates over the theme's."""
    portal = outline.portal
    config.site_name = portal.name
    config.site_url = portal.site_url or None
    config.use_directory_urls = False
    config.theme["language"] = _theme_language(catalogue.language, config.theme.dirs)
    config.theme["font"] = False
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    config.extra_css.insert(0, "assets/civic.css")
    if config.nav is None:
        config.nav = _navigation(outline, catalogue)
    config.extra["generator"] = False
    config.extra["civicgen"] = {
        "words": {
            key.removeprefix("theme."): str(catalogue.text(key))
            for key in catalogue.entries
            if key.startswith("theme.")
        },
        "authorities": [asdict(authority) for authority in portal.authorities.values()],
        "licence_name": portal.licence_name,
        "licence_url": portal.licence_url,
        "privacy": portal.privacy,
        "retention": portal.retention,
    }
    return config


def _theme_language(language: str, folders: Sequence[str]) -> str:
    """The language itself, or without its region, or English: whatever the theme has words in."""
    for known in (language, language.partition("-")[0]):
        if any((Path(folder) / "partials" / "languages" / f"{known}.html").is_file() for folder in folders):
            return known
    return "en"


def add_placeholders(
    files: "Files", config: "MkDocsConfig", catalogue: Catalogue, addresses: Container[str]
) -> frozenset[str]:
    """Add the frames, and an empty file for each civic address that an ordinary page links to, so that links hold.

    Gives every address that an ordinary page could mean.
    """
    from mkdocs.structure.files import File, InclusionLevel

    linked = _addresses_named_in(files)
    for src_uri in CIVIC_PAGES:
        present = files.get_file_from_path(src_uri)
        body = present.content_string if present is not None else ""
        if present is not None:
            files.remove(present)
        files.append(File.generated(config, src_uri, content=_with_slots(body, title=_title(src_uri, catalogue))))
    for src_uri in DEEP_FRAMES.values():
        body = _with_slots("", title=_title("consultations/index.md", catalogue), active="consultations/index.html")
        files.append(File.generated(config, src_uri, content=body, inclusion=InclusionLevel.NOT_IN_NAV))
    for address in sorted(linked):
        if address in addresses and files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=b"", inclusion=InclusionLevel.NOT_IN_NAV))
    return linked


def collect(folder: Path, *, warnings: tuple[str, ...] = (), named: frozenset[str] = frozenset()) -> Skin:
    """What lies in the engine's output: frames apart, and of the rest what a site needs."""
    frames: dict[str, Frame] = {}
    files: dict[str, Path] = {}
    used: set[str] = set()
    for path in sorted(folder.rglob("*")):
        address = path.relative_to(folder).as_posix()
        if path.is_dir() or path.name.startswith("."):
            continue
        if path.suffix == ".html":
            html = path.read_text(encoding="utf-8")
            used |= {asset for asset in _ONLY_IF_USED if asset in html}
            if is_frame(html):
                frames[address] = read_frame(html, name=address)
                continue
        if not _UNWANTED.search(address):
            files[address] = path
    if NOT_FOUND not in frames or "index.html" not in frames:
        raise ConfigurationError(
            "the engine made no frames: mkdocs.yml must name the plugin civicgen and the theme material"
        )
    unused = tuple(asset for asset in _ONLY_IF_USED if asset not in used)
    needed = {address: path for address, path in files.items() if not address.startswith(unused)}
    return Skin(frames=frames, files=needed, warnings=warnings, named=named)


def _configuration(root: Path) -> BytesIO:
    own = root / "mkdocs.yml"
    stream = BytesIO(own.read_bytes() if own.is_file() else CONFIGURATION.encode())
    stream.name = str(own)
    return stream


def _pages_if_none(root: Path, workshop: Path) -> dict[str, str]:
    """The engine insists on a folder of ordinary pages; a portal that has none yet gets an empty one."""
    if (root / "content" / "pages").is_dir():
        return {}
    empty = workshop / "pages"
    empty.mkdir()
    return {"docs_dir": str(empty)}


def _navigation(outline: Content, catalogue: Catalogue) -> list[NavigationItem]:
    pages = [page.removeprefix("content/pages/") for page in outline.pages]
    others = sorted(page for page in pages if page.endswith(".md") and page not in CIVIC_PAGES)
    alone = [page for page in others if "/" not in page]
    alone.sort(key=lambda page: (page != "take-part.md", page))
    first, last = CIVIC_PAGES[:2], CIVIC_PAGES[2:]
    named: list[NavigationItem] = [{_title(page, catalogue): page} for page in first]
    middle: list[NavigationItem] = [page for page in alone if page not in LAST_PAGES]
    end: list[NavigationItem] = [page for page in LAST_PAGES if page in alone]
    return [*named, *middle, *_folders(others), *({_title(page, catalogue): page} for page in last), *end]


def _folders(pages: Sequence[str]) -> Iterator[NavigationItem]:
    """Pages in a folder stand together under its name, the folder's own `index.md` first."""
    for folder in sorted({page.partition("/")[0] for page in pages if "/" in page}):
        within = [page for page in pages if page.startswith(f"{folder}/")]
        within.sort(key=lambda page: (not page.endswith("/index.md"), page))
        yield {folder.replace("-", " ").replace("_", " ").capitalize(): within}


def _title(src_uri: str, catalogue: Catalogue) -> str:
    return str(catalogue.text("theme." + src_uri.removesuffix(".md").replace("/", "_").replace("-", "_")))


def _with_slots(body: str, *, title: str, active: str = "") -> str:
    """Markdown of a frame: the ordinary page's own front matter, if it has one, gives way to ours."""
    if body.startswith("---\n") and "\n---\n" in body[4:]:
        body = body[4:].split("\n---\n", 1)[1]
    lines = ["---", "civicgen_slots: true", f'title: "{title}"']
    if active:
        lines.append(f'civicgen_active: "{active}"')
    return "\n".join([*lines, "---", body])


def _addresses_named_in(files: "Files") -> frozenset[str]:
    """Every address below the site's root that the text of an ordinary page could mean."""
    named: set[str] = set()
    for file in files.documentation_pages():
        folder = Path(file.src_uri).parent.as_posix()
        for match in _LINKED.findall(file.content_string):
            named.add(os.path.normpath(f"{folder}/{match}").replace(os.sep, "/"))
    return frozenset(named)


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """Collect what the engine warns of; a warning is a finding, not noise on the terminal."""
    heard: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    logger, listener = logging.getLogger("mkdocs"), Listener(level=logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
