"""Publishing: skin, civic pages, documents and data become one folder. In: an Edition. Writes the site's folder."""

from collections.abc import Iterator
from pathlib import Path
from posixpath import join

from markupsafe import escape

from civicgen.model.edition import Edition
from civicgen.site.catalogue import Catalogue, load_catalogue
from civicgen.site.compose import compose
from civicgen.site.policy import check_page
from civicgen.site.skin import Skin
from civicgen.site.templating import OVERRIDES
from civicgen.site.writer import Written, write_site
from civicgen.views import addresses
from civicgen.views.published import listings_of


def publish(root: Path, site: Path, edition: Edition, catalogue: Catalogue, skin: Skin) -> Written:
    """Write the whole site; only what changed touches the disk.

    Raises:
        ConfigurationError: the folder is not ours, a template fails, or a page breaks the output policy.
    """
    return write_site(site, _files(root, edition, catalogue, skin))


def catalogue_of(edition: Edition, root: Path) -> Catalogue:
    """The words in the portal's default language, with the portal's own where it has them."""
    languages = edition.content.portal.languages
    return load_catalogue(languages[0] if languages else "en", overrides=root / OVERRIDES / "catalogues")


def addresses_of(edition: Edition) -> Iterator[str]:
    """Every address below a consultation, so that ordinary pages may link to it."""
    for published in edition.published:
        slug = published.facts.slug
        yield published.facts.page
        yield addresses.answers_page(slug)
        yield from (listing.address for listing in listings_of(published))
        yield from (proposal.page for proposal in published.facts.proposals)
        yield from (addresses.document_file(slug, document.name) for document in published.dossier.documents)
    yield from (f"data/{name}" for name in edition.data)


def _files(root: Path, edition: Edition, catalogue: Catalogue, skin: Skin) -> Iterator[tuple[str, bytes]]:
    pages: list[str] = []
    composed: set[str] = set()
    for address, html in compose(root, edition, catalogue, skin):
        composed.add(address)
        yield address, html
    for published in edition.published:
        for document in published.dossier.documents:
            address = addresses.document_file(published.facts.slug, document.name)
            composed.add(address)
            yield address, (root / document.file).read_bytes()
    for name, data in edition.data.items():
        composed.add(f"data/{name}")
        yield f"data/{name}", data
    for address, path in skin.files.items():
        if address not in composed:
            data = path.read_bytes()
            if address.endswith(".html"):
                check_page(data.decode(), address=address)
                pages.append(address)
            yield address, data
    pages += [address for address in composed if address.endswith(".html") and address != addresses.NOT_FOUND]
    if edition.content.portal.site_url:
        yield "sitemap.xml", _sitemap(edition.content.portal.site_url, pages)


def _sitemap(site_url: str, pages: list[str]) -> bytes:
    lines = [f"  <url><loc>{escape(join(site_url, page))}</loc></url>" for page in sorted(pages)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>", ""]).encode()
