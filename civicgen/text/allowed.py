"""The allow-list: every element and attribute that a citizen's text may have on a page. HTML in, HTML out; no I/O."""

import nh3

from civicgen.text.addresses import ALLOWED_SCHEMES

LINK_RELATION = "nofollow ugc noopener"

HEADINGS = ("h3", "h4", "h5", "h6")
ALIGNMENTS = {"left": "align-left", "center": "align-center", "right": "align-right"}

TAGS = frozenset(
    {"p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li", "em", "strong", "del", "a", "img"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
    | set(HEADINGS)
)

ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    **{heading: {"id"} for heading in HEADINGS},
}

_CLASSES = {"th": set(ALIGNMENTS.values()), "td": set(ALIGNMENTS.values())}

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=_CLASSES,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    url_schemes=ALLOWED_SCHEMES,
    link_rel=LINK_RELATION,
)


def sanitise(html: str) -> str:
    """The HTML without anything outside the allow-list.

    The caller limits the nesting of `html`: the sanitiser's time grows with its square.
    """
    return _CLEANER.clean(html)
