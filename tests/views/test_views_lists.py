"""Lists and answers in pages: orders, what is in which list, and that no page grows with all proposals."""

from datetime import date

from markupsafe import Markup
from msgspec.structs import replace
from views_town import PlainTexts, answer, brief, consultation, overview, proposal

from civicgen.model.leaf import Brief
from civicgen.model.names import ProposalId
from civicgen.views.answers import (
    AnswersPage,
    answer_addresses,
    answer_views,
    answers_page,
    answers_plans,
    as_shown,
)
from civicgen.views.links import Link
from civicgen.views.listing import Lists, listing_page, lists_of
from civicgen.views.overview import ConsultationOverview
from civicgen.views.paging import paging

SLUG = consultation().slug


def ids(lists: Lists, name: str) -> list[str]:
    return [each for plan in lists.plans if plan.listing.name == name for each in plan.ids]


def test_lists_have_fifty_proposals_a_page_and_miss_none() -> None:
    lists = lists_of([brief(proposal(f"p{number:03}")) for number in range(120)], SLUG)
    plans = [plan for plan in lists.plans if plan.listing.name == "a-z"]
    assert [len(plan.ids) for plan in plans] == [50, 50, 20]
    assert [plan.address for plan in plans] == [
        f"consultations/streets/all/{name}.html" for name in ("a-z", "a-z.2", "a-z.3")
    ]
    assert ids(lists, "a-z") == [f"p{number:03}" for number in range(120)]


def test_a_list_without_proposals_is_a_page_that_says_so() -> None:
    (plan, *_) = lists_of([], SLUG).plans
    assert (plan.ids, plan.address) == ((), "consultations/streets/all/newest.html")


def test_what_only_the_public_record_still_knows_is_in_no_list() -> None:
    gone = Brief(id=ProposalId("gone"), facts=None, status="", first_seen="", sums={"support": 9})
    assert lists_of([gone, brief(proposal("a"))], SLUG).ranked == ("a",)


def test_topics_that_share_a_file_name_share_a_list() -> None:
    lists = lists_of(
        [
            brief(replace(proposal("a"), topics=("Old mill",))),
            brief(replace(proposal("b"), topics=("old-mill", "Old mill"))),
        ],
        SLUG,
    )
    addresses = [plan.address for plan in lists.plans]
    assert len(addresses) == len(set(addresses))
    assert ids(lists, "topic-old-mill") == ["a", "b"]


def test_the_most_supported_comes_first_and_equal_ones_by_their_titles() -> None:
    proposals = [
        brief(proposal("a", title="Zebra"), support=3),
        brief(proposal("b", title="Élan"), support=1),
        brief(proposal("c", title="Early"), support=1),
    ]
    assert lists_of(proposals, SLUG).ranked == ("a", "c", "b")


def test_the_newest_comes_first_and_before_it_what_nobody_collected_yet() -> None:
    proposals = [
        brief(proposal("a"), first_seen="2026-10-05T00:00:00Z"),
        brief(proposal("b"), first_seen="2026-10-09T00:00:00Z"),
        brief(proposal("c")),
    ]
    assert ids(lists_of(proposals, SLUG), "newest") == ["c", "b", "a"]


def test_every_page_links_to_the_commonest_topics_and_to_its_own() -> None:
    proposals = [brief(replace(proposal(f"p{number}"), topics=(f"t{number}", "common"))) for number in range(60)]
    lists = lists_of(proposals, SLUG)
    assert len([each for each in lists.shown if each.kind == "topic"]) == 50
    assert lists.more_topics == 11
    rare = next(plan for plan in lists.plans if plan.listing.kind == "topic" and plan.listing not in lists.shown)
    page = listing_page(
        rare, lists, [Markup("card")], consultation=Link(title="", address=""), title="All", description="All"
    )
    assert rare.listing in page.listings
    assert any(each.label == "common" for each in page.listings)


def test_a_page_of_many_links_to_the_first_the_last_and_its_neighbours() -> None:
    pages = [f"{number}.html" for number in range(1, 219)]
    steps = paging(pages, 100)
    assert [link.number for link in steps.links] == [1, 98, 99, 100, 101, 102, 218]
    assert [link.number for link in steps.links if link.is_after_gap] == [98, 218]
    assert (steps.previous, steps.next) == ("99.html", "101.html")
    assert (paging(pages, 1).previous, paging(pages, 218).next) == ("", "")
    assert paging(["1.html"], 1).links == ()


def test_answers_are_found_on_the_page_that_their_address_names() -> None:
    answers = [answer(f"answer-{number:03}", on=date(2026, 12, 1)) for number in range(60)]
    found = answer_addresses(answers, SLUG)
    pages = pages_of(overview(consultation(), answers=answers))
    assert [len(page.answers) for page in pages] == [50, 10]
    assert found == {view.anchor: f"{page.address}#{view.anchor}" for page in pages for view in page.answers}
    assert found["answer-000"] == "consultations/streets/answers.2.html#answer-000"


def test_of_many_that_wait_for_an_answer_the_first_are_named_and_the_list_of_all_is_linked() -> None:
    proposals = [proposal(f"p{number:03}") for number in range(60)]
    answers = [answer(f"answer-{number:03}", on=None) for number in range(60)]
    first, second = pages_of(overview(consultation(), proposals=proposals, answers=answers))
    assert len(first.waiting) == 50
    assert first.more_waiting == "consultations/streets/all/status-undated.html"
    assert (second.waiting, second.more_waiting) == ((), "")


def test_an_answer_to_very_many_proposals_names_the_first_of_them() -> None:
    proposals = [proposal(f"p{number:03}") for number in range(60)]
    (page,) = pages_of(
        overview(
            consultation(), proposals=proposals, answers=[answer("all", on=None, proposals=[p.id for p in proposals])]
        )
    )
    assert len(page.answers[0].proposals) == 50
    assert page.answers[0].has_more_proposals


def test_an_answer_as_pages_show_it_makes_the_same_page() -> None:
    very_long = answer("all", on=None, proposals=[f"p{number:03}" for number in range(60)])
    links = {each: Link(title=each, address="") for each in very_long.proposals}
    assert answer_views([as_shown(very_long)], links, PlainTexts(), page="") == answer_views(
        [very_long], links, PlainTexts(), page=""
    )


def pages_of(about: ConsultationOverview) -> list[AnswersPage]:
    return [
        answers_page(plan, about.facts, PlainTexts(), title="", description="", zone="UTC")
        for plan in answers_plans(about.dossier.answers, about.facts.slug)
    ]
