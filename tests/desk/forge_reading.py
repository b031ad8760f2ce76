"""How GitHub reads a Markdown text, as far as it is documented: what it renders, what it makes of words in it."""

import re
from html import unescape

import comrak

REACTING = (
    re.compile(r"(?<![\w@])@[A-Za-z0-9]"),  # mentions of people and teams
    re.compile(r"#[0-9]"),
    re.compile(r"\bgh-[0-9]", re.IGNORECASE),
    re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{7,40}(?![0-9a-zA-Z])"),
    re.compile(r"\w://"),
    re.compile(r"\bwww\.", re.IGNORECASE),
    re.compile(r"[\w.+-]+@[\w-]+"),
    re.compile(r"<[!?/a-z]", re.IGNORECASE),
    re.compile(r"\[(skip ci|ci skip|no ci|skip actions|actions skip)\]", re.IGNORECASE),
    re.compile(r"^(skip-checks|co-authored-by)\s*:", re.IGNORECASE | re.MULTILINE),
)
"""What does something wherever it stands outside code, and in a commit's message anywhere."""


def rendered(markdown: str) -> str:
    """The HTML, with everything on that GitHub has; raw HTML is let through, so that it shows where there is any."""
    extensions = comrak.ExtensionOptions()
    for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes", "alerts", "math_dollars", "math_code"):
        setattr(extensions, name, True)
    options = comrak.RenderOptions()
    options.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=extensions, render_options=options)


def words_of(html: str) -> str:
    """The words within one element's HTML, which has no elements in it."""
    assert "<" not in html, html
    return unescape(html)


def reactions_to(text: str) -> list[str]:
    """Everything in a text that the forge would react to, outside code."""
    return [found[0] for pattern in REACTING for found in pattern.finditer(text)]
