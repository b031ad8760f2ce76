"""Markdown to plain words, for descriptions, summaries and feeds. Text in, text out; no I/O."""

import re
from html import unescape

from civicgen.text.characters import replace_forbidden
from civicgen.text.markdown import COMMENT_LIMIT, parse

ELLIPSIS = "…"

_PICTURE = re.compile(r'<img [^<>]*?alt="([^"]*)"[^<>]*>')
_INLINE = re.compile(r"</?(?:a|em|strong|del|code)(?:\s[^<>]*)?>")
_TAG = re.compile(r"<[^<>]*>")


def plain(text: str, words: int) -> str:
    """At most `words` words of the text without its markup, on one line, with an ellipsis where it was cut.

    The result is text, not HTML: whoever puts it into a page escapes it. Of a long text only the beginning is read.
    """
    html = parse(text[:COMMENT_LIMIT])
    html = _PICTURE.sub(r"\1", html)
    html = _INLINE.sub("", html)
    found = replace_forbidden(unescape(_TAG.sub(" ", html))).split()
    if len(found) > words:
        return " ".join(found[:words]) + ELLIPSIS
    return " ".join(found)
