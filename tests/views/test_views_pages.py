"""What views make of model data: groups by state, order, pages, shares, pseudonyms."""

from dataclasses import replace

import pytest
from markupsafe import Markup
from views_town import PORTAL, comment, consultation, edition, proposal, published, tally

from civicgen.model.ledger import Cost, HarvestRow, Row, RowType
from civicgen.model.moderation import Moderation
from civicgen.model.names import Digest, PersonId, ProposalId, State, Status
from civicgen.model.times import Instant
from civicgen.views.comments import comment_views, short_name
from civicgen.views.consultation import consultation_page
from civicgen.views.consultations import home_page
from civicgen.views.freshness import freshness_of
from civicgen.views.links import share_of
from civicgen.views.listing import listing_pages, ranked
from civicgen.views.proposal import proposal_pages
from civicgen.views.support import support_view
from civicgen.views.texts import SafeText


class PlainTexts:
    """Shows every text as it is."""

    def document(self, text: str, *, file: str, page: str, has_anchors: bool = False) -> SafeText:
        return SafeText(html=Markup.escape(text))

    def comment(self, text: str, *, base_url: str = "") -> SafeText:
        return SafeText(html=Markup.escape(text))


@pytest.mark.parametrize(
    ("built_for", "group"),
    [
        (None, "undated"),
        ("2026-09-30T00:00:00Z", "planned"),
        ("2026-10-10T00:00:00Z", "open"),
        ("2026-11-25T00:00:00Z", "closing-soon"),
        ("2026-12-05T00:00:00Z", "just-closed"),
        ("2027-02-01T00:00:00Z", "closed"),
    ],
)
def test_home_groups_a_consultation_by_the_time_of_the_last_attempt(built_for: str | None, group: str) -> None:
    at = None if built_for is None else Instant(built_for)
    page = home_page(edition(published(consultation(), built_for=at), built_for=at))
    assert [each.name for each in page.groups] == [group]


def test_lists_have_fifty_proposals_a_page_and_miss_none() -> None:
    proposals = tuple(proposal(f"p{number:03}", title=f"Title {number:03}") for number in range(120))
    pages = [
        page
        for page in listing_pages(published(consultation(), proposals=proposals), title="All", description="All")
        if page.current == "a-z"
    ]
    assert [len(page.cards) for page in pages] == [50, 50, 20]
    assert [page.first for page in pages] == [1, 51, 101]
    assert pages[0].pages == tuple(f"consultations/streets/all/{name}.html" for name in ("a-z", "a-z.2", "a-z.3"))
    assert len({card.address for page in pages for card in page.cards}) == 120


def test_topics_that_share_a_file_name_share_a_list() -> None:
    proposals = (replace(proposal("a"), topics=("Old mill",)), replace(proposal("b"), topics=("old-mill", "Old mill")))
    pages = list(listing_pages(published(consultation(), proposals=proposals), title="All", description="All"))
    addresses = [page.address for page in pages]
    assert len(addresses) == len(set(addresses))
    of_topic = next(page for page in pages if page.current == "topic-old-mill")
    assert [card.title for card in of_topic.cards] == ["a", "b"]


def test_the_most_supported_comes_first_and_equal_ones_by_their_titles() -> None:
    proposals = (proposal("a", title="Zebra"), proposal("b", title="Élan"), proposal("c", title="Early"))
    counted = tally({"a": (3, 0, 0), "b": (1, 0, 0), "c": (1, 5, 0)})
    found = ranked(published(consultation(), proposals=proposals, counted=counted))
    assert [each.id for each in found] == ["a", "c", "b"]


@pytest.mark.parametrize(("support", "oppose", "has_sides"), [(1, 1, True), (0, 7, True), (0, 0, False)])
def test_there_is_no_share_to_tell_while_nobody_is_for_or_against(support: int, oppose: int, has_sides: bool) -> None:
    view = support_view(tally({"a": (support, oppose, 3)}), consultation().slug, ProposalId("a"), is_in_force=True)
    assert view is not None
    assert view.has_sides is has_sides


def test_a_bar_never_overflows_and_nobody_has_no_bar() -> None:
    assert share_of(0, 0, 0) is None
    for numbers in ((1, 1, 1), (7, 13, 977), (1, 0, 0)):
        share = share_of(*numbers)
        assert share is not None
        assert share.support + share.oppose + share.abstain <= 1000


def test_replies_follow_what_they_reply_to() -> None:
    comments = (
        comment("comment:1"),
        comment("comment:2"),
        comment("comment:3", reply_to="comment:1"),
        comment("comment:4", reply_to="comment:3"),
    )
    views = comment_views(comments, {}, texts=None, are_named=False, thread_url="https://forge.example/1")  # type: ignore[arg-type]
    assert [view.anchor for view in views] == ["comment-1", "comment-3", "comment-4", "comment-2"]
    assert views[0].address_at_forge == "https://forge.example/1#issuecomment-1"


def test_accounts_are_pseudonyms_deleted_ones_and_programs_are_told() -> None:
    person = PersonId("0123456789abcdef" * 2)
    comments = (
        comment("comment:1", person=person),
        comment("comment:2", person=None, account="deleted"),
        comment("comment:3", person=person, account="bot"),
    )
    views = comment_views(comments, {}, texts=None, are_named=False, thread_url="")  # type: ignore[arg-type]
    assert [(view.author, view.author_word) for view in views] == [
        (short_name(person), "comment.participant"),
        ("", "comment.deleted_account"),
        ("", "comment.bot"),
    ]
    assert short_name(person) == "0123-4567"


@pytest.mark.parametrize(
    ("state", "when"), [(State.OPEN, "now"), (State.PAUSED, "paused"), (State.CANCELLED, ""), (None, "")]
)
def test_no_phase_is_running_while_its_consultation_is_not(state: State | None, when: str) -> None:
    built_for = Instant("2026-10-10T00:00:00Z") if state else None
    of_town = published(consultation(), built_for=built_for)
    of_town = replace(of_town, facts=replace(of_town.facts, state=state))
    page = consultation_page(of_town, edition(of_town, built_for=built_for), PlainTexts())
    assert [phase.when for phase in page.phases] == [when]


@pytest.mark.parametrize(
    ("status", "is_asking"),
    [(Status.OPEN, True), (Status.ANSWERED, True), (Status.WITHDRAWN, False), (Status.MERGED, False)],
)
def test_what_was_withdrawn_or_merged_asks_for_no_support(status: Status, is_asking: bool) -> None:
    of_town = published(
        consultation(), proposals=[proposal("a", status=status)], built_for=Instant("2026-10-10T00:00:00Z")
    )
    (page,) = proposal_pages(of_town, PORTAL, PlainTexts(), moderation=Moderation())
    assert page.take_part.is_asking is is_asking


def test_a_consultation_that_no_collection_knew_yet_is_new_and_not_failed() -> None:
    harvest = HarvestRow(
        n=1,
        at=Instant("2026-10-10T00:00:00Z"),
        clock="forge",
        outcome="complete",
        cost=Cost(requests=1, points=1),
        consultations={},
        prev=Digest("0" * 64),
    )
    assert freshness_of(None, [harvest], interval_hours=24, of=consultation().slug).is_new
    assert not freshness_of(None, [harvest], interval_hours=24).is_new


def test_a_conversation_that_was_moved_says_where_it_is() -> None:
    about = replace(proposal("a"), thread=13)
    row = Row(
        seq=1,
        prev=Digest("0" * 64),
        type=RowType.THREAD,
        seen_at=Instant("2026-10-09T00:00:00Z"),
        proposal=about.id,
        ref="thread:13",
        facts={"state": "transferred", "moved_to": "river/board#8"},
    )
    of_town = published(consultation(), proposals=[about], built_for=Instant("2026-10-10T00:00:00Z"))
    (page,) = proposal_pages(replace(of_town, rows=(row,)), PORTAL, PlainTexts(), moderation=Moderation())
    assert page.take_part.conversation == "transferred"
    assert page.take_part.moved_to is not None
    assert page.take_part.moved_to.address == "https://forge.example/river/board/issues/8"
