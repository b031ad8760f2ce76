"""Texts of posts and of forms as HTML, by civicgen's own safe renderer. Pure."""

import re

from markupsafe import Markup, escape

from civicgen.text.markdown import render

_COMMENT = re.compile(r"^ {0,3}<!--.*?-->[ \t]*$", re.DOTALL | re.MULTILINE)
"""An HTML comment on lines of its own, which the forge does not show. Other HTML is shown as the text that it is."""


def shown(text: str, *, heading_level: int = 3) -> Markup:
    """The text as the forge shows a comment, line breaks kept; a text that is too complex as it was written."""
    rendered = render(_COMMENT.sub("", text), keep_line_breaks=True, heading_level=heading_level)
    if rendered.is_too_complex:
        return Markup('<pre class="plain">{}</pre>').format(text)
    return Markup(rendered.html)  # noqa: S704  # sanitised by an allow-list


def in_line(text: str) -> Markup:
    """A short text within a line: Markdown without its paragraph, as far as it is only one."""
    html = str(shown(text)).strip()
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return Markup(inner) if html.startswith("<p>") and "<p>" not in inner else escape(text)  # noqa: S704  # as above
