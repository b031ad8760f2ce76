"""The few civic pages that are about more than one proposal: they are made at each build.

In: overviews, lists and figures. Out: pages with their templates. Reads the cache, writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from civicgen.app.building.texts import SafeTexts
from civicgen.counting.rules import RULES
from civicgen.model.moderation import Moderation
from civicgen.site.compose import Composer, View
from civicgen.views.answers import answers_page, answers_plans
from civicgen.views.consultation import consultation_page
from civicgen.views.consultations import consultations_page, home_page
from civicgen.views.counting_page import counting_page
from civicgen.views.data_page import data_files, data_page
from civicgen.views.intake import intake_pages
from civicgen.views.links import ProposalCard
from civicgen.views.listing import Lists
from civicgen.views.not_found import not_found_page
from civicgen.views.overview import ConsultationOverview, PortalOverview


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages are made from. `lists` and `top`, the cards of the most supported, are by consultation.

    `data` gives the size of each published file by its address below `data/`.
    """

    portal: PortalOverview
    moderation: Moderation
    texts: SafeTexts
    composer: Composer
    lists: Mapping[str, Lists]
    top: Mapping[str, tuple[ProposalCard, ...]]
    data: Mapping[str, int]


def _home(sources: Sources) -> Iterable[View]:
    yield home_page(sources.portal)


def _consultations(sources: Sources) -> Iterable[View]:
    words = sources.composer.words
    yield consultations_page(
        sources.portal,
        title=words("consultations.title"),
        description=words("consultations.description", portal=sources.portal.portal.name),
    )


def _consultation(sources: Sources) -> Iterable[View]:
    for each in sources.portal.consultations:
        slug = each.facts.slug
        yield consultation_page(
            each,
            sources.portal,
            sources.texts,
            lists=sources.lists[slug],
            top=sources.top[slug],
            downloads=data_files(sources.data, slug),
        )


def _answers(sources: Sources) -> Iterable[View]:
    for each in sources.portal.consultations:
        yield from _answers_of(each, sources)


def _answers_of(overview: ConsultationOverview, sources: Sources) -> Iterator[View]:
    words = sources.composer.words
    for plan in answers_plans(overview.dossier.answers, overview.facts.slug):
        yield answers_page(
            plan,
            overview.facts,
            sources.texts,
            title=words("answers.title", consultation=overview.facts.title),
            description=words("answers.description", consultation=overview.facts.title),
            zone=sources.portal.portal.timezone,
        )


def _intake(sources: Sources) -> Iterable[View]:
    words = sources.composer.words
    for each in sources.portal.consultations:
        yield from intake_pages(
            each,
            sources.portal.portal,
            sources.moderation,
            title=words("intake.title", consultation=each.facts.title),
            description=words("intake.description", consultation=each.facts.title),
        )


def _counting(sources: Sources) -> Iterable[View]:
    words = sources.composer.words
    yield counting_page(
        sources.portal, rules=tuple(RULES), title=words("counting.title"), description=words("counting.description")
    )


def _data(sources: Sources) -> Iterable[View]:
    words = sources.composer.words
    yield data_page(sources.portal, sources.data, title=words("data.title"), description=words("data.description"))


def _not_found(sources: Sources) -> Iterable[View]:
    words = sources.composer.words
    yield not_found_page(
        title=words("not_found.title"),
        description=words("not_found.description"),
        contacts=sources.portal.portal.authorities,
    )


PAGES: dict[str, Callable[[Sources], Iterable[View]]] = {
    "home.html": _home,
    "consultations.html": _consultations,
    "consultation.html": _consultation,
    "answers.html": _answers,
    "intake.html": _intake,
    "how-we-count.html": _counting,
    "data.html": _data,
    "not-found.html": _not_found,
}
"""Every kind of civic page but proposals and lists of them, which come from leaves: its template, its pages' data."""


def other_pages(sources: Sources, figures: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Each page with its address.

    Raises:
        ConfigurationError: a template fails, or a page breaks the output policy.
    """
    for template, views in PAGES.items():
        for view in views(sources):
            yield view.address, sources.composer.page(template, view, figures=figures)
