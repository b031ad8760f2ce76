"""Four years of real proposals and named supports: what the site and its data say equals what the source says."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from portal_run import Portal
from wishlist import Wish, read_wishes, seed_of, write_content

from civicgen.rehearsal.server import RehearsalServer

pytestmark = pytest.mark.real_data


@dataclass(frozen=True, slots=True)
class Survey:
    portal: Portal
    wishes: list[Wish]
    again: dict[str, Any]
    """What the second harvest said of itself."""


@pytest.fixture(scope="module")
def survey(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """The surveys, harvested from a rehearsal server and built, once for all tests of this file."""
    portal = Portal(tmp_path_factory.mktemp("wishlist"))
    wishes = read_wishes(real_data)
    write_content(portal, wishes)
    with RehearsalServer(list(seed_of(wishes))) as server:
        portal.harvest(server.url)
        again = portal.harvest(server.url)
    portal.build()
    return Survey(portal, wishes, again)


def test_support_in_the_data_is_the_number_of_different_voters(survey: Survey) -> None:
    for year in sorted({wish.year for wish in survey.wishes}):
        said = {wish.id: str(len(wish.voters)) for wish in survey.wishes if wish.year == year}
        table = survey.portal.table(f"wishlist-{year}", "proposals.csv")
        assert {line["id"]: line["support"] for line in table} == said
        assert {line["oppose"] for line in table} == {"0"}


def test_support_on_each_page_is_the_number_of_different_voters(survey: Survey) -> None:
    for wish in survey.wishes:
        page = f"consultations/{wish.consultation}/proposals/{wish.id}.html"
        name = f"{wish.consultation}/{wish.id}/support"
        assert survey.portal.figures(page)[name] == {len(wish.voters)}, wish.title


def test_proposals_of_which_the_source_names_no_voters_are_there_without_support(survey: Survey) -> None:
    unlisted = [wish for wish in survey.wishes if not wish.is_listed]
    assert Counter(wish.year for wish in unlisted) == {"2017": 110, "2019": 123}
    for wish in unlisted:
        page = f"consultations/{wish.consultation}/proposals/{wish.id}.html"
        assert survey.portal.figures(page)[f"{wish.consultation}/{wish.id}/support"] == {0}


def test_a_second_harvest_of_a_thousand_proposals_adds_nothing_and_costs_little(survey: Survey) -> None:
    assert {name: told["added"] for name, told in survey.again["consultations"].items()} == {
        f"wishlist-{year}": 0 for year in (2015, 2016, 2017, 2019)
    }
    assert len(survey.wishes) == 1028
    assert survey.again["requests"] + survey.again["points"] <= len(survey.wishes) // 100 + 20


def test_the_site_can_be_verified(survey: Survey) -> None:
    assert "Everything agrees" in survey.portal.verify()
