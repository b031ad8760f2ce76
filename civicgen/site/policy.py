"""The output policy: no page sends a reader to another host, and none carries a script but ours. HTML in; no I/O.

A link is a reader's choice and may lead anywhere; what a browser fetches or runs by itself may not. Frames are checked
once, by `check_frame`; then the content of each page that goes into them, by `check_content`. Both end outside of every
tag, so that nothing can begin in one and end in the other.
"""

import re

from civicgen.errors import ConfigurationError
from civicgen.site.frames import Frame

_TAGS = re.compile(
    r"<(script|link|img|iframe|object|embed|source|video|audio|track|form|base|meta|style|input|svg|use|image)\b([^>]*)>",
    re.I,
)
_FETCHED = re.compile(r"""\b(?:src|srcset|href|data|action|poster|content)\s*=\s*["']?\s*(?:https?:)?//""", re.I)
_HANDLER = re.compile(r"""<[a-z][^<>]*?[\s/"']on[a-z]+\s*=""", re.I)
_HANDLER_NAME = re.compile(r"""[\s/"']on[a-z]+\s*=""", re.I)
_REFUSED = frozenset({"iframe", "object", "embed", "base", "form", "style"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

# What may be wrong, in lower case: found in a sixth of the time, because a search can jump to `<` and to `on`. Both
# find more than is wrong, and all that a browser minds. A letter or space that is not ASCII is bytes from \x80 up.
_MAYBE_TAG = re.compile(
    rb"<(?=[abefilmostuv])(?:s(?:cript|tyle)|meta|form|base|iframe|object|embed"
    rb"|(?:s(?:vg|ource)|link|i(?:mg|nput|mage)|video|audio|track|use)\b[^>]*//)"
)
_MAYBE_HANDLER = re.compile(rb"on[a-z\x80-\xff]++[\s\x1c-\x1f\x80-\xff]*+=")


def check_page(html: str, *, address: str) -> None:
    """Refuse a page that could fetch from elsewhere or run something of others.

    Raises:
        ConfigurationError: with the page, the line and the tag.
    """
    for match in _TAGS.finditer(html):
        tag, attributes = match.group(1).lower(), match.group(2)
        reason = _reason(tag, attributes)
        if reason:
            raise _refusal(html, match.start(), reason, address)
    for match in _HANDLER.finditer(html):
        start = match.start()
        end = html.find(">", start)
        if _HANDLER_NAME.search(_QUOTED.sub('""', html[start : end + 1])):
            raise _refusal(html, start, "an attribute that runs a script", address)


def check_content(html: str, *, address: str) -> None:
    """The same for what goes into a frame that was checked; lines are counted from the beginning of the content.

    Raises:
        ConfigurationError: with the page, the line and the tag.
    """
    lower = html.encode(errors="replace").lower()
    if _MAYBE_TAG.search(lower) or _MAYBE_HANDLER.search(lower):
        check_page(html, address=address)
    if (start := html.rfind("<")) > html.rfind(">"):
        raise _refusal(html, start, "a tag without an end", address)


def check_frame(frame: Frame, *, name: str) -> None:
    """The same for all that a frame brings to its pages.

    Raises:
        ConfigurationError: with the frame, the line in that part of it, and the tag.
    """
    for part in (frame.before_head, frame.before_content, frame.after_content):
        check_content(part, address=name)


def _reason(tag: str, attributes: str) -> str:
    if tag in _REFUSED:
        return f"<{tag}> is not allowed"
    if tag == "script" and "src=" not in attributes and 'type="application/json"' not in attributes:
        return "a script inside the page"
    if tag == "meta" and "http-equiv" in attributes.lower():
        return "a <meta http-equiv>"
    if tag == "link" and 'rel="canonical"' in attributes:
        return ""
    if tag != "meta" and _FETCHED.search(attributes):
        return "an address on another host"
    return ""


def _refusal(html: str, start: int, reason: str, address: str) -> ConfigurationError:
    line = html.count("\n", 0, start) + 1
    return ConfigurationError(
        f"{address}:{line}: the output policy refuses {reason}: {html[start : start + 120]!r}; "
        "see docs/site.md, look at the templates in site_overrides"
    )
