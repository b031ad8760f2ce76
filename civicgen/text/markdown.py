"""Citizens' Markdown to HTML that is safe to show: the one path for every text that the portal did not write itself.

Text in, HTML out; reads nothing, writes nothing, requests nothing. GitHub-flavoured Markdown (tables, task lists,
strikethrough, bare addresses), raw HTML shown as the text that it is, the result sanitised by an allow-list. The only
module that knows the parser; see docs/decisions/0001-markdown-parser.md.
"""

from collections.abc import Sequence

import comrak
import msgspec

from civicgen.text.addresses import Addresses, Resolve
from civicgen.text.allowed import sanitise
from civicgen.text.characters import replace_forbidden
from civicgen.text.rewriting import Heading, Rewriting, TooDeepError, stays_as_it_is

COMMENT_LIMIT = 65_536
"""Characters; the forge takes no longer comment."""

PROPOSAL_LIMIT = 512 * 1024
"""Characters of a proposal, an answer or another text out of Git."""

OUTPUT_FACTOR = 4
OUTPUT_FLOOR = 256 * 1024


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it goes into a page.

    Attributes:
        html: valid flow content for an `<article>`, sanitised; '' where the text is too complex to show.
        is_too_complex: the text or its HTML is too long, or nests too deeply; the page says so and links to the text.
        headings: the headings in their order.
    """

    html: str
    is_too_complex: bool = False
    headings: tuple[Heading, ...] = ()


def render(
    text: str,
    *,
    base_url: str = "",
    resolve: Resolve | None = None,
    limit: int = COMMENT_LIMIT,
    heading_level: int = 3,
    id_prefix: str = "",
    keep_line_breaks: bool = False,
) -> Rendered:
    """The text as HTML.

    Args:
        text: GitHub-flavoured Markdown by anyone.
        base_url: absolute address where the text was written; relative addresses count from there.
        resolve: answers for relative addresses instead; only what it makes of them can be shown as a picture.
        limit: characters that the text may have; PROPOSAL_LIMIT for texts out of Git.
        heading_level: level of the text's highest headings, 3 to 6; deeper ones follow step by step, none beyond 6.
        id_prefix: gives the headings ids that begin with it; unique on the page, '' for none.
        keep_line_breaks: a line break in the text is one on the page, as the forge shows comments.
    """
    if len(text) > limit:
        return Rendered(html="", is_too_complex=True)
    largest = max(OUTPUT_FACTOR * len(text), OUTPUT_FLOOR)
    parsed = replace_forbidden(parse(text, keep_line_breaks=keep_line_breaks))
    if len(parsed) > largest:
        return Rendered(html="", is_too_complex=True)
    headings: Sequence[Heading] = ()
    if not stays_as_it_is(parsed):
        rewriting = Rewriting(
            Addresses(base_url=base_url, resolve=resolve), heading_level=heading_level, id_prefix=id_prefix
        )
        try:
            parsed = rewriting.run(parsed)
        except TooDeepError:
            return Rendered(html="", is_too_complex=True)
        headings = rewriting.headings
    html = sanitise(parsed)
    if len(html) > largest:
        return Rendered(html="", is_too_complex=True)
    return Rendered(html=html, headings=tuple(headings))


def parse(text: str, *, keep_line_breaks: bool = False) -> str:
    """The parser's own HTML, raw HTML escaped, not yet sanitised: never to be put into a page."""
    return comrak.render_markdown(
        replace_forbidden(text),
        extension_options=_EXTENSIONS,
        render_options=_WITH_LINE_BREAKS if keep_line_breaks else _WITHOUT_LINE_BREAKS,
    )


def _extensions() -> comrak.ExtensionOptions:
    extensions = comrak.ExtensionOptions()
    extensions.table = True
    extensions.strikethrough = True
    extensions.autolink = True
    extensions.tasklist = True
    return extensions


def _options(*, keep_line_breaks: bool) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.escape = True
    options.hardbreaks = keep_line_breaks
    return options


_EXTENSIONS = _extensions()
_WITH_LINE_BREAKS = _options(keep_line_breaks=True)
_WITHOUT_LINE_BREAKS = _options(keep_line_breaks=False)
