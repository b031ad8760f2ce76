"""Publishing: leaves, lists, data files, the few other pages and the engine's files become one folder.

In: the matter of a build, and a skin. Out: what was done. Writes the site's folder.
"""

from collections.abc import Iterable
from posixpath import join

from markupsafe import escape

from civicgen.app.building.keeping import SOURCES
from civicgen.app.building.targets import all_targets
from civicgen.app.building.texts import SafeTexts
from civicgen.counting.figures import portal_figures, total_figures
from civicgen.model.names import ProposalId
from civicgen.site.catalogue import Catalogue
from civicgen.site.compose import Composer
from civicgen.site.data_files import write_data, write_portal_data
from civicgen.site.folder import SiteFolder, Written
from civicgen.site.ground import Ground
from civicgen.site.growing import Grown, grow
from civicgen.site.inputs import digest_of
from civicgen.site.lists import write_lists
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.site.pages import Sources, other_pages
from civicgen.site.policy import check_page
from civicgen.site.receipts import write_receipts
from civicgen.site.skin import Skin
from civicgen.site.templating import COMPILED, Templates
from civicgen.store.build_cache import BuildCache
from civicgen.views import addresses
from civicgen.views.consultation import TOP_PROPOSALS
from civicgen.views.links import ProposalCard, card_of_brief
from civicgen.views.listing import Lists, lists_of
from civicgen.views.overview import ConsultationOverview, PortalOverview

SITEMAP_PAGES = 5_000
"""So many in one part of the map: no file grows with all proposals."""


def publish(ground: Ground, matter: Matter, catalogue: Catalogue, skin: Skin) -> Written:
    """Write the whole site; only what changed is made, and touches the disk.

    Raises:
        ConfigurationError: the folder cannot be written, a template fails, or a page breaks the output policy.
        LedgerError: the public record is not what was written.
    """
    folder, portal = ground.folder, matter.outline.portal
    templates = Templates(ground.root, catalogue, compiled=ground.root / COMPILED)
    templates.make_ready()
    composer = Composer(
        portal,
        catalogue,
        templates,
        skin.frames,
        look=ground.inputs.look,
    )
    figures = dict(portal_figures([each.facts for each in matter.consultations]))
    lists: dict[str, Lists] = {}
    top: dict[str, tuple[ProposalCard, ...]] = {}
    for each in matter.consultations:
        grown = grow(matter, each, ground=ground, composer=composer)
        totals = _totals(each, grown)
        figures |= totals
        lists[each.slug] = lists_of((leaf.brief for leaf in grown.leaves.values()), each.slug)
        write_lists(each, lists[each.slug], grown, ground=ground, composer=composer)
        write_receipts(matter, each, grown, totals, ground=ground, composer=composer)
        write_data(each, totals, ground=ground)
        best = lists[each.slug].ranked[:TOP_PROPOSALS]
        top[each.slug] = tuple(_cards(each, grown, best, ground.cache))
        figures |= _own_figures(each, grown, best)
    _put_documents(ground, matter)
    write_portal_data(matter, ground=ground)
    facts = [facts for each in matter.consultations for facts in each.facts.proposals]
    sources = Sources(
        portal=_overview(matter),
        moderation=matter.outline.moderation,
        texts=SafeTexts(all_targets(matter.outline, facts)),
        composer=composer,
        lists=lists,
        top=top,
        data={
            address.removeprefix("data/"): standing.size
            for address, standing in folder.made().items()
            if address.startswith("data/")
        },
    )
    for address, html in other_pages(sources, figures):
        folder.put(address, html.encode())
    _put_skin(folder, skin)
    if portal.site_url:
        _put_sitemap(folder, portal.site_url)
    ground.progress("writing", 0, None)
    return folder.finish(lambda done, total: ground.progress("writing", done, total))


def _totals(consultation: ConsultationMatter, grown: Grown) -> dict[str, int]:
    sums: dict[str, int] = {}
    for leaf in grown.leaves.values():
        for measure, number in leaf.brief.sums.items():
            sums[measure] = sums.get(measure, 0) + number
    return total_figures(
        consultation.facts,
        sums,
        accounts=grown.accounts,
        closings=consultation.context.closings,
        rows=consultation.news.rows if consultation.facts.as_of is not None else None,
        register=consultation.register,
    )


def _own_figures(consultation: ConsultationMatter, grown: Grown, best: Iterable[ProposalId]) -> dict[str, int]:
    """The numbers of the proposals that the consultation's page shows."""
    return {
        f"{consultation.slug}/{each}/{measure}": number
        for each in best
        for measure, number in grown.leaves[each].brief.sums.items()
    }


def _cards(
    consultation: ConsultationMatter, grown: Grown, best: Iterable[ProposalId], cache: BuildCache
) -> Iterable[ProposalCard]:
    best = list(best)
    sources = cache.sources(consultation.slug, best)
    for each in best:
        brief = grown.leaves[each].brief
        source = SOURCES.from_bytes(sources.get(each, b""))
        if brief.facts is not None and source is not None:
            yield card_of_brief(brief, brief.facts, slug=consultation.slug, summary=source.proposal.summary)


def _overview(matter: Matter) -> PortalOverview:
    return PortalOverview(
        portal=matter.outline.portal,
        findings=matter.outline.findings,
        consultations=tuple(
            ConsultationOverview(
                dossier=each.dossier, facts=each.facts, closings=each.context.closings, register=each.register
            )
            for each in matter.consultations
        ),
        harvests=matter.news.harvests,
        checkpoint=matter.news.checkpoint,
        built_for=matter.built_for,
        is_set_by_hand=matter.is_set_by_hand,
    )


def _put_documents(ground: Ground, matter: Matter) -> None:
    for each in matter.consultations:
        for document in each.dossier.documents:
            address = addresses.document_file(each.slug, document.name)
            made_from = ground.inputs.content[document.file.removeprefix("content/")].encode()
            if not ground.folder.stands(address, made_from):
                ground.folder.put(address, (ground.root / document.file).read_bytes(), made_from=made_from)


def _put_skin(folder: SiteFolder, skin: Skin) -> None:
    """The engine's files, where no civic page has their address."""
    for address, path in skin.files.items():
        if address not in folder.made():
            data = path.read_bytes()
            if address.endswith(".html"):
                check_page(data.decode(), address=address)
            folder.put(address, data, made_from=skin.made_from)


def _put_sitemap(folder: SiteFolder, site_url: str) -> None:
    pages = sorted(each for each in folder.made() if each.endswith(".html") and each != addresses.NOT_FOUND)
    made_from = digest_of([site_url, *pages])
    parts = [pages[start : start + SITEMAP_PAGES] for start in range(0, len(pages), SITEMAP_PAGES)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else []
    if folder.stand(("sitemap.xml", *names), made_from):
        return
    if not names:
        whole = _xml("urlset", "url", [join(site_url, page) for page in pages])
    else:
        whole = _xml("sitemapindex", "sitemap", [join(site_url, name) for name in names])
        for name, part in zip(names, parts, strict=True):
            data = _xml("urlset", "url", [join(site_url, page) for page in part])
            folder.put(name, data, made_from=made_from)
    folder.put("sitemap.xml", whole, made_from=made_from)


def _xml(whole: str, each: str, links: Iterable[str]) -> bytes:
    lines = [f"  <{each}><loc>{escape(link)}</loc></{each}>" for link in links]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, f"</{whole}>", ""]).encode()
