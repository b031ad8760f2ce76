"""What changes between the parser's HTML and the sanitiser: headings, links, pictures, task lists, nesting.

HTML as the parser writes it in (well-formed, attribute values escaped), HTML for the sanitiser out; no I/O. Nothing
here is relied on for safety: the sanitiser judges the result.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

import msgspec

from civicgen.text.addresses import Addresses, host_of, is_own
from civicgen.text.allowed import ALIGNMENTS

NESTING_LIMIT = 100
"""Elements within elements. Browsers cut off at 512; no text that a person wrote comes near it."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_WRITTEN_ANEW = re.compile(r"<(/?)(a|h[1-6]|[a-z][a-z0-9]*(?= ))([^<>]*)>")
"""Those tags that do not stay as they are: links, headings, and whatever has attributes or a slash at its end."""
_HEADING = re.compile(r"<h([1-6])>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input"})
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_SLUG_LENGTH = 200


class TooDeepError(ValueError):
    """The text nests more deeply than NESTING_LIMIT."""


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A heading in a text, for a table of contents. `level` is 3 to 6, `id` '' where the text has no anchors."""

    level: int
    id: str
    text: str


class _Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link that is open: where it leads (None: it stays words) and its place among the pieces."""

    address: str | None
    at: int


def stays_as_it_is(html: str) -> bool:
    """Whether rewriting would change nothing and find no heading, as is so with most comments."""
    return _is_simple(html) and _WRITTEN_ANEW.search(html) is None


def _is_simple(html: str) -> bool:
    """Whether nothing can nest too deeply, and no raw HTML stands outside an element: nearly all texts are so."""
    can_nest_too_deeply = html.count("<") > 2 * NESTING_LIMIT and html.count("</") > NESTING_LIMIT
    return not can_nest_too_deeply and ("&" not in html or "&lt;" not in html)


class Rewriting:
    """One text on its way from parser to sanitiser; used once."""

    def __init__(self, addresses: Addresses, *, heading_level: int, id_prefix: str) -> None:
        self._addresses = addresses
        self._first_level = heading_level
        self._last_level = heading_level - 1
        self._written_levels: list[int] = []
        self._id_prefix = id_prefix
        self._pieces: list[str] = []
        self._depth = 0
        self._links: list[_Link] = []
        self._heading_at = 0
        self._slugs: dict[str, int] = {}
        self.headings: list[Heading] = []

    def run(self, html: str) -> str:
        """The HTML for the sanitiser; `headings` then holds the headings. Raises TooDeepError."""
        self._written_levels = sorted({int(level) for level in _HEADING.findall(html)})
        is_simple = _is_simple(html)  # which takes half the time
        position = 0
        for match in (_WRITTEN_ANEW if is_simple else _TAG).finditer(html):
            words = html[position : match.start()]
            self._pieces.append(words if is_simple else self._between(words))
            position = match.end()
            closing, name, rest = match.groups()
            if not is_simple and name not in _VOID:
                self._descend(-1 if closing else 1)
            self._pieces.append(self._closing(name) if closing else self._opening(name, rest))
        self._pieces.append(html[position:] if is_simple else self._between(html[position:]))
        return "".join(self._pieces)

    def _between(self, words: str) -> str:
        """What stands between two tags. Outside every element it is raw HTML, shown as text: a paragraph of its own."""
        return f"\n<p>{words.strip()}</p>\n" if self._depth == 0 and words.strip() else words

    def _descend(self, step: int) -> None:
        self._depth += step
        if self._depth > NESTING_LIMIT:
            raise TooDeepError

    def _opening(self, name: str, rest: str) -> str:
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)} if rest else {}
        match name:
            case "a":
                return self._open_link(attributes)
            case "img":
                return self._picture(attributes)
            case "input":
                return "☑" if "checked" in attributes else "☐"
            case "th" | "td":
                css = ALIGNMENTS.get(attributes.get("align", ""))
                return f'<{name} class="{css}">' if css else f"<{name}>"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading_at = len(self._pieces)
                return ""
            case "ol":
                return _element(name, {"start": attributes.get("start")})
            case _:
                return f"<{name}>"

    def _closing(self, name: str) -> str:
        match name:
            case "a":
                return self._close_link(self._links.pop())
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._close_heading(int(name[1]))
            case _:
                return f"</{name}>"

    def _open_link(self, attributes: Mapping[str, str]) -> str:
        address = self._destination(attributes.get("href", ""))
        self._links.append(_Link(address=address, at=len(self._pieces)))
        return "" if address is None else _element("a", {"href": address, "title": attributes.get("title")})

    def _close_link(self, link: _Link) -> str:
        """A link without words shows its address: one that nobody can see or hear leads nowhere."""
        if link.address is None:
            return ""
        return "</a>" if self._since(link.at).strip() else f"{escape(link.address)}</a>"

    def _since(self, at: int) -> str:
        return "".join(self._pieces[at + 1 :])

    def _destination(self, address: str) -> str | None:
        if self._id_prefix and address.startswith("#"):
            return f"#{self._id_prefix}{unquote(address[1:]).lower()}"
        return self._addresses.link(address)

    def _picture(self, attributes: Mapping[str, str]) -> str:
        """A picture of the portal's own; for a remote one a link that names its host, so that nothing is requested."""
        alternative = attributes.get("alt", "")
        address = self._addresses.link(attributes.get("src", ""))
        if address is not None and is_own(address):
            return _element("img", {"src": address, "alt": alternative, "title": attributes.get("title")})
        host = host_of(address or "")
        if address is None or not host:
            return escape(alternative)
        words = escape(f"{alternative} ({host})" if alternative else host)
        return words if self._is_in_link() else f"{_element('a', {'href': address})}{words}</a>"

    def _is_in_link(self) -> bool:
        return any(link.address is not None for link in self._links)

    def _close_heading(self, written: int) -> str:
        inside = self._since(self._heading_at)
        if not inside.strip():
            return ""
        level = self._level(written)
        text = " ".join((unescape(_TAG.sub("", inside)) if "<" in inside or "&" in inside else inside).split())
        anchor = f"{self._id_prefix}{self._slug(text)}" if self._id_prefix else ""
        self._pieces[self._heading_at] = _element(f"h{level}", {"id": anchor or None})
        self.headings.append(Heading(level=level, id=anchor, text=text))
        return f"</h{level}>"

    def _level(self, written: int) -> int:
        """The level on the page: no step is left out, neither below the page's own heading nor within the text."""
        wanted = self._first_level + self._written_levels.index(written)
        self._last_level = min(wanted, self._last_level + 1, 6)
        return self._last_level

    def _slug(self, text: str) -> str:
        """The anchor that the forge would give this heading, so that links within a text lead to the same place."""
        slug = first = _NOT_IN_SLUG.sub("", text.lower()).replace(" ", "-")[:_SLUG_LENGTH]
        while slug in self._slugs:
            self._slugs[first] += 1
            slug = f"{first}-{self._slugs[first]}"
        self._slugs[slug] = 0
        return slug


def _element(name: str, attributes: Mapping[str, str | None]) -> str:
    """An opening tag with those of the attributes that are not None."""
    written = [f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None]
    return f"<{name}{''.join(written)}>"
