"""Gives views the one safe path for Markdown; links inside content become addresses of the site. No I/O."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from markupsafe import Markup

from civicgen.model.content import Content
from civicgen.text.markdown import COMMENT_LIMIT, PROPOSAL_LIMIT, Rendered, render
from civicgen.views import addresses
from civicgen.views.texts import SafeText

ANCHORS = "text-"
"""Begins the ids of headings in a page's own text, so that they meet no id of the page."""


class SafeTexts:
    """Renders every untrusted text of one edition."""

    def __init__(self, content: Content) -> None:
        self._pages = _pages_by_file(content)
        self._anchored = {dossier.consultation.file for dossier in content.dossiers}
        self._anchored |= {proposal.file for dossier in content.dossiers for proposal in dossier.proposals}

    def document(self, text: str, *, file: str, page: str, has_anchors: bool = False) -> SafeText:
        """A text out of Git; relative links lead to the page or document that the file became."""
        id_prefix = ANCHORS if has_anchors else ""

        def resolve(address: str) -> str | None:
            path, _, fragment = unquote(address).partition("#")
            source = normpath(join(dirname(file), path))
            target = self._pages.get(source) if path else None
            if target is None:
                return None
            link = relpath(target, dirname(page) or ".")
            if "#" in link or not fragment:
                return link
            return f"{link}#{ANCHORS}{fragment.lower()}" if source in self._anchored else f"{link}#{fragment}"

        return _safe(render(text, resolve=resolve, limit=PROPOSAL_LIMIT, heading_level=3, id_prefix=id_prefix))

    def comment(self, text: str, *, base_url: str = "") -> SafeText:
        """A text from the forge or from a letter."""
        return _safe(render(text, base_url=base_url, limit=COMMENT_LIMIT, heading_level=3, keep_line_breaks=True))


def _safe(rendered: Rendered) -> SafeText:
    # Safe: civicgen.text escapes raw HTML and sanitises by an allow-list; this is the one place that believes it.
    return SafeText(html=Markup(rendered.html), is_too_complex=rendered.is_too_complex)  # noqa: S704  # sanitised


def _pages_by_file(content: Content) -> Mapping[str, str]:
    found: dict[str, str] = {f"content/pages/{page}": _ordinary(page) for page in content.pages}
    for dossier in content.dossiers:
        slug = dossier.consultation.slug
        found[dossier.consultation.file] = addresses.consultation_page(slug)
        found |= {each.file: addresses.proposal_page(slug, each.id) for each in dossier.proposals}
        found |= {each.file: f"{addresses.answers_page(slug)}#{each.slug}" for each in dossier.answers}
        found |= {each.file: f"{addresses.consultation_page(slug)}#news-{each.slug}" for each in dossier.updates}
        found |= {each.file: addresses.document_file(slug, each.name) for each in dossier.documents}
    return found


def _ordinary(page: str) -> str:
    return page.removesuffix(".md") + ".html" if page.endswith(".md") else page
