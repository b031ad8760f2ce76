"""The whole circle: somebody reacts at the forge, the next harvest sees it, and nothing else."""

from collections.abc import Iterator

import pytest
from portal_run import Portal
from town_run import GRIT, SEED, STREETS, Town, others_than, replay_town

from civicgen.rehearsal.server import RehearsalServer

PROPOSAL = "grit-for-weir-street"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The example town, harvested once; the tests of this file go on from one another's state, each with new rows."""
    portal = Portal(tmp_path_factory.mktemp("town") / "portal")
    replay_town(portal)
    with RehearsalServer(SEED) as server:
        portal.harvest(server.url)
        yield Town(portal, server)


def _told(town: Town) -> list[tuple[str, str, str]]:
    """What the next harvest writes down: type, proposal and kind of each new row."""
    new = town.collect()
    return [(row["type"], row.get("proposal", ""), row.get("kind", "")) for rows in new.values() for row in rows]


def test_a_second_harvest_adds_no_row_to_any_consultation(town: Town) -> None:
    assert town.collect() == {}


def test_a_sign_that_is_set_and_taken_back_is_seen_by_the_next_harvests(town: Town) -> None:
    citizen = others_than(town)[0]
    reaction = town.set(citizen, "+1")
    assert _told(town) == [("reaction-cast", PROPOSAL, "+1")]
    town.take_back(citizen, reaction)
    assert _told(town) == [("reaction-withdrawn", PROPOSAL, "+1")]
    assert town.collect() == {}


def test_a_button_of_the_web_page_does_the_same(town: Town) -> None:
    citizen = others_than(town)[0]
    town.press(citizen, "heart")
    assert _told(town) == [("reaction-cast", PROPOSAL, "heart")]
    town.press(citizen, "heart")
    assert _told(town) == [("reaction-withdrawn", PROPOSAL, "heart")]


def test_one_person_leaving_and_another_coming_is_seen_though_the_counts_are_the_same(town: Town) -> None:
    first, second = others_than(town)[:2]
    reaction = town.set(first, "+1")
    town.collect()
    before = town.roll_up()
    town.take_back(first, reaction)
    town.set(second, "+1")
    assert town.roll_up() == before
    assert sorted(_told(town)) == [("reaction-cast", PROPOSAL, "+1"), ("reaction-withdrawn", PROPOSAL, "+1")]


def test_changing_sides_is_a_withdrawal_and_a_new_sign(town: Town) -> None:
    citizen = others_than(town)[0]
    reaction = town.set(citizen, "+1")
    town.collect()
    town.take_back(citizen, reaction)
    town.set(citizen, "-1")
    assert sorted(_told(town)) == [("reaction-cast", PROPOSAL, "-1"), ("reaction-withdrawn", PROPOSAL, "+1")]


def test_what_was_set_and_taken_back_between_two_harvests_leaves_no_row(town: Town) -> None:
    citizen = others_than(town)[0]
    town.take_back(citizen, town.set(citizen, "+1"))
    assert town.collect() == {}


def test_after_all_this_the_built_page_counts_exactly_the_live_signs(town: Town) -> None:
    town.collect()
    town.portal.build()
    people: dict[int, set[str]] = {}
    for reaction in town.reactions(GRIT):
        people.setdefault(reaction["user"]["id"], set()).add(reaction["content"])
    supporting, opposing = {"+1", "heart", "hooray", "rocket"}, {"-1", "confused"}
    support = sum(bool(kinds & supporting) and not kinds & opposing for kinds in people.values())
    oppose = sum(bool(kinds & opposing) and not kinds & supporting for kinds in people.values())
    page = town.portal.figures(f"consultations/{STREETS}/proposals/{PROPOSAL}.html")
    assert page[f"{STREETS}/{PROPOSAL}/support"] == {support}
    assert page[f"{STREETS}/{PROPOSAL}/oppose"] == {oppose}
    assert "Everything agrees" in town.portal.verify()
