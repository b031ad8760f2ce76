"""Lists of proposals, put together from the cards of leaves; only pages of which something changed, on all cores.

In: briefs and cards. Out: pages, into the site's folder.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from markupsafe import Markup

from civicgen.model.names import ProposalId
from civicgen.site.compose import Composer
from civicgen.site.ground import Ground
from civicgen.site.growing import Grown
from civicgen.site.matter import ConsultationMatter
from civicgen.site.workers import work_on
from civicgen.views.links import Link
from civicgen.views.listing import ListPlan, Lists, listing_page

PAGE = "listing.html"
MANY = 300
"""Fewer pages than this are made faster than workers are."""
_BATCH = 50
_HERE = Markup("<!--civicgen:cards-->")
"""Stands for all cards while a template makes the rest: they are ready, and were checked when they were made."""


class _Page(NamedTuple):
    """A page of a list that is made: `made_from` is what, `standing` the hash of the one that stands there."""

    plan: ListPlan
    made_from: bytes
    standing: str | None


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
    facts, folder = consultation.facts, ground.folder
    title = composer.words("listing.title", consultation=facts.title)
    description = consultation.dossier.consultation.question
    link = Link(title=facts.title, address=facts.page)
    digests = {each: leaf.card_digest for each, leaf in grown.leaves.items()}
    shell = _shell(lists, composer.made_from(lists.plans[0].address), [title, description, link.title, link.address])
    wanted = [
        _Page(plan, made_from, folder.sha256_at(plan.address))
        for plan in lists.plans
        if not folder.stands(plan.address, made_from := _made_from(shell, plan, digests))
    ]
    cards: Mapping[ProposalId, str] = ground.cache.cards(consultation.slug) if wanted else {}

    def make(pages: Sequence[_Page]) -> list[tuple[str, int]]:
        return [write(page) for page in pages]

    def write(page: _Page) -> tuple[str, int]:
        plan = page.plan
        ready = _HERE if plan.ids else Markup("")
        view = listing_page(plan, lists, ready, consultation=link, title=title, description=description)
        html = composer.page(PAGE, view, figures={})
        data = html.replace(_HERE, "".join([cards[each] for each in plan.ids]), 1).encode()
        return folder.beside.write(plan.address, data, known=page.standing), len(data)

    batches = [wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH)]
    done = len(lists.plans) - len(wanted)
    with closing(work_on(batches, make, is_much=len(wanted) >= MANY)) as results:
        for batch, made in zip(batches, results, strict=True):
            for page, (sha256, size) in zip(batch, made, strict=True):
                folder.took(page.plan.address, sha256, size=size, made_from=page.made_from)
            done += len(batch)
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
