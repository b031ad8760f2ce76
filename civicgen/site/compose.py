"""Composing: each civic page's data goes through its template into a frame. Page data in, HTML out; writes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import join
from typing import Protocol, cast
from urllib.parse import urlsplit

from markupsafe import Markup

from civicgen.app.building.texts import SafeTexts
from civicgen.counting.rules import RULES
from civicgen.model.edition import Edition
from civicgen.site.catalogue import Catalogue
from civicgen.site.frames import DEEP_FRAMES, NOT_FOUND, Head
from civicgen.site.policy import check_content, check_frame
from civicgen.site.skin import Skin
from civicgen.site.templating import Templates
from civicgen.views.addresses import root_from
from civicgen.views.data_page import data_files, data_page
from civicgen.views.links import ProposalCard
from civicgen.views.listing import ListingPage
from civicgen.views.not_found import not_found_page
from civicgen.views.proposal import ProposalPage
from civicgen.views.published import (
    answers_pages,
    consultation_page,
    consultations_page,
    counting_page,
    home_page,
    listing_pages,
    proposal_pages,
)

LISTS = "../../../"
"""The way from a list of proposals to the site's root."""


class View(Protocol):
    """What every page's data has."""

    @property
    def address(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the pages are made from."""

    edition: Edition
    texts: SafeTexts
    catalogue: Catalogue

    def words(self, key: str, **values: object) -> str:
        """Plain words for a title or a description, which are escaped later."""
        return str(self.catalogue.text(key, **values).unescape())


def _home(sources: Sources) -> Iterable[View]:
    yield home_page(sources.edition)


def _consultations(sources: Sources) -> Iterable[View]:
    yield consultations_page(
        sources.edition,
        title=sources.words("consultations.title"),
        description=sources.words("consultations.description", portal=sources.edition.content.portal.name),
    )


def _consultation(sources: Sources) -> Iterable[View]:
    for published in sources.edition.published:
        yield consultation_page(published, sources.edition, sources.texts)


def _listing(sources: Sources) -> Iterable[View]:
    for published in sources.edition.published:
        title = sources.words("listing.title", consultation=published.facts.title)
        yield from listing_pages(published, title=title, description=published.dossier.consultation.question)


def _proposal(sources: Sources) -> Iterable[View]:
    content = sources.edition.content
    for published in sources.edition.published:
        yield from proposal_pages(published, content.portal, sources.texts, moderation=content.moderation)


def _answers(sources: Sources) -> Iterable[View]:
    for published in sources.edition.published:
        yield from answers_pages(
            published,
            sources.texts,
            title=sources.words("answers.title", consultation=published.facts.title),
            description=sources.words("answers.description", consultation=published.facts.title),
            zone=sources.edition.content.portal.timezone,
        )


def _counting(sources: Sources) -> Iterable[View]:
    yield counting_page(
        sources.edition,
        rules=tuple(RULES),
        title=sources.words("counting.title"),
        description=sources.words("counting.description"),
    )


def _data(sources: Sources) -> Iterable[View]:
    yield data_page(sources.edition, title=sources.words("data.title"), description=sources.words("data.description"))


def _not_found(sources: Sources) -> Iterable[View]:
    yield not_found_page(
        title=sources.words("not_found.title"),
        description=sources.words("not_found.description"),
        contacts=sources.edition.content.portal.authorities,
    )


PAGES: dict[str, Callable[[Sources], Iterable[View]]] = {
    "home.html": _home,
    "consultations.html": _consultations,
    "consultation.html": _consultation,
    "listing.html": _listing,
    "proposal.html": _proposal,
    "answers.html": _answers,
    "how-we-count.html": _counting,
    "data.html": _data,
    "not-found.html": _not_found,
}
"""Every kind of civic page: its template, and the data of its pages."""


def compose(root: Path, edition: Edition, catalogue: Catalogue, skin: Skin) -> Iterator[tuple[str, bytes]]:
    """Every civic page with its address.

    Raises:
        ConfigurationError: a template of `site_overrides` fails, or a page breaks the output policy.
    """
    templates = Templates(root, catalogue)
    sources = Sources(edition=edition, texts=SafeTexts(edition.content), catalogue=catalogue)
    for name, frame in skin.frames.items():
        check_frame(frame, name=name)
    figures = dict(edition.figures)
    cards: dict[str, Markup] = {}
    for template, views in PAGES.items():
        for view in views(sources):
            shown = _with_cards(view, cards, templates, figures) if isinstance(view, ListingPage) else view
            yield view.address, compose_page(templates, template, shown, edition, skin, figures).encode()


def _with_cards(
    view: ListingPage, made: dict[str, Markup], templates: Templates, figures: Mapping[str, int]
) -> ListingPage:
    """The list with its cards as HTML; a card is made once for all lists that it is in."""
    for each in cast("tuple[ProposalCard, ...]", view.cards):
        if each.address not in made:
            html = templates.render(
                "listing-card.html",
                address=view.address,
                figures=figures,
                own_prefix=each.figures,
                card=each,
                root=LISTS,
            )
            made[each.address] = Markup(html)  # noqa: S704  # what an escaping template made
    return replace(view, cards=tuple(made[each.address] for each in cast("tuple[ProposalCard, ...]", view.cards)))


def compose_page(
    templates: Templates, template: str, view: View, edition: Edition, skin: Skin, figures: Mapping[str, int]
) -> str:
    """One page: the template's output inside the frame for its depth.

    Raises:
        ConfigurationError: the template fails, or its output breaks the output policy.
    """
    frame = skin.frames.get(view.address) or skin.frames[frame_name(view.address)]
    site_url = edition.content.portal.site_url
    is_found = view.address != NOT_FOUND
    # A page that is served for any missing address can only link from the top.
    root = root_from(view.address) if is_found else urlsplit(site_url).path.rstrip("/") + "/"
    content = templates.render(
        template,
        address=view.address,
        figures=figures,
        own_prefix=view.figures if isinstance(view, ProposalPage) else "",
        page=view,
        root=root,
        intro=frame.intro,
        files=data_files,
        edition=edition,
    )
    check_content(content, address=view.address)
    name = edition.content.portal.name
    head = Head(
        title=view.title if view.title == name else f"{view.title} · {name}",
        description=" ".join(view.description.split())[:300],
        canonical=join(site_url, view.address) if site_url and is_found else "",
    )
    return frame.fill(head, content)


def frame_name(address: str) -> str:
    """The frame for a page below a consultation."""
    return DEEP_FRAMES[address.count("/")].removesuffix(".md") + ".html"
