"""Lists of proposals, put together from the cards of leaves. Only pages of which something changed are made.

In: briefs and cards. Out: pages, into the site's folder.
"""

import hashlib
from collections.abc import Mapping

from markupsafe import Markup

from civicgen.model.names import ProposalId
from civicgen.site.compose import Composer
from civicgen.site.ground import Ground
from civicgen.site.growing import Grown
from civicgen.site.matter import ConsultationMatter
from civicgen.views.links import Link
from civicgen.views.listing import ListPlan, Lists, listing_page

PAGE = "listing.html"
_HERE = Markup("<!--civicgen:cards-->")
"""Stands for all cards while a template makes the rest: they are ready, and were checked when they were made."""


def write_lists(
    consultation: ConsultationMatter,
    lists: Lists,
    grown: Grown,
    *,
    ground: Ground,
    composer: Composer,
) -> None:
    """Every page of every list of a consultation.

    Raises:
        ConfigurationError: a template fails, or a page breaks the output policy.
    """
    facts = consultation.facts
    title = composer.words("listing.title", consultation=facts.title)
    description = consultation.dossier.consultation.question
    link = Link(title=facts.title, address=facts.page)
    digests = {each: leaf.card_digest for each, leaf in grown.leaves.items()}
    shell = _shell(lists, composer.made_from(lists.plans[0].address), [title, description, link.title, link.address])
    cards: Mapping[ProposalId, str] = {}
    for done, plan in enumerate(lists.plans):
        made_from = _made_from(shell, plan, digests)
        if ground.folder.stands(plan.address, made_from):
            continue
        cards = cards or ground.cache.cards(consultation.slug)
        ready = _HERE if plan.ids else Markup("")
        page = listing_page(plan, lists, ready, consultation=link, title=title, description=description)
        html = composer.page(PAGE, page, figures={})
        html = html.replace(_HERE, "".join([cards[each] for each in plan.ids]), 1)
        ground.folder.put(plan.address, html.encode(), made_from=made_from)
        ground.progress("lists", done, len(lists.plans))


def _shell(lists: Lists, template: bytes, words: list[str]) -> bytes:
    """What all pages of all lists have in common."""
    shown = [part for each in lists.shown for part in (each.kind, each.name, each.label)]
    parts = [*words, *shown, str(lists.more_topics)]
    return hashlib.sha256(template + "\0".join(parts).encode()).digest()


def _made_from(shell: bytes, plan: ListPlan, digests: Mapping[ProposalId, bytes]) -> bytes:
    listing = plan.listing
    own = "\0".join([listing.kind, listing.name, listing.label, str(plan.number), str(len(plan.pages))])
    return hashlib.sha256(b"".join([shell, own.encode(), *[digests[each] for each in plan.ids]])).digest()
