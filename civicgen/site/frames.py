"""Frames: pages of the theme with marks, rendered once, into which civic pages are composed.

In: the HTML that the engine made of a placeholder. Out: a Frame that joins strings. Reads nothing, writes nothing.
"""

import re

import msgspec
from markupsafe import Markup

from civicgen.errors import ConfigurationError
from civicgen.site.escaping import escaped

HEAD = "<!--civicgen:head-->"
INTRO = "<!--civicgen:intro-->"
CONTENT = "<!--civicgen:content-->"

CIVIC_PAGES = ("index.md", "consultations/index.md", "how-we-count.md", "data.md")
"""Pages in the navigation that civicgen composes. A page of the same name in `content/pages` is their introduction."""

DEEP_FRAMES = {2: "_frames/2/index.md", 3: "_frames/3/3/index.md"}
"""Frames for everything below a consultation, by folder depth; they stand in no navigation and never in the site."""

NOT_FOUND = "404.html"
_SPACE = re.compile(r"\s*\n\s*")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of a page says. `canonical` is '' where the portal has no address yet."""

    title: str
    description: str
    canonical: str = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the theme, cut at its marks. `intro` is the editors' ordinary page of that name, as HTML."""

    before_head: str
    before_content: str
    after_content: str
    intro: Markup

    def fill(self, head: Head, content: str) -> str:
        """The whole page: this frame around `content`, which is safe HTML."""
        return "".join((self.before_head, _head(head), self.before_content, content, self.after_content))


def read_frame(html: str, *, name: str) -> Frame:
    """Cut the page that the engine rendered.

    Raises:
        ConfigurationError: a mark is missing, so a template in `site_overrides` dropped a block that civicgen needs.
    """
    rest = html
    parts = []
    for mark in (HEAD, INTRO, CONTENT):
        part, found, rest = rest.partition(mark)
        if not found:
            raise ConfigurationError(
                f"the frame {name} has no mark {mark}: a template in site_overrides replaced the block that holds it; "
                "call {{ super() }} in that block"
            )
        parts.append(part)
    before_head, before_intro, intro = parts
    # Safe: the introduction is the editors' own page, rendered by the engine.
    page = Markup(intro.strip())  # noqa: S704  # the engine's own HTML, no citizen's text reaches it
    return Frame(
        before_head=_tight(before_head), before_content=_tight(before_intro), after_content=_tight(rest), intro=page
    )


def is_frame(html: str) -> bool:
    """Whether the engine's page is a frame."""
    return HEAD in html and CONTENT in html


def _tight(html: str) -> str:
    """Without the empty lines and the indentation that templates of the theme leave behind."""
    return _SPACE.sub("\n", html)


def _head(head: Head) -> str:
    lines = [
        f"<title>{escaped(head.title)}</title>",
        f'<meta name="description" content="{escaped(head.description)}">',
    ]
    if head.canonical:
        lines.append(f'<link rel="canonical" href="{escaped(head.canonical)}">')
    return "\n  ".join(lines)
