"""The output policy: no page sends a reader to another host, and none carries a script but ours. HTML in; no I/O.

A link is a reader's choice and may lead anywhere; what a browser fetches or runs by itself may not.
"""

import re

from civicgen.errors import ConfigurationError

_TAGS = re.compile(
    r"<(script|link|img|iframe|object|embed|source|video|audio|track|form|base|meta|style|input|svg|use|image)\b([^>]*)>",
    re.I,
)
_FETCHED = re.compile(r"""\b(?:src|srcset|href|data|action|poster|content)\s*=\s*["']?\s*(?:https?:)?//""", re.I)
_HANDLER = re.compile(r"<[a-z][^<>]*?\son[a-z]+\s*=", re.I)
_REFUSED = frozenset({"iframe", "object", "embed", "base", "form", "style"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


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
        if re.search(r"\son[a-z]+\s*=", _QUOTED.sub('""', html[start : end + 1]), re.I):
            raise _refusal(html, start, "an attribute that runs a script", address)


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
