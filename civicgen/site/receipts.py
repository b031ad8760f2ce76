"""The pages that answer the numbers of receipts; they are made again only when something that they show changed.

In: letters of the leaves, and tables of the content. Out: pages, into the site's folder.
"""

from collections.abc import Mapping

import msgspec

from civicgen.counting.letters import letter_figures
from civicgen.site.compose import Composer
from civicgen.site.ground import Ground
from civicgen.site.growing import Grown
from civicgen.site.inputs import digest_of
from civicgen.site.matter import ConsultationMatter, Matter
from civicgen.views.receipts import receipt_lines, receipts_addresses, receipts_pages

PAGE = "receipts.html"


def write_receipts(
    matter: Matter,
    consultation: ConsultationMatter,
    grown: Grown,
    totals: Mapping[str, int],
    *,
    ground: Ground,
    composer: Composer,
) -> None:
    """Every page of a consultation's receipts.

    Raises:
        ConfigurationError: the template fails, or a page breaks the output policy.
    """
    facts, about, portal = consultation.facts, consultation.dossier.consultation, matter.outline.portal
    letters = [letter for leaf in grown.leaves.values() for letter in leaf.brief.letters]
    entered = consultation.dossier.contributions
    sums = {name: number for name, number in totals.items() if name.startswith(f"{facts.slug}//receipts")}
    authority = portal.authorities.get(about.authority)
    zone = about.counting.zone if about.counting else portal.timezone
    shown = (
        (letters, entered, facts.proposals if letters or entered else ()),
        (facts.title, facts.state, facts.answer_by, about.contact, authority, zone, sums),
    )
    made_from = digest_of([composer.made_from(facts.page).hex(), msgspec.json.encode(shown).decode()])
    if ground.folder.stand(receipts_addresses(facts.slug, letters, entered), made_from):
        return
    figures = sums | letter_figures(facts.slug, letters)
    pages = receipts_pages(
        receipt_lines(facts, letters, entered),
        facts,
        title=composer.words("receipts.title", consultation=facts.title),
        description=composer.words("receipts.description", consultation=facts.title),
        contact=about.contact,
        authority=authority,
        zone=zone,
    )
    for page in pages:
        html = composer.page(PAGE, page, figures=figures)
        ground.folder.put(page.address, html.encode(), made_from=made_from)
