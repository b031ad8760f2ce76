"""Gives views the one safe path for Markdown; links inside content become addresses of the site. No I/O."""

from posixpath import dirname, relpath
from typing import Self

from markupsafe import Markup

from civicgen.app.building.targets import Targets, all_targets, linked_path
from civicgen.model.content import Content
from civicgen.model.leaf import ProposalSource
from civicgen.text.markdown import COMMENT_LIMIT, PROPOSAL_LIMIT, Rendered, render
from civicgen.views.texts import SafeText

ANCHORS = "text-"
"""Begins the ids of headings in a page's own text, so that they meet no id of the page."""


class SafeTexts:
    """Renders untrusted texts. Their links lead to what is in the targets, and nowhere else within the site."""

    def __init__(self, targets: Content | Targets) -> None:
        self._targets = targets if isinstance(targets, Targets) else all_targets(targets)

    @classmethod
    def of_source(cls, source: ProposalSource) -> Self:
        """For the texts of one proposal and of the answers to it: the HTML is the same as with the whole content."""
        return cls(Targets(pages=source.targets, anchored=source.anchored))

    def document(self, text: str, *, file: str, page: str, has_anchors: bool = False) -> SafeText:
        """A text out of Git; relative links lead to the page or document that the file became."""
        id_prefix = ANCHORS if has_anchors else ""

        def resolve(address: str) -> str | None:
            source, fragment = linked_path(address, file)
            target = self._targets.pages.get(source) if source else None
            if target is None:
                return None
            link = relpath(target, dirname(page) or ".")
            if "#" in link or not fragment:
                return link
            return f"{link}#{ANCHORS}{fragment.lower()}" if source in self._targets.anchored else f"{link}#{fragment}"

        return _safe(render(text, resolve=resolve, limit=PROPOSAL_LIMIT, heading_level=3, id_prefix=id_prefix))

    def comment(self, text: str, *, base_url: str = "") -> SafeText:
        """A text from the forge or from a letter."""
        return _safe(render(text, base_url=base_url, limit=COMMENT_LIMIT, heading_level=3, keep_line_breaks=True))


def _safe(rendered: Rendered) -> SafeText:
    # Safe: civicgen.text escapes raw HTML and sanitises by an allow-list; this is the one place that believes it.
    return SafeText(html=Markup(rendered.html), is_too_complex=rendered.is_too_complex)  # noqa: S704  # sanitised
