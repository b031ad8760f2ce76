"""What views make of model data: groups by state, order, pages, shares, pseudonyms."""

from collections.abc import Sequence

import msgspec
import pytest
from msgspec.structs import replace
from views_town import (
    CLOSES,
    CLOSING,
    PlainTexts,
    answer,
    comment,
    consultation,
    context,
    overview,
    portal,
    proposal,
    source,
    tally,
)

from civicgen.model.counting import ProposalNumbers
from civicgen.model.findings import Finding, Place, Severity
from civicgen.model.leaf import ProposalSource, part_of
from civicgen.model.ledger import Cost, HarvestRow, Row, RowType
from civicgen.model.names import Digest, PersonId, ProposalId, State, Status
from civicgen.model.times import Instant
from civicgen.views.comments import comment_views, notice_views, short_name
from civicgen.views.consultation import consultation_page
from civicgen.views.consultations import home_page
from civicgen.views.freshness import freshness_of
from civicgen.views.links import share_of
from civicgen.views.listing import lists_of
from civicgen.views.proposal import ProposalPage, ProposalViews
from civicgen.views.support import support_views


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
    page = home_page(portal(overview(consultation(), built_for=at), built_for=at))
    assert [each.name for each in page.groups] == [group]


@pytest.mark.parametrize(("support", "oppose", "has_sides"), [(1, 1, True), (0, 7, True), (0, 0, False)])
def test_there_is_no_share_to_tell_while_nobody_is_for_or_against(support: int, oppose: int, has_sides: bool) -> None:
    view, earlier = support_views([tally("a", support, oppose, 3)], [CLOSING], "streets/a/")
    assert view is not None
    assert view.has_sides is has_sides
    assert earlier == ()


def test_numbers_are_told_for_each_closing_and_none_is_told_of_what_nobody_collected() -> None:
    extended = replace(CLOSING, terms=replace(CLOSING.terms, frozen_after=9))
    in_force, earlier = support_views([tally("a", 1, 0, 0), tally("a", 2, 0, 0)], [extended, CLOSING], "streets/a/")
    assert in_force is not None
    assert (in_force.suffix, in_force.is_frozen) == ("", False)
    assert [(view.suffix, view.is_frozen) for view in earlier] == [(f"@{CLOSES}", True)]
    assert support_views([], [CLOSING], "streets/a/") == (None, ())


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


def test_what_the_portal_announced_stands_apart_and_in_words_of_the_catalogue() -> None:
    comments = (
        comment("comment:1", notice="published"),
        comment("comment:2"),
        comment("comment:3", notice="closing-soon-2026-11-29T22:59:59Z"),
        comment("comment:4", notice="wording-2", is_gone=True),
        comment("comment:5", notice="of-the-future"),
    )
    url = "https://forge.example/1"
    views = comment_views(comments, {}, texts=None, are_named=False, thread_url=url)  # type: ignore[arg-type]
    assert [view.anchor for view in views] == ["comment-2"]
    notices = notice_views(comments, thread_url=url)
    assert [notice.word for notice in notices] == ["notice.published", "notice.closing-soon", "notice.other"]
    assert notices[0].address_at_forge == "https://forge.example/1#issuecomment-1"


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
    of_town = overview(consultation(), built_for=built_for)
    of_town = msgspec.structs.replace(of_town, facts=replace(of_town.facts, state=state))
    whole = portal(of_town, built_for=built_for)
    page = consultation_page(of_town, whole, PlainTexts(), lists=lists_of([], of_town.facts.slug), top=(), downloads=())
    assert [phase.when for phase in page.phases] == [when]


@pytest.mark.parametrize(
    ("status", "is_asking"),
    [(Status.OPEN, True), (Status.ANSWERED, True), (Status.WITHDRAWN, False), (Status.MERGED, False)],
)
def test_what_was_withdrawn_or_merged_asks_for_no_support(status: Status, is_asking: bool) -> None:
    assert page_of(source(proposal("a", status=status))).take_part.is_asking is is_asking


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
    page = page_of(source(about), rows=[row])
    assert page.take_part.conversation == "transferred"
    assert page.take_part.moved_to is not None
    assert page.take_part.moved_to.address == "https://forge.example/river/board/issues/8"


def test_rows_about_another_proposal_change_nothing_on_a_page() -> None:
    row = Row(
        seq=7,
        prev=Digest("0" * 64),
        type=RowType.PUBLISHED,
        seen_at=Instant("2026-10-09T00:00:00Z"),
        proposal=ProposalId("b"),
    )
    assert page_of(source(proposal("a")), rows=[row]) == page_of(source(proposal("a")))


def test_a_page_links_to_the_part_of_the_data_that_its_proposal_is_in() -> None:
    page = page_of(source(proposal("a")), parts=16)
    part = part_of(ProposalId("a"), 16)
    assert page.stances_file == f"data/streets/stances-{part:02}.csv"
    assert page.figures_file == f"data/streets/proposal-figures-{part:02}.json"
    assert page_of(source(proposal("a"))).stances_file == "data/streets/stances.csv"


def test_an_answer_is_overdue_only_where_there_is_none() -> None:
    assert page_of(source(proposal("a")), is_late=True).is_overdue
    answered = source(proposal("a"), answers=[answer("yes", on=None, proposals=["a"])])
    assert not page_of(answered, is_late=True).is_overdue


def test_findings_of_the_whole_are_the_first_of_each_severity_and_a_number() -> None:
    place = Place(file="content/portal.yml", line=1)
    found = [
        Finding(code="x", place=place, message=f"{number}", hint="", severity=severity)
        for severity in (Severity.ERROR, Severity.WARNING)
        for number in range(52)
    ]
    findings = home_page(portal(built_for=None, findings=found)).findings
    assert len(findings.shown) == 100
    assert (findings.more_errors, findings.more_warnings) == (2, 2)


def page_of(about: ProposalSource, *, rows: Sequence[Row] = (), parts: int = 1, is_late: bool = False) -> ProposalPage:
    views = ProposalViews(context(built_for=Instant("2026-10-10T00:00:00Z"), parts=parts, is_late=is_late))
    numbers = ProposalNumbers(tallies=(), comments=(), figures={})
    return views.page(about, numbers, rows, {}, texts=PlainTexts(), moderated={})
