"""Where the relative links of the editors' files lead. Content in, addresses of the site out; no I/O."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import msgspec

from civicgen.model.content import Content
from civicgen.model.facts import ProposalFacts
from civicgen.text.markdown import PROPOSAL_LIMIT, parse
from civicgen.views import addresses
from civicgen.views.answers import answer_addresses

_PERHAPS_RELATIVE = re.compile(r"\](?:\((?!\s*<?https?://)|:)")
"""What every relative link is written with: most texts have none, and need not be parsed."""
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


class Targets(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of the site by the paths of content files; those in `anchored` have headings with a prefix."""

    pages: Mapping[str, str]
    anchored: AbstractSet[str]


def all_targets(content: Content, facts: Iterable[ProposalFacts] = ()) -> Targets:
    """Everything that links may lead to. `facts` are those of proposals that `content`, an outline, is without."""
    pages = {page: _ordinary(page) for page in content.pages}
    anchored: set[str] = set()
    for dossier in content.dossiers:
        slug = dossier.consultation.slug
        pages[dossier.consultation.file] = addresses.consultation_page(slug)
        pages |= {each.file: addresses.proposal_page(slug, each.id) for each in dossier.proposals}
        answers = answer_addresses(dossier.answers, slug)
        pages |= {each.file: answers[each.slug] for each in dossier.answers}
        pages |= {each.file: f"{addresses.consultation_page(slug)}#news-{each.slug}" for each in dossier.updates}
        pages |= {each.file: addresses.document_file(slug, each.name) for each in dossier.documents}
        anchored.add(dossier.consultation.file)
        anchored.update(each.file for each in dossier.proposals)
    for each in facts:
        pages[each.file] = each.page
        anchored.add(each.file)
    return Targets(pages=pages, anchored=anchored)


def linked_path(address: str, file: str) -> tuple[str, str]:
    """The path of the content file to which an address in the text of `file` leads, and the heading there.

    The path is '' for an address within the same text.
    """
    path, _, fragment = unquote(address).partition("#")
    return normpath(join(dirname(file), path)) if path else "", fragment


def linked_paths(text: str, file: str) -> Iterator[str]:
    """The paths to which the links and pictures of a text lead: all that rendering it asks for, and perhaps more."""
    if len(text) > PROPOSAL_LIMIT or _PERHAPS_RELATIVE.search(text) is None:
        return
    # The parser itself says what is a link: brackets, entities and block quotes within links are its business.
    for address in _ADDRESS.findall(parse(text)):
        path, _ = linked_path(unescape(address), file)
        if path:
            yield path


def _ordinary(page: str) -> str:
    address = page.removeprefix("content/pages/")
    return address.removesuffix(".md") + ".html" if address.endswith(".md") else address
